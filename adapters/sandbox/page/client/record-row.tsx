import { useState, type ReactElement, type ReactNode } from 'react';
import { useDesk } from './desk.tsx';

interface RecordRowProps {
  readonly number: string;
  readonly title: string;
  readonly amount: string;
  readonly chip: ReactNode;
  /** Where the record stands in the other system. */
  readonly mark?: ReactNode;
  readonly point?: string;
  readonly children: ReactNode;
}

/** A record of one of the books: a line that opens to its details and to what can be done with it. */
export function RecordRow({ number, title, amount, chip, mark, point, children }: RecordRowProps): ReactElement {
  const { settled } = useDesk();
  const [open, setOpen] = useState(false);
  const [arrived] = useState(settled);
  return (
    <li className={arrived ? 'record arrived' : 'record'} data-point={point} tabIndex={-1}>
      <button type="button" className="record-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <b className="record-name">{number}</b>
        <span className="record-amount">{amount}</span>
        <span className="record-title">{title}</span>
        <span className="record-state">
          {chip}
          {mark}
        </span>
      </button>
      {open ? <div className="record-body">{children}</div> : null}
    </li>
  );
}

/** Records of one kind under their heading; nothing while there are none. */
export function RecordList({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says?: string;
  readonly children: readonly ReactNode[];
}): ReactElement | null {
  if (children.length === 0) return null;
  return (
    <section className="records">
      <h3>{title}</h3>
      {says === undefined ? null : <p className="says">{says}</p>}
      <ul>{children}</ul>
    </section>
  );
}
