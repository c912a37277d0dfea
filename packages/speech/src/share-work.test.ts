import { expect, it } from 'vitest';
import { shareWork } from './share-work.ts';

it('who cancels leaves alone; the work ends only when nobody waits for it', async () => {
  const share = shareWork<string>();
  const signals: AbortSignal[] = [];
  const gate = Promise.withResolvers<string>();
  const work = (signal: AbortSignal) => {
    signals.push(signal);
    return gate.promise;
  };
  const impatient = new AbortController();
  const first = share('line', impatient.signal, work);
  const second = share('line', undefined, work);
  impatient.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect(signals.map((signal) => signal.aborted)).toEqual([false]);
  gate.resolve('voice');
  await expect(second).resolves.toBe('voice');
});

it('work that nobody waits for any more is cancelled, and asked for again it starts anew', async () => {
  const share = shareWork<string>();
  const signals: AbortSignal[] = [];
  const only = new AbortController();
  const waiting = share('line', only.signal, (signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  only.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(signals[0]?.aborted).toBe(true);
  await expect(share('line', undefined, async () => 'anew')).resolves.toBe('anew');
});
