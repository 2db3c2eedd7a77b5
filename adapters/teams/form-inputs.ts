import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { Form, FormField } from '../../src/ports/card.ts';
import type { Input, RichText } from './elements.ts';
import { literal } from './literal.ts';
import { paragraphs } from './text-blocks.ts';
import { words } from './words.ts';

const prefix = 'field:';
const mostFields = 10;
const mostOptions = 60;
const room = { rows: 0, items: 5, text: 300 };

/** What a form asks for, as it opens inside the card. */
export function formInputs(form: Form): (RichText | Input)[] {
  return [...paragraphs([form.intro], room), ...form.fields.filter(isAnswerable).slice(0, mostFields).map(input)];
}

function isAnswerable(field: FormField): boolean {
  return field.type === 'text' || field.options.length > 0;
}

function input(field: FormField): Input {
  const base = { id: `${prefix}${field.id.slice(0, 100)}`, label: literal(field.label, 150) };
  if (field.type === 'text') {
    const maxLength = Math.max(1, Math.min(3000, field.maxLength));
    return {
      type: 'Input.Text',
      ...base,
      ...(field.hint === '' ? {} : { placeholder: literal(field.hint, 150) }),
      isMultiline: maxLength > 100,
      maxLength,
      ...(field.minLength > 0 ? { isRequired: true, errorMessage: words.fieldMissing } : {}),
    };
  }
  const options = fittingOptions(field);
  const hidden = options.length < field.options.length;
  const initial = options.find(({ value }) => value === field.initial);
  return {
    type: 'Input.ChoiceSet',
    ...base,
    label: hidden ? `${base.label} ${drawingWords.optionsHidden(options.length, field.options.length)}` : base.label,
    // the only style in which no client reads the titles as Markdown
    style: 'compact',
    choices: options.map(({ value, label }) => ({ title: literal(label, 100), value: value.slice(0, 100) })),
    ...(initial === undefined ? {} : { value: initial.value.slice(0, 100) }),
  };
}

/** As many as there is room for, the initial one among them. */
function fittingOptions({ options, initial }: Extract<FormField, { type: 'choice' }>) {
  const late = options.slice(mostOptions).filter(({ value }) => value === initial);
  return [...late.slice(0, 1), ...options].slice(0, mostOptions);
}

export function fieldsOf(data: { readonly [name: string]: unknown }): { readonly [id: string]: string } {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
