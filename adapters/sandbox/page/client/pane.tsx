import type { ReactElement, ReactNode } from 'react';
import { useDesk } from './desk.tsx';
import type { PaneName } from './pane-name.ts';
import { words } from './words.ts';

interface PaneProps {
  readonly name: PaneName;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** One of the four systems, with one sentence that says what it is. */
export function Pane({ name, aside, footer, children }: PaneProps): ReactElement {
  const { pane } = useDesk();
  const { title, says } = words.panes[name];
  return (
    <section
      className={`pane ${name}${pane === name ? ' chosen' : ''}`}
      id={`pane-${name}`}
      aria-labelledby={`pane-${name}-title`}
    >
      <header className="pane-head">
        <div className="pane-title">
          <h2 id={`pane-${name}-title`}>{title}</h2>
          {aside}
        </div>
        <p>{says}</p>
      </header>
      <div className="pane-body" data-scroll={name}>
        {children}
      </div>
      {footer === undefined ? null : <footer className="pane-foot">{footer}</footer>}
    </section>
  );
}
