import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { members, type Role, teams } from '../../db/schema/index.ts';

export type MemberRow = typeof members.$inferSelect;

export async function insertTeamOf(tx: Transaction, team: { id: string; name: string }, userId: string): Promise<void> {
  await tx.insert(teams).values(team);
  await tx.insert(members).values({ teamId: team.id, userId, role: 'owner' });
}

/** The teams of a person, those that they joined first before the others. */
export async function selectTeamsOf(
  tx: Transaction,
  userId: string,
): Promise<{ id: string; name: string; role: Role }[]> {
  return tx
    .select({ id: teams.id, name: teams.name, role: members.role })
    .from(members)
    .innerJoin(teams, eq(teams.id, members.teamId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(teams.id));
}

export async function selectMember(tx: Transaction, teamId: string, userId: string): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(members)
    .where(and(eq(members.teamId, teamId), eq(members.userId, userId)));
  return row;
}
