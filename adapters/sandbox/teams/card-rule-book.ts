import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { isObject } from '../json-value.ts';

/** Collects what is wrong with a card, each with a pointer to the place. */
export interface CardRuleBook {
  readonly problems: string[];
  /** Ids of inputs, each of which must stand once in the whole card. */
  readonly inputs: Set<string>;
  /** Whether this is a card that a button opened in another. */
  readonly shown: boolean;
}

export type Check = (book: CardRuleBook, value: Json, pointer: string) => void;

/** The members that an element may have; those that it must have stand in `needs`. */
export interface Shape {
  readonly needs: readonly string[];
  readonly members: { readonly [name: string]: Check };
}

export function wrong({ problems }: CardRuleBook, pointer: string, message: string): void {
  problems.push(`${message} [${pointer}]`);
}

export const text: Check = (book, value, pointer) => {
  if (typeof value !== 'string') wrong(book, pointer, 'must be a string');
};

export const filledText: Check = (book, value, pointer) => {
  if (typeof value !== 'string' || value === '') wrong(book, pointer, 'must be a string that is not empty');
};

export const flag: Check = (book, value, pointer) => {
  if (typeof value !== 'boolean') wrong(book, pointer, 'must be true or false');
};

export const whole: Check = (book, value, pointer) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    wrong(book, pointer, 'must be a whole number');
};

export const anything: Check = () => undefined;

export const object: Check = (book, value, pointer) => {
  if (!isObject(value)) wrong(book, pointer, 'must be an object');
};

export const address: Check = (book, value, pointer) => {
  if (typeof value !== 'string' || !URL.canParse(value)) wrong(book, pointer, 'must be an absolute address');
};

/** Words are taken without regard to case, as renderers take them. */
export function oneOf(...words: readonly string[]): Check {
  return (book, value, pointer) => {
    const known = typeof value === 'string' && words.some((word) => word.toLowerCase() === value.toLowerCase());
    if (!known) wrong(book, pointer, `must be ${words.join(', ')}`);
  };
}

export function listOf(check: Check, least = 1, most = Infinity): Check {
  return (book, value, pointer) => {
    if (!Array.isArray(value)) return wrong(book, pointer, 'must be a list');
    const items = value as readonly Json[];
    if (items.length < least) wrong(book, pointer, `must have at least ${least} items`);
    if (items.length > most) wrong(book, pointer, `must have at most ${most} items`);
    for (const [index, item] of items.entries()) check(book, item, `${pointer}/${index}`);
  };
}

/** An object of this shape, and nothing else in it. */
export function shaped({ needs, members }: Shape): Check {
  return (book, value, pointer) => {
    if (!isObject(value)) return wrong(book, pointer, 'must be an object');
    for (const name of needs) if (value[name] === undefined) wrong(book, pointer, `needs ${name}`);
    checkMembers(book, value, members, pointer);
  };
}

export function checkMembers(book: CardRuleBook, value: JsonObject, members: Shape['members'], pointer: string): void {
  for (const [name, member] of Object.entries(value)) {
    const check = Object.hasOwn(members, name) ? members[name] : undefined;
    if (check === undefined) wrong(book, `${pointer}/${name}`, 'unknown member');
    else check(book, member, `${pointer}/${name}`);
  }
}
