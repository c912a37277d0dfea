import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So long what waits may be drawn between two frames of the window; one is always drawn. */
const budgetMs = 3;
/** A window that moves faster than this shows nothing that an eye could follow: two heights of a desk's window a second. */
const flungPxPerMs = 2;
/** Over so long its speed is taken: a wheel moves it in jumps. */
const speedOverMs = 150;
const waiting = new Set<() => void>();
/** Where the window was in its last frames, the oldest first. */
let places: { at: number; top: number }[] = [];
let isAsked = false;

/** After a frame, not within it: scrolling itself is part of that, and must not be held up. */
function askForTurn(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(() => (isFlung() ? askAgain() : setTimeout(takeTurns)));
  }
}

function askAgain(): void {
  isAsked = false;
  askForTurn();
}

/** Notes where the window is in this frame, and tells whether it moves faster than an eye follows. */
function isFlung(): boolean {
  const now = { at: performance.now(), top: window.scrollY };
  places = [...places.filter(({ at }) => now.at - at < speedOverMs), now];
  const [first = now] = places;
  return Math.abs(now.top - first.top) > flungPxPerMs * speedOverMs;
}

function takeTurns(): void {
  isAsked = false;
  const began = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    flushSync(draw);
    if (performance.now() - began > budgetMs) {
      break;
    }
  }
  if (waiting.size > 0) {
    askForTurn();
  }
}

/**
 * Draws what is in it when its turn comes: of many that come into sight at once only a few a frame, so that hands are
 * answered meanwhile, and none while the window is flung. What is scrolled past before its turn is never drawn.
 */
export function InTurn({ children }: { children: ReactNode }) {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const draw = () => setDrawn(true);
    waiting.add(draw);
    askForTurn();
    return () => {
      waiting.delete(draw);
    };
  }, []);
  return isDrawn ? children : null;
}
