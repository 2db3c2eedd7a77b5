import { useEffect, useId, useRef, type ReactElement, type ReactNode, type SyntheticEvent } from 'react';

export interface DialogProps {
  readonly title: string;
  /** Escape, the cross and the second button. */
  readonly onClose: () => void;
  /** Where there is one, the dialog is a form that is sent with its first button. */
  readonly onSubmit?: () => void;
  readonly submit?: string | undefined;
  readonly close: string;
  readonly tone?: 'primary' | 'danger';
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** The browser's own modal: it keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog(props: DialogProps): ReactElement {
  const { title, onClose, onSubmit, submit, close, tone = 'primary', busy = false, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!busy) onSubmit?.();
  };
  const cancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onCancel={cancel}>
      <form onSubmit={send} noValidate>
        <h2 id={heading}>{title}</h2>
        <div className="dialog-body">{children}</div>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {close}
          </button>
          {submit === undefined ? null : (
            <button type="submit" className={`button ${tone}`} aria-disabled={busy}>
              {submit}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
