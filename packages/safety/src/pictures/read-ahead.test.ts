import { describe, expect, it } from 'vitest';
import { readAhead } from './read-ahead.ts';

describe('frames are decoded while others are looked at (S2)', () => {
  const counted = (most: number) => {
    const state = { made: 0, ended: false };
    const make = async function* () {
      try {
        for (let each = 0; each < most; each += 1) {
          state.made += 1;
          yield each;
        }
      } finally {
        state.ended = true;
      }
    };
    return { state, things: make() };
  };

  it('all come, in their order, and as many are made before their turn as may wait', async () => {
    const { state, things } = counted(10);
    const seen: number[] = [];
    const ahead: number[] = [];
    for await (const each of readAhead(things, 3)) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(each);
      ahead.push(state.made - each - 1);
    }
    expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => index));
    expect(ahead).toEqual([3, 3, 3, 3, 3, 3, 3, 2, 1, 0]);
  });

  it('who stops looking ends the making, and who fails to make is heard in turn', async () => {
    const { state, things } = counted(10);
    for await (const each of readAhead(things, 3)) {
      if (each === 1) {
        break;
      }
    }
    expect(state).toMatchObject({ ended: true });
    expect(state.made).toBeLessThan(7);
    const failing = async function* () {
      yield 1;
      throw new Error('no such frame');
    };
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const each of readAhead(failing(), 3)) {
          seen.push(each);
        }
      })(),
    ).rejects.toThrow('no such frame');
    expect(seen).toEqual([1]);
  });
});
