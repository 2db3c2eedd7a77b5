import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';

interface MessageLogProps {
  readonly label: string;
  /** One sentence for each message that is there, by its id; a new or changed one is read out. */
  readonly sentences: ReadonlyMap<string, string>;
  readonly children: ReactNode;
}

/** The messages of a chat. Keeps the newest in view and tells screen readers one sentence of each that comes or changes. */
export function MessageLog({ label, sentences, children }: MessageLogProps): ReactElement {
  const end = useRef<HTMLDivElement>(null);
  const before = useRef<ReadonlyMap<string, string>>(undefined);
  const [spoken, setSpoken] = useState('');

  useEffect(() => {
    const known = before.current;
    before.current = sentences;
    if (known === undefined) return;
    const fresh = [...sentences].filter(([id, text]) => known.get(id) !== text);
    if (fresh.length > 0) setSpoken(fresh.map(([, text]) => text).join(' '));
    if (fresh.some(([id]) => !known.has(id))) end.current?.scrollIntoView({ block: 'nearest' });
  }, [sentences]);

  return (
    <div className="log" role="group" aria-label={label}>
      {children}
      <div ref={end} />
      <p className="unseen" role="status" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}
