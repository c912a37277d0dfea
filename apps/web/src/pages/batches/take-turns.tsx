import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So long each frame of the window may be spent on drawing what waits; one is always drawn. */
const budgetMs = 4;
const waiting = new Set<() => void>();
let isAsked = false;

function askForFrame(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(takeTurns);
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
    askForFrame();
  }
}

/**
 * Draws what is in it when its turn comes: of many that come into sight at once only a few a frame, so that hands are
 * answered meanwhile, on a slow machine too. What is scrolled past before its turn is never drawn.
 */
export function InTurn({ children }: { children: ReactNode }) {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const draw = () => setDrawn(true);
    waiting.add(draw);
    askForFrame();
    return () => {
      waiting.delete(draw);
    };
  }, []);
  return isDrawn ? children : null;
}
