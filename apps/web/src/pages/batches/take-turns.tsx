import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So long what waits may be drawn between two frames of the window; one is always drawn. */
const budgetMs = 3;
const waiting = new Set<() => void>();
let isAsked = false;

/** After a frame, not within it: scrolling itself is part of that, and must not be held up. */
function askForTurn(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(() => setTimeout(takeTurns));
  }
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
 * answered meanwhile. What is scrolled past before its turn is never drawn.
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
