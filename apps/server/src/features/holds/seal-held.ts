import type { Deps } from '../../deps.ts';
import { theService } from '../measures/record-act.ts';
import { sealEvidence } from '../measures/seal-evidence.ts';
import { deleteHeldRow, lockHeldRows, markEvidence } from './queries.ts';

const atOnce = 50;

/**
 * Seals what somebody deleted while a hold stood on a member of their team. A trigger of the database has put the rows
 * aside; here each becomes evidence of the hold, in the signed chain, with a copy of its file. Its own term has ended with the
 * deletion: once the hold is lifted, the next sweep takes it away. @returns how many were sealed
 */
export async function sealHeld({ db, secrets }: Pick<Deps, 'db' | 'secrets'>, now = new Date()): Promise<number> {
  let sealed = 0;
  for (let last = atOnce; last === atOnce; sealed += last) {
    last = await db.asSystem(async (tx) => {
      const rows = await lockHeldRows(tx, atOnce);
      for (const { id, holdId, userId, what, row, sha256, createdAt } of rows) {
        const file = sha256 === null ? null : { sha256, bytes: Number(row.bytes) };
        const thing = { name: nameOf(row), record: row, file };
        await sealEvidence(
          tx,
          { secrets },
          { measureId: holdId, userId, what, thingId: String(row.id), thing, by: theService, ground: 'legal hold' },
          now,
          createdAt,
        );
        await markEvidence(tx, userId);
        await deleteHeldRow(tx, id);
      }
      return rows.length;
    });
  }
  return sealed;
}

function nameOf(row: Record<string, unknown>): string {
  const name = row.name ?? row.title ?? row.sku;
  return typeof name === 'string' ? name : '';
}
