import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { isObject, listOf, objectOf, textOf } from '../json-value.ts';
import type { Message, Person, Workspace } from './workspace.ts';

/** Something in a message that a person can press, under the label that stands on it. */
export interface Pressable {
  readonly label: string;
  readonly block: string;
  readonly element: JsonObject;
  /** The option, where the element is a list of checkboxes. */
  readonly option: JsonObject | undefined;
}

export function pressables(message: Pick<Message, 'blocks'>): Pressable[] {
  return elementsOf(message).flatMap(({ block, element }): Pressable[] => {
    if (element['type'] === 'button') return [{ label: labelOf(element), block, element, option: undefined }];
    if (element['type'] !== 'checkboxes') return [];
    return optionsOf(element).map((option) => ({ label: labelOf(option), block, element, option }));
  });
}

/** Exactly, else without regard to case, else a label that was cut short. */
export function findPressable(message: Pick<Message, 'blocks'>, label: string): Pressable | undefined {
  const all = pressables(message);
  const wanted = label.trim().toLowerCase();
  return (
    all.find((one) => one.label === label) ??
    all.find((one) => one.label.toLowerCase() === wanted) ??
    all.find((one) => one.label.endsWith('…') && wanted.startsWith(one.label.slice(0, -1).toLowerCase()))
  );
}

/** What this person has chosen in the message, as every later press reports it. */
export function stateValues(workspace: Workspace, person: Person, message: Message): JsonObject {
  const values: { [block: string]: { [action: string]: Json } } = {};
  for (const { block, element } of elementsOf(message)) {
    if (element['type'] !== 'checkboxes') continue;
    const actionId = textOf(element['action_id']) ?? '';
    const chosen = workspace.ticked.get(tickKey(person, message, block, actionId)) ?? [];
    values[block] = { ...values[block], [actionId]: { type: 'checkboxes', selected_options: [...chosen] } };
  }
  return values;
}

/** Ticks the option, or takes the tick away; answers what is ticked then. */
export function toggle(
  workspace: Workspace,
  person: Person,
  message: Message,
  { block, element, option }: Pressable,
): readonly JsonObject[] {
  const key = tickKey(person, message, block, textOf(element['action_id']) ?? '');
  const before = workspace.ticked.get(key) ?? [];
  const without = before.filter(({ value }) => value !== option?.['value']);
  const after = without.length < before.length || option === undefined ? without : [...before, option];
  workspace.ticked.set(key, after);
  return after;
}

/** What everybody has ticked, as `world` shows it. */
export function ticked({ ticked: kept }: Workspace): JsonObject[] {
  return [...kept].map(([key, options]) => {
    const [user = '', channel = '', ts = ''] = key.split('\n');
    return { user, channel, ts, values: options.map(({ value }) => value ?? null) };
  });
}

function tickKey(person: Person, { channel, ts }: Message, block: string, action: string): string {
  return [person.id, channel, ts, block, action].join('\n');
}

function elementsOf({ blocks }: Pick<Message, 'blocks'>): { readonly block: string; readonly element: JsonObject }[] {
  return blocks.flatMap((block) =>
    [...listOf(block['elements']), block['accessory'] ?? null, block['element'] ?? null]
      .filter(isObject)
      .map((element) => ({ block: textOf(block['block_id']) ?? '', element })),
  );
}

function optionsOf(element: JsonObject): JsonObject[] {
  return listOf(element['options']).filter(isObject);
}

function labelOf(thing: JsonObject): string {
  return textOf(objectOf(thing['text'])['text']) ?? '';
}
