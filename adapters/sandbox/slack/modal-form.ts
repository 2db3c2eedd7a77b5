import type { JsonObject } from '../../../src/shared/json.ts';
import { isObject, listOf, objectOf, textOf } from '../json-value.ts';
import type { Modal } from './workspace.ts';

/** An input of an open modal. */
export interface Input {
  readonly id: string;
  readonly label: string;
  readonly optional: boolean;
  readonly element: JsonObject;
}

export function inputsOf({ view }: Modal): Input[] {
  return listOf(view['blocks'])
    .filter(isObject)
    .filter((block) => block['type'] === 'input')
    .map((block) => ({
      id: textOf(block['block_id']) ?? '',
      label: textOf(objectOf(block['label'])['text']) ?? '',
      optional: block['optional'] === true,
      element: objectOf(block['element']),
    }));
}

/** A modal as the control interface shows it. */
export function shownModal(modal: Modal): JsonObject {
  const { view } = modal;
  const text = (name: string): string | undefined => textOf(objectOf(view[name])['text']);
  return {
    id: modal.id,
    user: modal.user,
    title: text('title') ?? '',
    submit: text('submit') ?? null,
    close: text('close') ?? null,
    fields: inputsOf(modal).map(({ id, label, optional, element }) => ({
      id,
      label,
      optional,
      type: element['type'] ?? null,
      options: optionsOf(element).map(({ label: shown, value }) => ({ label: shown, value })),
    })),
    view,
  };
}

export interface Filled {
  readonly values: JsonObject;
  /** What Slack itself says before it sends anything. */
  readonly errors: { readonly [fieldId: string]: string };
}

/** Fills in the form by field id or label. A choice is named by its label or its value, or stays as it was. */
export function fillIn(modal: Modal, given: { readonly [field: string]: string }): Filled {
  const values: { [block: string]: JsonObject } = {};
  const errors: { [block: string]: string } = {};
  for (const input of inputsOf(modal)) {
    const { id, label, element } = input;
    const text = given[id] ?? given[label];
    const choice = element['type'] === 'static_select' ? choiceOf(element, text) : undefined;
    const entered = choice === undefined ? (text ?? textOf(element['initial_value']) ?? '') : '';
    const error = choice === undefined ? complaint(input, entered) : undefined;
    if (error !== undefined) errors[id] = error;
    values[id] = {
      [textOf(element['action_id']) ?? '']: choice ?? { type: element['type'] ?? null, value: entered || null },
    };
  }
  return { values, errors };
}

function complaint({ optional, element }: Input, text: string): string | undefined {
  if (text === '') return optional ? undefined : 'Please complete this required field.';
  if (element['type'] === 'static_select') return 'There is no such option.';
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (text.length < least) return `This must be at least ${least} characters long.`;
  return text.length > most ? `This must be at most ${most} characters long.` : undefined;
}

function choiceOf(element: JsonObject, wanted: string | undefined): JsonObject | undefined {
  const initial = element['initial_option'];
  const option =
    wanted === undefined
      ? initial
      : optionsOf(element).find(({ label, value }) => value === wanted || label === wanted)?.option;
  return isObject(option) ? { type: 'static_select', selected_option: option } : undefined;
}

function optionsOf(
  element: JsonObject,
): { readonly label: string; readonly value: string; readonly option: JsonObject }[] {
  return listOf(element['options'])
    .filter(isObject)
    .map((option) => ({
      label: textOf(objectOf(option['text'])['text']) ?? '',
      value: textOf(option['value']) ?? '',
      option,
    }));
}
