import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { isObject } from '../json-value.ts';
import type { RuleBook } from './rule-book.ts';

/** What Slack demands of the elements that we use; any other element is refused, so that nothing goes unchecked. */
export function checkElement(book: RuleBook, element: JsonObject, pointer: string): void {
  const { type } = element;
  book.text(element['action_id'], `${pointer}/action_id`, 255, 'optional');
  if (element['confirm'] !== undefined) checkConfirm(book, element['confirm'], `${pointer}/confirm`);
  book.textObject(element['placeholder'], `${pointer}/placeholder`, 150, 'plain', 'optional');

  if (type === 'button') checkButton(book, element, pointer);
  else if (type === 'checkboxes' || type === 'radio_buttons') checkOptions(book, element, pointer, 10);
  else if (type === 'static_select') checkOptions(book, element, pointer, 100);
  else if (type === 'overflow') checkOptions(book, element, pointer, 5);
  else if (type === 'plain_text_input') checkTextInput(book, element, pointer);
  else book.wrong(`${pointer}/type`, `unsupported element: ${String(type)}`);
}

function checkButton(book: RuleBook, button: JsonObject, pointer: string): void {
  book.textObject(button['text'], `${pointer}/text`, 75, 'plain');
  if (button['value'] !== '') book.text(button['value'], `${pointer}/value`, 2000, 'optional');
  book.text(button['url'], `${pointer}/url`, 3000, 'optional');
  book.text(button['accessibility_label'], `${pointer}/accessibility_label`, 75, 'optional');
  book.oneOf(button['style'], `${pointer}/style`, ['primary', 'danger']);
}

function checkConfirm(book: RuleBook, confirm: Json, pointer: string): void {
  if (!isObject(confirm)) return book.wrong(pointer, 'must be an object');
  book.textObject(confirm['title'], `${pointer}/title`, 100, 'plain');
  book.textObject(confirm['text'], `${pointer}/text`, 300, 'any');
  book.textObject(confirm['confirm'], `${pointer}/confirm`, 30, 'plain');
  book.textObject(confirm['deny'], `${pointer}/deny`, 30, 'plain');
  book.oneOf(confirm['style'], `${pointer}/style`, ['primary', 'danger']);
}

function checkOptions(book: RuleBook, element: JsonObject, pointer: string, most: number): void {
  const options = book.list(element['options'], `${pointer}/options`, 1, most);
  const kind = element['type'] === 'checkboxes' || element['type'] === 'radio_buttons' ? 'any' : 'plain';
  for (const [index, option] of options.entries()) {
    const at = `${pointer}/options/${index}`;
    book.textObject(option['text'], `${at}/text`, 75, kind);
    book.text(option['value'], `${at}/value`, 150);
    book.textObject(option['description'], `${at}/description`, 75, kind, 'optional');
  }
  book.unique(
    options.map(({ value }) => value),
    `${pointer}/options`,
    'option values',
  );
  const initial = element['initial_option'];
  if (isObject(initial) && !options.some(({ value }) => value === initial['value'])) {
    book.wrong(`${pointer}/initial_option`, 'must be one of the options');
  }
}

function checkTextInput(book: RuleBook, input: JsonObject, pointer: string): void {
  const least = input['min_length'] ?? 0;
  const most = input['max_length'] ?? 3000;
  if (typeof most !== 'number' || most < 1 || most > 3000) book.wrong(`${pointer}/max_length`, 'must be 1 to 3000');
  if (typeof least !== 'number' || least < 0 || least > 3000) book.wrong(`${pointer}/min_length`, 'must be 0 to 3000');
  if (Number(least) > Number(most)) book.wrong(`${pointer}/min_length`, 'must not be above max_length');
}
