import type { ReactElement } from 'react';

/** A small button that does one thing to a record. */
export function Lever({
  text,
  onPress,
  tone,
}: {
  readonly text: string;
  readonly onPress: () => void;
  readonly tone?: 'primary' | 'danger';
}): ReactElement {
  return (
    <button type="button" className={`button small${tone === undefined ? '' : ` ${tone}`}`} onClick={onPress}>
      {text}
    </button>
  );
}
