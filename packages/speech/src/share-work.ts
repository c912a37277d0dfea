import { ClipoError } from '@clipo/contract';

/**
 * Lets concurrent callers of one key share one piece of work. Who cancels only leaves; the work itself is cancelled
 * when nobody waits for it any more.
 */
export function shareWork<T>(): (
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T> {
  const underWay = new Map<string, { result: Promise<T>; waiting: number; controller: AbortController }>();
  return async (key, signal, work) => {
    if (signal?.aborted === true) {
      throw cancelled();
    }
    let shared = underWay.get(key);
    if (shared === undefined) {
      const controller = new AbortController();
      const result = work(controller.signal);
      shared = { result, waiting: 0, controller };
      underWay.set(key, shared);
      const forget = () => {
        if (underWay.get(key)?.controller === controller) {
          underWay.delete(key);
        }
      };
      result.then(forget, forget);
    }
    const { result, controller } = shared;
    const joinedWork = shared;
    joinedWork.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        joinedWork.waiting -= 1;
        if (joinedWork.waiting === 0) {
          underWay.delete(key);
          controller.abort();
        }
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  };
}

function cancelled(): ClipoError {
  return new ClipoError('cancelled', 'speaking was cancelled');
}
