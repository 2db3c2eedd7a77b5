import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { isObject, listOf, objectOf, textOf } from '../json-value.ts';

/** Something in a card that a person can press, under the title that stands on it. */
export interface CardButton {
  readonly label: string;
  readonly action: JsonObject;
  /** What is sent along: the inputs of the same card, and of the card in which it was opened. */
  readonly inputs: readonly JsonObject[];
  /** What stands in the card that it opens. */
  readonly opens: readonly CardButton[];
}

/** Every button that can be pressed, those in cards that others open included. */
export function buttonsIn(card: JsonObject | undefined): readonly CardButton[] {
  return card === undefined ? [] : cardButtons(card, []).flatMap((button) => [button, ...button.opens]);
}

/** Exactly, else without regard to case. A button that opens a form with one button stands for that one. */
export function findButton(card: JsonObject | undefined, label: string): CardButton | undefined {
  const all = buttonsIn(card);
  const wanted = label.trim().toLowerCase();
  const found = all.find((one) => one.label === label) ?? all.find((one) => one.label.toLowerCase() === wanted);
  if (found?.action['type'] !== 'Action.ShowCard') return found;
  const [only, ...others] = found.opens.filter(({ action }) => action['type'] === 'Action.Execute');
  return others.length === 0 ? only : undefined;
}

function cardButtons(card: JsonObject, outer: readonly JsonObject[]): readonly CardButton[] {
  const elements = listOf(card['body']).flatMap(withInner);
  const inputs = [...outer, ...elements.filter((one) => textOf(one['type'])?.startsWith('Input.') === true)];
  const actions = [card, ...elements].flatMap((one) => listOf(one['actions'])).filter(isObject);
  return actions
    .filter((action) => action['isEnabled'] !== false)
    .map((action) => ({
      label: textOf(action['title']) ?? '',
      action,
      inputs: action['associatedInputs'] === 'none' ? [] : inputs,
      opens: action['type'] === 'Action.ShowCard' ? cardButtons(objectOf(action['card']), inputs) : [],
    }));
}

/** The element and all that stands in it, whatever holds it. */
function withInner(element: Json): readonly JsonObject[] {
  if (!isObject(element)) return [];
  const inner = ['items', 'columns', 'rows', 'cells'].flatMap((name) => listOf(element[name]));
  return [element, ...inner.flatMap(withInner)];
}
