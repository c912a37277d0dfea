import { dayInBeijing } from '../agreements/read-texts.ts';

/** A day in Beijing, as `YYYY-MM-DD`, when it begins, and when the next does. */
export interface Day {
  day: string;
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;

/** So many days in Beijing up to that of a moment, the oldest first. Pure. */
export function lastDays(now: Date, many: number): Day[] {
  return Array.from({ length: many }, (_, index) => {
    const day = dayInBeijing(new Date(now.getTime() - (many - 1 - index) * dayMs));
    const from = new Date(`${day}T00:00:00+08:00`);
    return { day, from, to: new Date(from.getTime() + dayMs) };
  });
}
