import { z } from 'zod';

/** The elements of Adaptive Cards 1.5 that we emit, and nothing else: the library that draws them overlooks what it does not know. */

const Filled = z.string().min(1);
const Run = z.strictObject({
  type: z.literal('TextRun'),
  text: Filled,
  weight: z.literal('Bolder').optional(),
  size: z.literal('Large').optional(),
  isSubtle: z.literal(true).optional(),
});
const RichText = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(Run).min(1),
  spacing: z.enum(['None', 'Small', 'Medium']).optional(),
  separator: z.literal(true).optional(),
  horizontalAlignment: z.literal('Right').optional(),
});
const ColumnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  spacing: z.enum(['None', 'Small']).optional(),
  columns: z
    .array(z.strictObject({ type: z.literal('Column'), width: z.int().positive(), items: z.array(RichText).min(1) }))
    .min(1),
});
const Container = z.strictObject({
  type: z.literal('Container'),
  style: z.enum(['warning', 'attention', 'good', 'emphasis']).optional(),
  spacing: z.enum(['Small', 'Medium']).optional(),
  items: z.array(z.union([RichText, ColumnSet])).min(1),
});
const Table = z
  .strictObject({
    type: z.literal('Table'),
    firstRowAsHeader: z.literal(true),
    showGridLines: z.literal(false),
    columns: z.array(z.strictObject({ width: z.int().positive() })).min(1),
    rows: z
      .array(
        z.strictObject({
          type: z.literal('TableRow'),
          cells: z.array(z.strictObject({ type: z.literal('TableCell'), items: z.array(RichText).length(1) })),
        }),
      )
      .min(2),
  })
  .refine(({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length), 'ragged rows');
const Text = z.strictObject({
  ...{ type: z.literal('Input.Text'), id: Filled, label: Filled, placeholder: Filled.optional() },
  ...{ isMultiline: z.boolean(), maxLength: z.int().positive(), isRequired: z.literal(true).optional() },
  errorMessage: Filled.optional(),
});
const Choice = z.strictObject({
  ...{ type: z.literal('Input.ChoiceSet'), id: Filled, label: Filled, style: z.literal('compact') },
  choices: z.array(z.strictObject({ title: Filled, value: z.string() })).min(1),
  value: z.string().optional(),
});
const Toggle = z.strictObject({
  ...{ type: z.literal('Input.Toggle'), id: Filled, label: Filled, title: z.literal('I accept this') },
  ...{ valueOn: z.literal('true'), valueOff: z.literal('false') },
});
const pressed = { title: Filled, tooltip: Filled, style: z.enum(['positive', 'destructive']).optional() };
const Execute = z.strictObject({
  type: z.literal('Action.Execute'),
  verb: Filled,
  data: z.strictObject({ action: Filled, value: z.string(), form: z.literal(true).optional() }),
  ...pressed,
});
const OpenUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: Filled,
  url: z.url({ protocol: /^https?$/ }),
});
const ShowCard = z.strictObject({
  type: z.literal('Action.ShowCard'),
  ...pressed,
  card: z.strictObject({
    type: z.literal('AdaptiveCard'),
    body: z.array(z.union([RichText, Text, Choice, Toggle])).min(1),
    actions: z.array(Execute).length(1),
  }),
});
const Actions = z
  .array(z.union([Execute, OpenUrl, ShowCard]))
  .min(1)
  .max(5);

export const CardSchema = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  fallbackText: Filled,
  metadata: z
    .strictObject({
      countersign: z.strictObject({
        ...{ transfer: z.string(), kind: z.string(), record: z.string(), number: z.string(), round: z.int() },
        ...{ state: z.string(), revision: z.int() },
      }),
    })
    .optional(),
  body: z.array(
    z.union([
      RichText,
      ColumnSet,
      Container,
      Table,
      Toggle,
      z.strictObject({ type: z.literal('ActionSet'), actions: Actions }),
    ]),
  ),
  actions: Actions.optional(),
});
