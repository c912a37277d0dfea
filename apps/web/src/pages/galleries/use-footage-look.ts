import { type FootageLookEvent, lookAtFootage } from '@clipo/client/look-at-footage';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { errorText } from '../../api/error-text.ts';
import { keyOfTab } from '../../api/session.ts';

type Told<Type> = Extract<FootageLookEvent, { type: Type }>;

/** What is known of a film that is being looked at. */
export interface FootageState {
  progress: Omit<Told<'progress'>, 'type'> | undefined;
  /** Frames seen until now, as an address of a picture. */
  sheet: string | undefined;
  look: Told<'look'> | undefined;
  problem: string | undefined;
}

const nothing: FootageState = { progress: undefined, sheet: undefined, look: undefined, problem: undefined };

/** Has a film looked at while the page shows it; leaving stops it. @param turn another number looks again */
export function useFootageLook(materialId: string, turn: number): FootageState {
  const [state, setState] = useState<FootageState>(nothing);
  useEffect(() => {
    const stop = new AbortController();
    const tell = (change: Partial<FootageState>) => {
      if (!stop.signal.aborted) {
        setState((before) => ({ ...before, ...change }));
      }
    };
    setState(nothing);
    // Named, so that another turn is another look.
    void follow(materialId, stop.signal, tell, turn);
    return () => stop.abort();
  }, [materialId, turn]);
  return state;
}

async function follow(
  materialId: string,
  signal: AbortSignal,
  tell: (change: Partial<FootageState>) => void,
  _turn: number,
): Promise<void> {
  const options = { url: location.origin, key: keyOfTab(), language: i18next.language };
  let isTold = false;
  try {
    for await (const event of lookAtFootage(options, materialId, signal)) {
      switch (event.type) {
        case 'progress':
          tell({ progress: event });
          break;
        case 'sheet':
          tell({ sheet: `data:image/jpeg;base64,${event.jpeg}` });
          break;
        case 'look':
          isTold = true;
          tell({ look: event });
          break;
        case 'problem':
          isTold = true;
          tell({ problem: i18next.t('presenters.film.broken') });
          break;
      }
    }
    if (!isTold) {
      tell({ problem: i18next.t('presenters.film.broken') });
    }
  } catch (error) {
    tell({ problem: errorText(error as Error) });
  }
}
