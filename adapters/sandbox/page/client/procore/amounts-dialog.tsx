import { useState, type ReactElement } from 'react';
import { useOwnAct } from '../desk.tsx';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import { decimal } from '../money.ts';
import { words } from '../words.ts';

export interface AmountLine {
  readonly label: string;
  readonly hint?: string;
  readonly initial: string;
}

interface AmountsDialogProps {
  readonly title: string;
  readonly says: string;
  readonly submit: string;
  readonly lines: readonly AmountLine[];
  readonly save: (amounts: readonly string[]) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the amount of each line. */
export function AmountsDialog({ title, says, submit, lines, save, onClose }: AmountsDialogProps): ReactElement {
  const { act, busy } = useOwnAct();
  const [typed, setTyped] = useState<readonly string[]>(() => lines.map(({ initial }) => initial));
  const [tried, setTried] = useState(false);
  const amounts = typed.map(decimal);

  const send = (): void => {
    setTried(true);
    const good = amounts.filter((amount) => amount !== undefined);
    if (good.length < amounts.length) return;
    void act(() => save(good)).then((done) => {
      if (done) onClose();
    });
  };
  return (
    <Dialog title={title} submit={submit} close={words.cancel} busy={busy} onSubmit={send} onClose={onClose}>
      <p>{says}</p>
      {lines.map(({ label, hint }, index) => (
        <Field
          key={index}
          label={label}
          hint={hint}
          error={tried && amounts[index] === undefined ? words.notAnAmount : undefined}
        >
          {(named) => (
            <input
              {...named}
              type="text"
              inputMode="decimal"
              value={typed[index]}
              onChange={({ target }) => setTyped(typed.map((text, at) => (at === index ? target.value : text)))}
            />
          )}
        </Field>
      ))}
    </Dialog>
  );
}
