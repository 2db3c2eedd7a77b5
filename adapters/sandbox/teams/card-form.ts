import type { JsonObject } from '../../../src/shared/json.ts';
import { isObject, listOf, textOf } from '../json-value.ts';

export interface FilledForm {
  readonly values: JsonObject;
  /** What Teams itself says before it sends anything, by input id. */
  readonly errors: { readonly [inputId: string]: string };
}

/** Fills in inputs by id or label. A choice is named by its title or its value; what is not given stays as it was. */
export function fillIn(inputs: readonly JsonObject[], given: { readonly [input: string]: string }): FilledForm {
  const values: { [id: string]: string } = {};
  const errors: { [id: string]: string } = {};
  for (const input of inputs) {
    const id = textOf(input['id']) ?? '';
    const entered = given[id] ?? given[labelOf(input)];
    const value = valueOf(input, entered);
    const complaint = value === undefined ? 'There is no such choice.' : complaintAbout(input, value);
    if (complaint !== undefined) errors[id] = textOf(input['errorMessage']) ?? complaint;
    values[id] = value ?? '';
  }
  return { values, errors };
}

/** A toggle carries its words beside the box. */
function labelOf(input: JsonObject): string {
  return textOf(input['label']) ?? textOf(input['title']) ?? '';
}

function valueOf(input: JsonObject, entered: string | undefined): string | undefined {
  const initial = textOf(input['value']);
  if (input['type'] === 'Input.Toggle') {
    const [on, off] = [textOf(input['valueOn']) ?? 'true', textOf(input['valueOff']) ?? 'false'];
    return (entered ?? initial ?? off) === on || entered === 'true' ? on : off;
  }
  if (input['type'] !== 'Input.ChoiceSet') return entered ?? initial ?? '';
  if (entered === undefined || entered === '') return entered ?? initial ?? '';
  const chosen = input['isMultiSelect'] === true ? entered.split(',') : [entered];
  const found = chosen.map((one) => choiceNamed(input, one.trim()));
  return found.includes(undefined) ? undefined : found.join(',');
}

function choiceNamed(input: JsonObject, name: string): string | undefined {
  const choices = listOf(input['choices']).filter(isObject);
  return textOf(choices.find(({ value, title }) => value === name || title === name)?.['value']);
}

function complaintAbout(input: JsonObject, value: string): string | undefined {
  const off = input['type'] === 'Input.Toggle' && value === (textOf(input['valueOff']) ?? 'false');
  if (input['isRequired'] === true && (value.trim() === '' || off)) return 'This must be filled in.';
  if (input['type'] !== 'Input.Text' || value === '') return undefined;
  const most = typeof input['maxLength'] === 'number' ? input['maxLength'] : Infinity;
  if (value.length > most) return `This must be at most ${most} characters long.`;
  const regex = textOf(input['regex']);
  return regex === undefined || new RegExp(regex).test(value)
    ? undefined
    : 'This is not in the form that is asked for.';
}
