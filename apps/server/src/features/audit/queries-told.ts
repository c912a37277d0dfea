import { and, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type auditEvents, measureActs } from '../../db/schema/index.ts';

export type ActRow = typeof measureActs.$inferSelect;
type Told = Pick<typeof auditEvents.$inferSelect, 'objectId' | 'requestId'>;

/** How the record of acts names what an act says of itself: by its hash. */
const mark = 'sha256:';

/** What the acts among these rows of the record say of themselves, by the row's `requestId`. */
export async function selectToldActs(tx: Transaction, rows: readonly Told[]): Promise<Map<string, ActRow>> {
  const bound = rows.filter(({ requestId }) => requestId.startsWith(mark));
  if (bound.length === 0) {
    return new Map();
  }
  const about = bound.flatMap(({ objectId }) => (objectId === null ? [] : [objectId]));
  const hashes = bound.map(({ requestId }) => requestId.slice(mark.length));
  const acts = await tx
    .select()
    .from(measureActs)
    .where(and(inArray(measureActs.aboutId, about), inArray(measureActs.hash, hashes)));
  return new Map(acts.map((act) => [`${mark}${act.hash}`, act]));
}
