import type { LimitedFunction, MeasureKind } from '../../db/schema/index.ts';
import type { MeasureRow } from './queries.ts';

/** A measure that fits what happened before. */
export interface Rung {
  kind: Exclude<MeasureKind, 'demand' | 'freeze'>;
  functions: readonly LimitedFunction[];
  /** How long; null: for good, or until it is corrected. */
  days: number | null;
  /** Name of the rule. */
  rule: 'first' | 'uncorrected' | 'again' | 'after-limit' | 'after-suspension' | 'at-once';
}

/** What is stopped at once, before a person looks: harm that can't be taken back. A person confirms it or takes it back. */
export const stopAtOnce: ReadonlySet<string> = new Set([
  'constitution',
  'state_security',
  'sovereignty',
  'ethnic_hatred',
  'extremism',
]);

/** What happened longer ago counts no more. */
const countedDays = 365;
const warning: Rung = { kind: 'warning', functions: [], days: null, rule: 'first' };
const limit = { kind: 'limit', functions: ['create', 'publish'], days: 7 } as const;

/**
 * The next rung by history (S4): a warning first; functions where warnings were not heeded, or came twice; a month's
 * suspension after such a limit; the end after such a suspension. What was taken back never counts. Pure.
 */
export function nextRung(
  history: readonly Pick<MeasureRow, 'kind' | 'state' | 'createdAt'>[],
  { category, now }: { category: string | null; now: Date },
): Rung {
  if (category !== null && stopAtOnce.has(category)) {
    return { kind: 'suspension', functions: [], days: 7, rule: 'at-once' };
  }
  const since = now.getTime() - countedDays * 86_400_000;
  const counted = history.filter(({ state, createdAt }) => state !== 'undone' && createdAt.getTime() >= since);
  const has = (kind: MeasureKind) => counted.some((row) => row.kind === kind);
  if (has('suspension') || has('termination')) {
    return { kind: 'termination', functions: [], days: null, rule: 'after-suspension' };
  }
  if (has('limit')) {
    return { kind: 'suspension', functions: [], days: 30, rule: 'after-limit' };
  }
  const warnings = counted.filter(({ kind }) => kind === 'warning');
  if (warnings.some(({ state }) => state === 'lapsed')) {
    return { ...limit, rule: 'uncorrected' };
  }
  return warnings.length >= 2 ? { ...limit, rule: 'again' } : warning;
}
