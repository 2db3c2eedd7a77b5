import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { checkElement } from './element-rules.ts';
import { isObject, listOf } from '../json-value.ts';
import { createRuleBook, type RuleBook } from './rule-book.ts';

export type Surface = 'message' | 'modal' | 'home';

const mostBlocks: { readonly [surface in Surface]: number } = { message: 50, modal: 100, home: 100 };

/** Everything Slack would refuse in these blocks; empty when it would take them. */
export function blockProblems(blocks: Json | undefined, surface: Surface): readonly string[] {
  const book = createRuleBook();
  checkBlocks(book, blocks, surface);
  return book.problems;
}

/** A modal or home view. */
export function viewProblems(view: Json | undefined): readonly string[] {
  const book = createRuleBook();
  if (!isObject(view)) return ['must be an object [json-pointer:/view]'];
  const surface = view['type'] === 'home' ? 'home' : 'modal';
  if (view['type'] !== 'modal' && view['type'] !== 'home') book.wrong('/view/type', 'must be modal or home');
  if (surface === 'modal') {
    book.textObject(view['title'], '/view/title', 24, 'plain');
    book.textObject(view['submit'], '/view/submit', 24, 'plain', 'optional');
    book.textObject(view['close'], '/view/close', 24, 'plain', 'optional');
  }
  book.text(view['callback_id'], '/view/callback_id', 255, 'optional');
  if (view['private_metadata'] !== '') book.text(view['private_metadata'], '/view/private_metadata', 3000, 'optional');
  checkBlocks(book, view['blocks'], surface);
  const hasInput = listOf(view['blocks']).some((block) => isObject(block) && block['type'] === 'input');
  if (surface === 'modal' && hasInput && view['submit'] === undefined) book.wrong('/view/submit', 'missing for inputs');
  return book.problems;
}

function checkBlocks(book: RuleBook, value: Json | undefined, surface: Surface): void {
  const blocks = book.list(value, '/blocks', surface === 'message' ? 0 : 1, mostBlocks[surface]);
  for (const [index, block] of blocks.entries()) {
    const pointer = `/blocks/${index}`;
    book.text(block['block_id'], `${pointer}/block_id`, 255, 'optional');
    checkBlock(book, block, pointer);
  }
  const ids = blocks.map((block) => block['block_id']);
  book.unique(ids, '/blocks', 'block ids');
  if (blocks.filter((block) => block['type'] === 'table').length > 1) book.wrong('/blocks', 'only one table allowed');
}

function checkBlock(book: RuleBook, block: JsonObject, pointer: string): void {
  switch (block['type']) {
    case 'header':
      return book.textObject(block['text'], `${pointer}/text`, 150, 'plain');
    case 'section':
      return checkSection(book, block, pointer);
    case 'context':
      for (const [index, element] of book.list(block['elements'], `${pointer}/elements`, 1, 10).entries()) {
        if (element['type'] !== 'image') book.textObject(element, `${pointer}/elements/${index}`, 3000, 'any');
      }
      return;
    case 'actions':
      return checkActions(book, block, pointer);
    case 'input':
      book.textObject(block['label'], `${pointer}/label`, 2000, 'plain');
      book.textObject(block['hint'], `${pointer}/hint`, 2000, 'plain', 'optional');
      if (!isObject(block['element'])) return book.wrong(`${pointer}/element`, 'missing');
      return checkElement(book, block['element'], `${pointer}/element`);
    case 'rich_text':
      return checkRichText(book, block, pointer);
    case 'table':
      return checkTable(book, block, pointer);
    case 'divider':
      return;
    default:
      return book.wrong(`${pointer}/type`, `unsupported type: ${String(block['type'])}`);
  }
}

function checkSection(book: RuleBook, block: JsonObject, pointer: string): void {
  if (block['text'] === undefined && block['fields'] === undefined) book.wrong(pointer, 'needs text or fields');
  book.textObject(block['text'], `${pointer}/text`, 3000, 'any', 'optional');
  if (block['fields'] !== undefined) {
    for (const [index, field] of book.list(block['fields'], `${pointer}/fields`, 1, 10).entries()) {
      book.textObject(field, `${pointer}/fields/${index}`, 2000, 'any');
    }
  }
  if (isObject(block['accessory'])) checkElement(book, block['accessory'], `${pointer}/accessory`);
}

function checkActions(book: RuleBook, block: JsonObject, pointer: string): void {
  const elements = book.list(block['elements'], `${pointer}/elements`, 1, 25);
  for (const [index, element] of elements.entries()) checkElement(book, element, `${pointer}/elements/${index}`);
  book.unique(
    elements.map((element) => element['action_id']),
    `${pointer}/elements`,
    'action ids',
  );
}

function checkRichText(book: RuleBook, block: JsonObject, pointer: string): void {
  const kinds = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'];
  for (const [index, part] of book.list(block['elements'], `${pointer}/elements`, 1, Infinity).entries()) {
    const at = `${pointer}/elements/${index}`;
    if (!kinds.includes(String(part['type']))) book.wrong(`${at}/type`, 'unsupported');
    if (part['type'] === 'rich_text_list') {
      book.oneOf(part['style'], `${at}/style`, ['bullet', 'ordered']);
      for (const [row, item] of book.list(part['elements'], `${at}/elements`, 1, Infinity).entries()) {
        checkInline(book, item, `${at}/elements/${row}`);
      }
    } else checkInline(book, part, at);
  }
}

function checkInline(book: RuleBook, section: JsonObject, pointer: string): void {
  for (const [index, element] of book.list(section['elements'], `${pointer}/elements`, 1, Infinity).entries()) {
    if (element['type'] === 'text') book.text(element['text'], `${pointer}/elements/${index}/text`, Infinity);
  }
}

function checkTable(book: RuleBook, block: JsonObject, pointer: string): void {
  const rows = listOf(block['rows']);
  if (rows.length < 1 || rows.length > 100) book.wrong(`${pointer}/rows`, 'must have 1 to 100 rows');
  for (const [index, row] of rows.entries()) {
    for (const [column, cell] of book.list(row, `${pointer}/rows/${index}`, 1, 20).entries()) {
      const at = `${pointer}/rows/${index}/${column}`;
      book.oneOf(cell['type'] ?? '', `${at}/type`, ['raw_text', 'rich_text', 'raw_number']);
      if (cell['type'] === 'raw_text') book.text(cell['text'], `${at}/text`, Infinity);
    }
  }
  if (block['column_settings'] === undefined) return;
  for (const [index, setting] of book.list(block['column_settings'], `${pointer}/column_settings`, 0, 20).entries()) {
    book.oneOf(setting['align'], `${pointer}/column_settings/${index}/align`, ['left', 'center', 'right']);
  }
}
