import { useEffect } from 'react';

/** What single keys do on a page; not while somebody writes, nor together with others. */
export function useKeys(acts: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]');
      // A button that has the focus is pressed by its own keys.
      const isPressing = target instanceof HTMLButtonElement && ['Enter', ' '].includes(event.key);
      const act = acts[event.key.toLowerCase()];
      if (act !== undefined && !isWriting && !isPressing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        // The one that was pressed before would take the next Enter for its own.
        if (target instanceof HTMLButtonElement) {
          target.blur();
        }
        act();
      }
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  });
}
