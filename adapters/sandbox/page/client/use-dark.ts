import { useSyncExternalStore } from 'react';

const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Whether the visitor wants it dark, for what cannot be said in a style sheet. */
export function useDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wantsDark.addEventListener('change', changed);
      return () => wantsDark.removeEventListener('change', changed);
    },
    () => wantsDark.matches,
  );
}
