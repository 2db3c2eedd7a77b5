import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { isObject, listOf } from '../json-value.ts';

/** Collects what Slack would find wrong, each with a pointer to the place. */
export interface RuleBook {
  readonly problems: readonly string[];
  wrong(pointer: string, message: string): void;
  /** Text within a length; absent only when `optional`. */
  text(value: Json | undefined, pointer: string, most: number, optional?: 'optional'): void;
  /** A text object; `plain` refuses mrkdwn. */
  textObject(
    value: Json | undefined,
    pointer: string,
    most: number,
    kind: 'plain' | 'any',
    optional?: 'optional',
  ): void;
  list(value: Json | undefined, pointer: string, least: number, most: number): readonly JsonObject[];
  oneOf(value: Json | undefined, pointer: string, allowed: readonly string[]): void;
  unique(values: readonly (Json | undefined)[], pointer: string, what: string): void;
}

export function createRuleBook(): RuleBook {
  const problems: string[] = [];
  const wrong = (pointer: string, message: string): void => {
    problems.push(`${message} [json-pointer:${pointer}]`);
  };

  const text: RuleBook['text'] = (value, pointer, most, optional) => {
    if (value === undefined && optional !== undefined) return;
    if (typeof value !== 'string') wrong(pointer, 'must be a string');
    else if (value.length === 0) wrong(pointer, 'must be more than 0 characters');
    else if (value.length > most) wrong(pointer, `must be less than ${most + 1} characters`);
  };

  return {
    problems,
    wrong,
    text,
    textObject(value, pointer, most, kind, optional) {
      if (value === undefined && optional !== undefined) return;
      if (!isObject(value)) {
        wrong(pointer, 'must be a text object');
        return;
      }
      const allowed = kind === 'plain' ? ['plain_text'] : ['plain_text', 'mrkdwn'];
      if (!allowed.includes(String(value['type']))) wrong(`${pointer}/type`, `must be ${allowed.join(' or ')}`);
      text(value['text'], `${pointer}/text`, most);
      const extra = value['type'] === 'mrkdwn' ? 'emoji' : 'verbatim';
      if (value[extra] !== undefined) wrong(`${pointer}/${extra}`, `not allowed in ${String(value['type'])}`);
    },
    list(value, pointer, least, most) {
      if (!Array.isArray(value)) wrong(pointer, 'must be an array');
      const items = listOf(value);
      if (items.length < least) wrong(pointer, `must have at least ${least} items`);
      if (items.length > most) wrong(pointer, `no more than ${most} items allowed`);
      const objects = items.filter(isObject);
      if (objects.length < items.length) wrong(pointer, 'every item must be an object');
      return objects;
    },
    oneOf(value, pointer, allowed) {
      if (value !== undefined && !allowed.includes(String(value))) wrong(pointer, `must be ${allowed.join(' or ')}`);
    },
    unique(values, pointer, what) {
      const named = values.filter((value) => value !== undefined);
      if (new Set(named).size < named.length) wrong(pointer, `${what} must be unique`);
    },
  };
}
