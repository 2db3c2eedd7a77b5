import { useState, type ReactElement } from 'react';
import { useDesk } from './desk.tsx';
import { words } from './words.ts';

/** A state in a word. */
export function Chip({ text, good = false }: { readonly text: string; readonly good?: boolean }): ReactElement {
  return <span className={good ? 'chip-state good' : 'chip-state'}>{text.replaceAll('_', ' ')}</span>;
}

/** Says that a Procore record carries the key of its record in Sage, or that it does not yet. */
export function Marked({ as: key }: { readonly as: string | null | undefined }): ReactElement {
  if (key === null || key === undefined || key === '') return <span className="mark">{words.procore.notMarked}</span>;
  return <Arriving text={words.procore.marked(key)} />;
}

function Arriving({ text }: { readonly text: string }): ReactElement {
  const [arrived] = useState(useDesk().settled);
  return <span className={arrived ? 'mark good arrived' : 'mark good'}>{text}</span>;
}
