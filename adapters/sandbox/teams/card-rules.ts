import type { Json } from '../../../src/shared/json.ts';
import { isObject } from '../json-value.ts';
import {
  address,
  anything,
  filledText,
  flag,
  listOf,
  object,
  oneOf,
  shaped,
  text,
  whole,
  wrong,
  type CardRuleBook,
  type Check,
  type Shape,
} from './card-rule-book.ts';

/** Everything that is wrong with an Adaptive Card 1.5; empty when it would be drawn as it is meant. */
export function cardProblems(card: Json): readonly string[] {
  const book: CardRuleBook = { problems: [], inputs: new Set(), shown: false };
  checkCard(book, card, '');
  if (isObject(card) && card['version'] === undefined) wrong(book, '', 'needs version');
  return book.problems;
}

/** The elements that we use; any other is refused, so that nothing goes unchecked. */
const element: Check = (book, value, pointer) => typed(book, value, pointer, elements);
const action: Check = (book, value, pointer) => {
  if (book.shown && isObject(value) && value['type'] === 'Action.ShowCard')
    wrong(book, pointer, 'a shown card shows no other');
  else typed(book, value, pointer, actions);
};
/** More than five are hidden behind "…" or left out. */
const actionList = listOf(action, 0, 5);

function typed(book: CardRuleBook, value: Json, pointer: string, shapes: { readonly [type: string]: Shape }): void {
  if (!isObject(value)) return wrong(book, pointer, 'must be an object');
  const type = String(value['type']);
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined) return wrong(book, `${pointer}/type`, `unsupported: ${type}`);
  shaped({ ...shape, members: { type: anything, ...common, ...shape.members } })(book, value, pointer);
}

function checkCard(book: CardRuleBook, value: Json, pointer: string): void {
  shaped({ needs: ['type', 'body'], members: cardMembers })(book, value, pointer);
}

const shownCard: Check = (book, value, pointer) => checkCard({ ...book, shown: true }, value, pointer);

const cardMembers: Shape['members'] = {
  type: oneOf('AdaptiveCard'),
  $schema: address,
  version: oneOf('1.5'),
  body: listOf(element, 0),
  actions: actionList,
  fallbackText: text,
  speak: text,
  lang: text,
  minHeight: text,
  rtl: flag,
  verticalContentAlignment: oneOf('top', 'center', 'bottom'),
  msteams: object,
  metadata: object,
};

const horizontal = oneOf('left', 'center', 'right');
const vertical = oneOf('top', 'center', 'bottom');
const boxStyle = oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent');
const spacing = oneOf('default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding');

const common: Shape['members'] = {
  id: filledText,
  isVisible: flag,
  separator: flag,
  spacing,
  height: oneOf('auto', 'stretch'),
  fallback: oneOf('drop'),
};
const letters: Shape['members'] = {
  text: filledText,
  color: oneOf('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'),
  fontType: oneOf('default', 'monospace'),
  isSubtle: flag,
  size: oneOf('default', 'small', 'medium', 'large', 'extraLarge'),
  weight: oneOf('default', 'lighter', 'bolder'),
};
const box: Shape['members'] = { items: listOf(element), style: boxStyle, bleed: flag, minHeight: text, rtl: flag };
const cells: Shape['members'] = { horizontalCellContentAlignment: horizontal, verticalCellContentAlignment: vertical };

/** Each input has a name under which its value comes back. */
const inputId: Check = (book, value, pointer) => {
  filledText(book, value, pointer);
  if (book.inputs.has(String(value))) wrong(book, pointer, `another input is called ${String(value)}`);
  book.inputs.add(String(value));
};
const input: Shape['members'] = { id: inputId, label: text, isRequired: flag, errorMessage: text };

const run = shaped({
  needs: ['type', 'text'],
  members: {
    type: oneOf('TextRun'),
    ...letters,
    highlight: flag,
    italic: flag,
    strikethrough: flag,
    underline: flag,
  },
});
const column = shaped({
  needs: ['type', 'items'],
  members: { type: oneOf('Column'), ...common, ...box, width: anything, verticalContentAlignment: vertical },
});
const cell = shaped({
  needs: ['type', 'items'],
  members: { type: oneOf('TableCell'), ...box, verticalContentAlignment: vertical },
});
const row = shaped({
  needs: ['type', 'cells'],
  members: { type: oneOf('TableRow'), cells: listOf(cell), style: boxStyle, ...cells },
});
const tableColumn = shaped({ needs: [], members: { type: anything, width: anything, ...cells } });
const pair = (first: string): Check =>
  shaped({ needs: [first, 'value'], members: { [first]: filledText, value: filledText } });

const elements: { readonly [type: string]: Shape } = {
  TextBlock: {
    needs: ['text'],
    members: {
      ...letters,
      horizontalAlignment: horizontal,
      maxLines: whole,
      wrap: flag,
      style: oneOf('default', 'heading'),
    },
  },
  RichTextBlock: { needs: ['inlines'], members: { inlines: listOf(run), horizontalAlignment: horizontal } },
  Container: { needs: ['items'], members: { ...box, verticalContentAlignment: vertical } },
  ColumnSet: {
    needs: ['columns'],
    members: { columns: listOf(column), style: boxStyle, bleed: flag, minHeight: text },
  },
  FactSet: { needs: ['facts'], members: { facts: listOf(pair('title')) } },
  Table: {
    needs: ['columns', 'rows'],
    members: {
      columns: listOf(tableColumn),
      rows: listOf(row),
      firstRowAsHeader: flag,
      showGridLines: flag,
      gridStyle: boxStyle,
      ...cells,
    },
  },
  ActionSet: { needs: ['actions'], members: { actions: actionList, horizontalAlignment: horizontal } },
  'Input.Text': {
    needs: ['id'],
    members: {
      ...input,
      ...{ placeholder: text, value: text, isMultiline: flag, maxLength: whole, regex: text },
      style: oneOf('text', 'tel', 'url', 'email', 'password'),
    },
  },
  'Input.Toggle': {
    needs: ['id', 'title'],
    members: { ...input, title: filledText, value: text, valueOn: text, valueOff: text, wrap: flag },
  },
  'Input.ChoiceSet': {
    needs: ['id', 'choices'],
    members: {
      ...input,
      ...{ choices: listOf(pair('title')), value: text, placeholder: text, isMultiSelect: flag, wrap: flag },
      style: oneOf('compact', 'expanded', 'filtered'),
    },
  },
};

const button: Shape['members'] = {
  title: filledText,
  style: oneOf('default', 'positive', 'destructive'),
  tooltip: text,
  isEnabled: flag,
  mode: oneOf('primary', 'secondary'),
};
const actions: { readonly [type: string]: Shape } = {
  'Action.Execute': {
    needs: ['title', 'verb'],
    members: { ...button, verb: filledText, data: object, associatedInputs: oneOf('auto', 'none') },
  },
  'Action.OpenUrl': { needs: ['title', 'url'], members: { ...button, url: address } },
  'Action.ShowCard': { needs: ['title', 'card'], members: { ...button, card: shownCard } },
};
