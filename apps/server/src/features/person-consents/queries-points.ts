import type { LandmarksFile } from '@clipo/presenter/consent';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { facePoints } from '../../db/schema/index.ts';

/** Points of faces that a team set by hand, by the id of the picture. */
export async function selectFacePoints(
  tx: Transaction,
  teamId: string,
  materialIds: readonly string[],
): Promise<Map<string, LandmarksFile>> {
  if (materialIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .select()
    .from(facePoints)
    .where(and(eq(facePoints.teamId, teamId), inArray(facePoints.materialId, [...materialIds])));
  return new Map(rows.map(({ materialId, landmarks }) => [materialId, landmarks]));
}

export async function saveFacePoints(tx: Transaction, row: typeof facePoints.$inferInsert): Promise<void> {
  const { landmarks, setBy } = row;
  await tx
    .insert(facePoints)
    .values(row)
    .onConflictDoUpdate({
      target: [facePoints.teamId, facePoints.materialId],
      set: { landmarks, setBy, updatedAt: sql`now()` },
    });
}

export async function deleteFacePoints(tx: Transaction, teamId: string, materialId: string): Promise<void> {
  await tx.delete(facePoints).where(and(eq(facePoints.teamId, teamId), eq(facePoints.materialId, materialId)));
}
