import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';

const asked = 'clipo-find';

/** Its dialog is fetched when it is first asked for. */
const FinderDialog = lazy(async () => ({ default: (await import('./finder.tsx')).FinderDialog }));

/** Opens the finder, from wherever on the page. */
export function askToFind(): void {
  dispatchEvent(new Event(asked));
}

/** Finds pages, batches, videos and conversations by their words: Ctrl+K or ⌘K, then the keyboard alone. */
export function Find() {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const open = useEffectEvent((event: Event) => {
    event.preventDefault();
    setOpen(true);
    setWasOpen(true);
  });
  const press = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      open(event);
    } else if (event.key === '?' && !isTyping && !event.ctrlKey && !event.metaKey) {
      void navigate({ to: '/help' });
    }
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => press(event);
    const onAsked = (event: Event) => open(event);
    addEventListener('keydown', onKey);
    addEventListener(asked, onAsked);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener(asked, onAsked);
    };
  }, []);
  return (
    wasOpen && (
      <Suspense>
        <FinderDialog isOpen={isOpen} onEnd={() => setOpen(false)} />
      </Suspense>
    )
  );
}
