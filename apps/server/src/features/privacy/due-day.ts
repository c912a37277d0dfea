import { ClipoError } from '@clipo/contract';
import chineseDays from 'chinese-days';
import { dayInBeijing } from '../agreements/read-texts.ts';

/** The calendar's holidays are published each November for the year after. */
const lastKnownYear = 2026;

/**
 * The end of the n-th working day after a moment, as Chinese law counts: from the next day on, in Beijing.
 * Past the last year whose holidays are known, weekdays alone are counted and a week is taken off, so that no promise is
 * too late.
 */
export function endOfWorkday(count: number, from: Date): Date {
  const day = chineseDays.findWorkday(count, dayInBeijing(from));
  const isKnown = Number(day.slice(0, 4)) <= lastKnownYear;
  const end = new Date(`${day}T23:59:59+08:00`);
  if (Number.isNaN(end.getTime())) {
    throw new ClipoError('internal', `no working day after ${from.toISOString()}`);
  }
  return isKnown ? end : new Date(end.getTime() - 7 * 24 * 3_600_000);
}
