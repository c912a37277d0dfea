import { expect, it } from 'vitest';
import { dueOf } from './case-states.ts';

it('deadlines of cases count the days off that an operator entered (S5)', () => {
  const filed = new Date('2026-12-28T09:00:00+08:00');
  const year = { year: 2027, restDays: ['2027-01-01', '2027-01-04'], workDays: ['2027-01-09'] };
  expect(dueOf('open', 'privacy', filed, [])?.toISOString()).toBe('2027-01-18T15:59:59.000Z');
  expect(dueOf('open', 'privacy', filed, [year])?.toISOString()).toBe('2027-01-19T15:59:59.000Z');
  expect(dueOf('noticed', 'infringement', filed, [year])?.toISOString()).toBe('2027-01-06T15:59:59.000Z');
});
