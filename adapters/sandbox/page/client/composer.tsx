import { useState, type ReactElement } from 'react';
import { useDesk } from './desk.tsx';
import { words } from './words.ts';

interface ComposerProps {
  readonly label: string;
  /** Stands before what is typed. */
  readonly prefix: string;
  readonly send: (text: string) => Promise<unknown>;
}

/** Where the visitor types to the bot. */
export function Composer({ label, prefix, send }: ComposerProps): ReactElement {
  const { act, you } = useDesk();
  // only its own line holds it up: what is typed while a press is under way is not lost
  const [sending, setSending] = useState(false);
  const [text, setText] = useState('');

  const submit = async (typed: string): Promise<void> => {
    if (sending) return;
    setSending(true);
    if (await act(() => send(typed.replace(/^\s*\/?sage\b\s*/i, '')))) setText('');
    setSending(false);
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(text);
      }}
    >
      <p className="as-whom">{words.typingAs(you.name)}</p>
      <div className="composer-row">
        <span className="prefix" aria-hidden="true">
          {prefix}
        </span>
        <input
          type="text"
          aria-label={label}
          placeholder={words.composerHint}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button" aria-disabled={sending}>
          {words.send}
        </button>
      </div>
      <div className="suggestions">
        {words.suggestions.map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            className="chip"
            aria-disabled={sending}
            onClick={() => void submit(suggestion)}
          >
            {suggestion}
          </button>
        ))}
      </div>
    </form>
  );
}
