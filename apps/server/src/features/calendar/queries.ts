import { asc } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { calendarYears } from '../../db/schema/index.ts';

export type CalendarRow = typeof calendarYears.$inferSelect;

/** The years that operators entered. */
export async function selectEnteredYears(tx: Transaction): Promise<CalendarRow[]> {
  return tx.select().from(calendarYears).orderBy(asc(calendarYears.year));
}

/** Enters a year, or enters it anew. */
export async function putEnteredYear(tx: Transaction, row: typeof calendarYears.$inferInsert): Promise<void> {
  const { year: _, ...said } = row;
  await tx.insert(calendarYears).values(row).onConflictDoUpdate({ target: calendarYears.year, set: said });
}
