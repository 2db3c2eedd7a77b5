import type { ReactElement } from 'react';
import { Pane } from '../pane.tsx';
import { words } from '../words.ts';

export function TeamsPane(): ReactElement {
  return (
    <Pane name="teams">
      <p className="empty">{words.noMessages}</p>
    </Pane>
  );
}
