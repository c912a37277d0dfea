import { ClipoError } from '@clipo/contract';
import chineseDays from 'chinese-days';
import { dayInBeijing } from '../agreements/read-texts.ts';

/** The days of a year as an operator entered them from the State Council's notice: they go before what the library knows. */
export interface EnteredYear {
  year: number;
  /** Days off beside Saturdays and Sundays, `YYYY-MM-DD`. */
  restDays: readonly string[];
  /** Saturdays and Sundays that are worked. */
  workDays: readonly string[];
}

/** The end of a term in working days. */
export interface WorkdayEnd {
  at: Date;
  /** False where a year's holidays are not published, or not entered: `at` is then the earliest that it can be. */
  isKnown: boolean;
}

const dayMs = 86_400_000;

/** Whether the days off of a year are known: in each there is a National Day, which the library then has by name. */
export function knowsYear(year: number, entered: readonly EnteredYear[]): boolean {
  return (
    entered.some((one) => one.year === year) || chineseDays.getDayDetail(`${year}-10-01`).name.includes('National')
  );
}

/** Whether a day (`YYYY-MM-DD`) is worked; where its year is not known, whether it is a weekday. */
function isWorkday(day: string, entered: readonly EnteredYear[]): boolean {
  const own = entered.find(({ year }) => year === Number(day.slice(0, 4)));
  if (own === undefined) {
    return chineseDays.isWorkday(day);
  }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  return isWeekend ? own.workDays.includes(day) : !own.restDays.includes(day);
}

/**
 * The end of the n-th working day after a moment, as Chinese law counts: from the next day on, in Beijing, until midnight.
 * Where it reaches a year whose days off are not known, weekdays are counted: no promise made by it comes too late, and
 * what is done to somebody after such a term has to wait until it is known.
 */
export function endOfWorkdays(count: number, from: Date, entered: readonly EnteredYear[] = []): WorkdayEnd {
  let day = dayInBeijing(from);
  let isKnown = true;
  for (let left = count; left > 0; ) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
    isKnown &&= knowsYear(Number(day.slice(0, 4)), entered);
    left -= isWorkday(day, entered) ? 1 : 0;
  }
  const at = new Date(`${day}T23:59:59+08:00`);
  if (Number.isNaN(at.getTime())) {
    throw new ClipoError('internal', `no working day after ${from.toISOString()}`);
  }
  return { at, isKnown };
}
