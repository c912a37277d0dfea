import { expect, it } from 'vitest';
import { cohensKappa } from './agreement.ts';

const pairs = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([key, many]) =>
    Array.from({ length: many }, () => ({ first: key[0] ?? '', second: key[1] ?? '' })),
  );

it('agreement beyond chance is Cohen’s kappa, as in his own way of counting (S3)', () => {
  // 20 and 15 alike of 50, marginals 25/25 and 30/20: (0.7 − 0.5) / (1 − 0.5).
  expect(cohensKappa(pairs({ yy: 20, yn: 5, ny: 10, nn: 15 }))).toBeCloseTo(0.4, 10);
  expect(cohensKappa(pairs({ yy: 3, nn: 4 }))).toBe(1);
  expect(cohensKappa(pairs({ yn: 5, ny: 5 }))).toBe(-1);
  expect(cohensKappa(pairs({ yy: 9 }))).toBeNull();
  expect(cohensKappa([])).toBeNull();
});
