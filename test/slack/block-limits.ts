import { existsSync, readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../src/shared/json.ts';

/** Slack's limits as somebody else wrote them down; `undefined` where that file is not at hand. */
export const limits = read('../shared/oracle/slack-block-limits.json');

function read(path: string): JsonObject | undefined {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
  console.warn(`SKIPPED: ${path} is not there, so blocks are not held against limits from outside.`);
  return undefined;
}

/** How far a message or view goes beyond those limits; empty when it keeps them. */
export function beyond(limit: JsonObject, blocks: readonly unknown[]): string[] {
  const found: string[] = [];
  const at = (...path: string[]): number => {
    const value = path.reduce<Json | undefined>((here, name) => (here as JsonObject | undefined)?.[name], limit);
    if (typeof value !== 'number') throw new Error(`no limit ${path.join('.')}`);
    return value;
  };
  const text = (value: unknown, most: number, where: string): void => {
    const said = typeof value === 'string' ? value : (value as { text?: unknown } | undefined)?.text;
    if (typeof said !== 'string') return;
    if (said.length > most) found.push(`${where} has ${said.length} characters`);
    if (said.length < 1) found.push(`${where} is empty`);
  };

  const walk = (value: unknown, where: string): void => {
    if (Array.isArray(value)) return value.forEach((item, index) => walk(item, `${where}/${index}`));
    if (typeof value !== 'object' || value === null) return;
    const thing = value as { readonly [name: string]: unknown };
    switch (thing['type']) {
      case 'plain_text':
      case 'mrkdwn':
      case 'raw_text':
      case 'text':
        text(thing['text'], at('text', 'max_length'), where);
        break;
      case 'header':
        text(thing['text'], at('header', 'text', 'max_length'), where);
        break;
      case 'section':
        text(thing['text'], at('section', 'text', 'max_length'), where);
        count(thing['fields'], at('section', 'fields', 'max_items'), where);
        for (const field of list(thing['fields'])) text(field, at('section', 'fields', 'item_max_length'), where);
        break;
      case 'context':
        count(thing['elements'], at('context', 'elements', 'max_items'), where);
        break;
      case 'actions':
        count(thing['elements'], at('actions', 'elements', 'max_items'), where);
        break;
      case 'checkboxes':
        count(thing['options'], at('checkboxes', 'options', 'max_items'), where);
        break;
      case 'static_select':
        count(thing['options'], at('select', 'options', 'max_items'), where);
        break;
      case 'input':
        text(thing['label'], at('input', 'label', 'max_length'), where);
        text(thing['hint'], at('input', 'hint', 'max_length'), where);
        break;
      case 'button': {
        for (const name of ['text', 'url', 'accessibility_label']) {
          text(thing[name], at('button', name, 'max_length'), `${where}/${name}`);
        }
        if (String(thing['value'] ?? '').length > at('button', 'value', 'max_length')) found.push(`${where}/value`);
        const confirm = thing['confirm'] as { readonly [name: string]: unknown } | undefined;
        for (const name of ['title', 'text', 'confirm', 'deny']) {
          text(confirm?.[name], at('confirmation', name, 'max_length'), `${where}/confirm/${name}`);
        }
        break;
      }
    }
    if ('options' in thing) {
      for (const option of list(thing['options'])) {
        text((option as { text?: unknown }).text, at('option', 'text', 'max_length'), `${where}/option`);
        text((option as { value?: unknown }).value, at('option', 'value', 'max_length'), `${where}/option`);
      }
    }
    text(thing['action_id'], at('action_id', 'max_length'), `${where}/action_id`);
    text(thing['block_id'], at('block_id', 'max_length'), `${where}/block_id`);
    for (const [name, member] of Object.entries(thing)) walk(member, `${where}/${name}`);
  };
  const count = (value: unknown, most: number, where: string): void => {
    if (list(value).length > most) found.push(`${where} has ${list(value).length} items`);
  };

  walk(blocks, '');
  return found;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
