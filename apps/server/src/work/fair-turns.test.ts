import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealTurns } from './fair-turns.ts';

const ones = (count: number) => Array.from({ length: count }, () => 1);

describe('turns of work are fair between teams', () => {
  it('a team that comes to a queue of a thousand goes turn about with it, from the piece that is next', () => {
    const large = dealTurns(ones(1000), { head: null, end: 0, own: 0 });
    expect(large).toMatchObject({ own: 1000, end: 1000 });
    const small = dealTurns(ones(5), { head: 40, end: 1000, own: 0 });
    expect(small.turns).toEqual([40, 41, 42, 43, 44]);
  });

  it('a team that is alone goes on where it stood; a second batch of it waits for the first', () => {
    const second = dealTurns(ones(2), { head: 3, end: 10, own: 10 });
    expect(second.turns).toEqual([10, 11]);
  });

  it('work of old gives no claim: who was idle begins with those who work now, not before them', () => {
    expect(dealTurns(ones(1), { head: null, end: 500, own: 20 }).turns).toEqual([500]);
    expect(dealTurns(ones(1), { head: 480, end: 500, own: 20 }).turns).toEqual([480]);
  });

  it('larger pieces take up more turns', () => {
    expect(dealTurns([5, 1, 0.1], { head: null, end: 0, own: 0 }).turns).toEqual([0, 5, 6]);
  });

  it('turns stay in the range of a priority for ever, and never go back while somebody waits', () => {
    const far = dealTurns(ones(1), { head: null, end: 1_000_000_001, own: 900_000_000 });
    expect(far).toEqual({ turns: [0], own: 1, end: 1 });
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 20 }),
        fc.option(fc.nat(1_000_000)),
        fc.nat(1_000_000),
        fc.nat(1_000_000),
        (costs, head, end, own) => {
          const dealt = dealTurns(costs, { head, end, own });
          expect(dealt.turns).toEqual([...dealt.turns].sort((a, b) => a - b));
          expect(dealt.turns.every((turn) => turn >= (head ?? end))).toBe(true);
          expect(dealt.end).toBeGreaterThanOrEqual(end);
        },
      ),
      { numRuns: 200 },
    );
  });
});
