import { describe, expect, it } from 'vitest';
import { endOfWorkdays, knowsYear } from './workdays.ts';

const end = (from: string, entered: Parameters<typeof endOfWorkdays>[2] = []) => {
  const { at, isKnown } = endOfWorkdays(15, new Date(from), entered);
  return [at.toISOString(), isKnown];
};

describe('15 working days by the Chinese calendar (A6)', () => {
  it('skip National Day and Mid-Autumn, and count the Saturday that makes up for them', () => {
    expect(end('2026-09-25T08:00:00+08:00')).toEqual(['2026-10-22T15:59:59.000Z', true]);
  });

  it('skip the Spring Festival, and count its make-up days', () => {
    // 15–23 February 2026 are off, the Saturdays 14 and 28 February are worked.
    expect(end('2026-02-06T20:00:00+08:00')).toEqual(['2026-03-05T15:59:59.000Z', true]);
  });

  it('begin the day after, as it is in Beijing', () => {
    expect(end('2026-06-01T15:59:00Z')).toEqual(['2026-06-23T15:59:59.000Z', true]);
    expect(end('2026-06-01T16:01:00Z')).toEqual(['2026-06-24T15:59:59.000Z', true]);
  });

  it('fail closed in a year whose days off are not known: the earliest end, said to be so, until the year is entered', () => {
    expect(knowsYear(2026, [])).toBe(true);
    expect(knowsYear(2027, [])).toBe(false);
    expect(end('2026-12-28T09:00:00+08:00')).toEqual(['2027-01-18T15:59:59.000Z', false]);
    const year = { year: 2027, restDays: ['2027-01-01', '2027-01-04'], workDays: ['2027-01-09'] };
    expect(end('2026-12-28T09:00:00+08:00', [year])).toEqual(['2027-01-19T15:59:59.000Z', true]);
  });
});
