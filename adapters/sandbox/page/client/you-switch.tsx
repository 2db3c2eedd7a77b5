import type { ReactElement } from 'react';
import { cast } from '../../stories/cast.ts';
import { useDesk } from './desk.tsx';
import { words } from './words.ts';

/** Who the visitor is now: five people with different rights. */
export function YouSwitch(): ReactElement {
  const { you, setYou } = useDesk();
  return (
    <fieldset className="you">
      <legend>{words.youAre}</legend>
      {cast.map(({ role, name }) => (
        <label key={role} className={role === you.role ? 'person chosen' : 'person'} title={words.rights[role]}>
          <input type="radio" name="you" value={role} checked={role === you.role} onChange={() => setYou(role)} />
          <span className="initials" aria-hidden="true">
            {name
              .split(' ')
              .map(([letter]) => letter)
              .join('')}
          </span>
          <span className="person-name">
            {name}
            <small>{words.roles[role]}</small>
          </span>
        </label>
      ))}
      <p className="rights" aria-live="polite">
        {words.rights[you.role]}
      </p>
    </fieldset>
  );
}
