import { useState, type ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { Dialog } from '../dialog.tsx';
import type { SlackBlock, SlackMessage } from '../world.ts';
import { pressables, type SlackButton, type SlackTicks } from './block-parts.ts';
import { pressed } from './pressed.ts';

/** The row of a message that can be pressed. */
export function Actions({
  message,
  block,
}: {
  readonly message: SlackMessage;
  readonly block: SlackBlock;
}): ReactElement {
  return (
    <div className="slack-actions">
      {pressables(block).map((one, index) =>
        one.kind === 'ticks' ? (
          <Ticks key={index} message={message} ticks={one} />
        ) : (
          <Press key={index} message={message} button={one} />
        ),
      )}
    </div>
  );
}

function Press({ message, button }: { readonly message: SlackMessage; readonly button: SlackButton }): ReactElement {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const { label, says, style, url, confirm } = button;
  const pointer = pointerOf(message, label);

  if (url !== undefined) {
    return (
      <a className="button" href={url} target="_blank" rel="noreferrer" aria-label={`${says}, ${message.text}`}>
        {label}
      </a>
    );
  }
  const press = (): void => {
    setAsking(false);
    void pressed(desk, message, label);
  };
  return (
    <>
      <button
        type="button"
        className={`button ${style}`}
        aria-label={says}
        data-point={pointer}
        onClick={() => {
          if (confirm === undefined) press();
          else setAsking(true);
        }}
      >
        {label}
      </button>
      {asking && confirm !== undefined ? (
        <Dialog
          title={confirm.title}
          submit={confirm.confirm}
          close={confirm.deny}
          tone={style === 'danger' ? 'danger' : 'primary'}
          onSubmit={press}
          onClose={() => setAsking(false)}
        >
          <p>{confirm.text}</p>
        </Dialog>
      ) : null}
    </>
  );
}

function Ticks({ message, ticks }: { readonly message: SlackMessage; readonly ticks: SlackTicks }): ReactElement {
  const desk = useDesk();
  const { snapshot, you } = desk;
  const mine = snapshot.world.slack.ticked.find(({ user, ts }) => user === you.slack && ts === message.ts);
  return (
    <fieldset className="ticks" tabIndex={-1} data-point={pointerOf(message, 'ticks')}>
      {ticks.options.map(({ label, value }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={mine?.values.includes(value) ?? false}
            onChange={() => void pressed(desk, message, label)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function pointerOf({ metadata }: SlackMessage, what: string): string | undefined {
  const number = metadata?.event_payload?.number;
  return number === undefined ? undefined : `slack ${number} ${what}`;
}
