import type { ReactElement } from 'react';

export interface ShownLine {
  readonly text: string;
  readonly code: string | undefined;
  readonly amount: string;
}

/** The lines of a record, each with its cost code. */
export function Lines({ lines }: { readonly lines: readonly ShownLine[] }): ReactElement {
  return (
    <ul className="lines">
      {lines.map(({ text, code, amount }, index) => (
        <li key={index}>
          <span>
            {text} <small>{code}</small>
          </span>
          <span className="amount">{amount}</span>
        </li>
      ))}
    </ul>
  );
}
