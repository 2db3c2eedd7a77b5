import type { types } from '@slack/bolt';
import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { Form, FormField } from '../../src/ports/card.ts';
import { actionId } from './buttons.ts';
import { plainText } from './literal.ts';

/** What a form must remember between being opened and being sent. */
export interface FormOrigin {
  readonly action: string;
  readonly value: string;
  readonly channel: string;
  readonly message: string;
}

/** Draws a form as a modal. Its blocks carry the ids of the fields, so that an error finds its field. */
export function formView(form: Form, place: Pick<FormOrigin, 'channel' | 'message'>): types.ModalView {
  const origin: FormOrigin = { action: form.action, value: form.value, ...place };
  return {
    type: 'modal',
    callback_id: actionId(form.action),
    title: plainText(form.title, 24),
    submit: plainText(form.submit, 24),
    close: plainText(form.cancel, 24),
    private_metadata: JSON.stringify(origin),
    blocks: [
      { type: 'section', text: plainText(form.intro, 3000) },
      ...form.fields.filter(isAnswerable).slice(0, 99).map(inputBlock),
    ],
  };
}

/** Slack refuses a choice with nothing to choose. */
function isAnswerable(field: FormField): boolean {
  return field.type === 'text' || field.options.length > 0;
}

function inputBlock(field: FormField): types.InputBlock {
  const base = { type: 'input' as const, block_id: field.id, label: plainText(field.label, 2000) };
  if (field.type === 'text') {
    const longest = Math.max(1, Math.min(3000, field.maxLength));
    return {
      ...base,
      optional: field.minLength === 0,
      ...(field.hint === '' ? {} : { hint: plainText(field.hint, 2000) }),
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: longest > 100,
        min_length: Math.min(field.minLength, longest),
        max_length: longest,
        ...(field.initial === undefined || field.initial === ''
          ? {}
          : { initial_value: field.initial.slice(0, longest) }),
      },
    };
  }
  const options = fittingOptions(field);
  const initial = options.find(({ value }) => value === field.initial);
  return {
    ...base,
    ...(options.length < field.options.length
      ? { hint: plainText(drawingWords.optionsHidden(options.length, field.options.length), 2000) }
      : {}),
    element: {
      type: 'static_select',
      action_id: 'value',
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** At most a hundred, as Slack takes them, the initial one among them. */
function fittingOptions(field: Extract<FormField, { type: 'choice' }>): types.PlainTextOption[] {
  const most = 100;
  const initial = field.options.slice(most).filter(({ value }) => value === field.initial);
  return [...initial.slice(0, 1), ...field.options].slice(0, most).map(({ value, label }) => ({
    text: plainText(label, 75),
    value: value.slice(0, 75),
  }));
}

export type ViewValues = {
  readonly [blockId: string]: {
    readonly [actionId: string]: {
      readonly value?: string | null | undefined;
      readonly selected_option?: { readonly value: string } | null | undefined;
    };
  };
};

export function fieldsOf(values: ViewValues): { readonly [id: string]: string } {
  return Object.fromEntries(
    Object.entries(values).map(([id, elements]) => {
      const element = elements['value'];
      return [id, element?.selected_option?.value ?? element?.value ?? ''];
    }),
  );
}
