import { useRef, useState, type ReactElement } from 'react';
import { chatControl, control, platformSays } from '../calls.ts';
import { useDesk, useOwnAct } from '../desk.tsx';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import { words } from '../words.ts';
import type { SlackBlock, SlackModal } from '../world.ts';
import type { WireText } from './block-parts.ts';
import { DrawnBlocks } from './drawn-blocks.tsx';

interface WireInput {
  readonly type: string;
  readonly multiline?: boolean;
  readonly initial_value?: string;
  readonly placeholder?: WireText;
  readonly options?: readonly { readonly text: WireText; readonly value: string }[];
  readonly initial_option?: { readonly value: string };
}

/** The modal that the bot has opened for the visitor. */
export function SlackModalDialog({ modal }: { readonly modal: SlackModal }): ReactElement {
  const desk = useDesk();
  const { act, busy } = useOwnAct();
  const [values, setValues] = useState<{ readonly [field: string]: string }>(() => initialValues(modal.view.blocks));
  const [errors, setErrors] = useState<{ readonly [field: string]: string }>({});
  const body = useRef<HTMLDivElement>(null);
  const user = desk.you.role;

  const submit = (): void => {
    void act(async () => {
      const seen = await chatControl('slack/submit', { user, values });
      setErrors(seen.errors ?? {});
      desk.say(platformSays(seen));
      if (seen.errors !== undefined) requestAnimationFrame(() => focusWrong(body.current));
    });
  };
  const close = (): void => void desk.act(() => control('POST', 'slack/close', { user }));
  return (
    <Dialog
      title={modal.title}
      submit={modal.submit ?? undefined}
      close={modal.close ?? words.close}
      busy={busy}
      onSubmit={submit}
      onClose={close}
    >
      <div ref={body} className="slack-modal">
        {modal.view.blocks.map((block, index) =>
          block.type === 'input' ? (
            <ModalInput
              key={block.block_id ?? index}
              block={block}
              value={values[block.block_id ?? ''] ?? ''}
              error={errors[block.block_id ?? '']}
              onChange={(value) => setValues((before) => ({ ...before, [block.block_id ?? '']: value }))}
            />
          ) : (
            <DrawnBlocks key={index} blocks={[block]} />
          ),
        )}
      </div>
    </Dialog>
  );
}

interface ModalInputProps {
  readonly block: SlackBlock;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function ModalInput({ block, value, error, onChange }: ModalInputProps): ReactElement {
  const { type, multiline, placeholder, options = [] } = block['element'] as WireInput;
  const hint = (block['hint'] as WireText | undefined)?.text;
  return (
    <Field label={(block['label'] as WireText).text} error={error} hint={hint}>
      {(named) =>
        type === 'static_select' ? (
          <select {...named} value={value} onChange={({ target }) => onChange(target.value)}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.text.text}
              </option>
            ))}
          </select>
        ) : multiline === true ? (
          <textarea
            {...named}
            rows={3}
            value={value}
            placeholder={placeholder?.text}
            onChange={({ target }) => onChange(target.value)}
          />
        ) : (
          <input
            {...named}
            type="text"
            value={value}
            placeholder={placeholder?.text}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}

function initialValues(blocks: readonly SlackBlock[]): { readonly [field: string]: string } {
  return Object.fromEntries(
    blocks
      .filter(({ type }) => type === 'input')
      .map((block) => {
        const { initial_value: text, initial_option: option, options } = block['element'] as WireInput;
        return [block.block_id ?? '', text ?? option?.value ?? options?.[0]?.value ?? ''];
      }),
  );
}

function focusWrong(body: HTMLElement | null): void {
  body?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
