import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { teamModels } from '../../db/schema/index.ts';

export type TeamModelRow = typeof teamModels.$inferSelect;

export async function selectTeamModel(tx: Transaction, teamId: string): Promise<TeamModelRow | undefined> {
  const [row] = await tx.select().from(teamModels).where(eq(teamModels.teamId, teamId));
  return row;
}

export async function saveTeamModel(tx: Transaction, row: typeof teamModels.$inferInsert): Promise<void> {
  const { teamId: _teamId, ...values } = row;
  await tx
    .insert(teamModels)
    .values(row)
    .onConflictDoUpdate({ target: teamModels.teamId, set: { ...values, updatedAt: sql`now()` } });
}

export async function deleteTeamModel(tx: Transaction, teamId: string): Promise<void> {
  await tx.delete(teamModels).where(eq(teamModels.teamId, teamId));
}
