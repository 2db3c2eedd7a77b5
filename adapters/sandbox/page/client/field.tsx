import { useId, type ReactElement, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  /** Draws the control; what it is given must stand on it. */
  readonly children: (named: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
  }) => ReactNode;
}

/** A control under its label, with what is wrong about it. */
export function Field({ label, error, hint, children }: FieldProps): ReactElement {
  const id = useId();
  const below = `${id}-below`;
  const says = error ?? hint;
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': says === undefined ? undefined : below,
        'aria-invalid': error !== undefined,
      })}
      {says === undefined ? null : (
        <p id={below} className={error === undefined ? 'hint' : 'error'}>
          {says}
        </p>
      )}
    </div>
  );
}
