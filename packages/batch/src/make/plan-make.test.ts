import { expect, it } from 'vitest';
import { slowdownOf } from './plan-make.ts';

it.each([
  [0, 2, 1],
  [2, 2, 2],
  [6, 2, 4],
  [6, 12, 1.5],
  [undefined, 4, 1],
])('a machine with a load of %s on %s cores is told to take %s times as long (C9)', (load, cores, times) => {
  expect(slowdownOf(load, cores)).toBe(times);
});
