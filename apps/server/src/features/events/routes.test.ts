import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { insertEvents } from './queries.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const tell = (numbers: readonly number[], batchId: string | null = null) =>
  api.deps.db.asTeam(api.teamId, (tx) =>
    insertEvents(
      tx,
      api.teamId,
      numbers.map((number) => ({ batchId, type: 'warning', data: { number } })),
    ),
  );

/** Opens the stream; `next` gives the numbers and the last id of so many events that come. */
async function follow(path: string, headers: Record<string, string> = {}) {
  const answer = await api.ask('GET', path, undefined, headers);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async () => {
    const { value = '', done } = (await reader?.read()) ?? { done: true };
    expect(done).toBe(false);
    text += value;
  };
  // The first sign of life says that nothing from now on is missed.
  while (!text.includes(': alive')) {
    await read();
  }
  return {
    async next(count: number) {
      for (;;) {
        const messages = [...text.matchAll(/^data: (.*)\n/gm)].map(
          ([, data = '']) => JSON.parse(data) as { id: number; data: { number: number } },
        );
        if (messages.length >= count) {
          return { numbers: messages.map(({ data }) => data.number), lastId: messages.at(-1)?.id ?? 0 };
        }
        await read();
      }
    },
    close: () => reader?.cancel(),
  };
}

describe('events are followed as they happen (C9)', () => {
  it('and a client that was away resumes after the last id that it has seen: none is missed and none comes twice', async () => {
    await tell([1]);
    const first = await follow('/api/v1/events');
    await tell([2]);
    await tell([3, 4]);
    const seen = await first.next(3);
    expect(seen.numbers).toEqual([2, 3, 4]);
    await first.close();
    // While nobody listens, and many at once.
    await Promise.all([5, 6, 7, 8, 9].map((number) => tell([number])));
    const again = await follow('/api/v1/events', { 'last-event-id': String(seen.lastId) });
    await tell([10]);
    const rest = await again.next(6);
    expect([...rest.numbers].sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10]);
    await again.close();
  });

  it('of a batch alone, from its beginning; other teams hear nothing of it', async () => {
    await tell([21, 22], 'bat_one');
    await tell([23], 'bat_two');
    const other = await api.otherTeam();
    const stranger = await follow('/api/v1/events?batch=bat_one', { authorization: `Bearer ${other.key}` });
    const own = await follow('/api/v1/events?batch=bat_one');
    await tell([24], 'bat_one');
    expect((await own.next(3)).numbers).toEqual([21, 22, 24]);
    await own.close();
    await api.deps.db.asTeam(other.teamId, (tx) =>
      insertEvents(tx, other.teamId, [{ batchId: 'bat_one', type: 'warning', data: { number: 99 } }]),
    );
    expect((await stranger.next(1)).numbers).toEqual([99]);
    await stranger.close();
  });

  it('an id that is none is refused by its name', async () => {
    const answer = await api.ask('GET', '/api/v1/events', undefined, { 'last-event-id': 'x' });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'invalid_input' });
  });
});
