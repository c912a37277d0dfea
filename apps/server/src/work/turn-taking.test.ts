import { expect, it } from 'vitest';
import { openTurnTaking } from './turn-taking.ts';

it('the lowest turn goes first, so many at once and no more, and who gives up waiting holds up nobody', async () => {
  const turns = openTurnTaking(2);
  const signal = new AbortController().signal;
  const leaving = new AbortController();
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  let most = 0;
  let now = 0;
  const job = (turn: number, own = signal) =>
    turns.run(turn, own, async () => {
      begun.push(turn);
      now += 1;
      most = Math.max(most, now);
      await gate.promise;
      now -= 1;
    });
  const all = [job(50), job(60), job(40), job(10), job(30)];
  const gone = job(20, leaving.signal);
  leaving.abort();
  await expect(gone).rejects.toMatchObject({ code: 'cancelled' });
  gate.resolve();
  await Promise.all(all);
  expect(begun).toEqual([50, 60, 10, 30, 40]);
  expect(most).toBe(2);
});
