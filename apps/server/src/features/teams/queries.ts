import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  apiAccess,
  apiKeys,
  auditEvents,
  enterpriseProofs,
  invitations,
  members,
  type Role,
  sessions,
  teams,
  usageGrants,
  users,
} from '../../db/schema/index.ts';

export type MemberRow = typeof members.$inferSelect;
export type TeamRow = typeof teams.$inferSelect;
export type InvitationRow = typeof invitations.$inferSelect;
export type AuditRow = typeof auditEvents.$inferSelect;
export type GrantRow = typeof usageGrants.$inferSelect;
export type AccessRow = typeof apiAccess.$inferSelect;

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

/** A team, locked where its members or seats are about to change. */
export async function selectTeam(tx: Transaction, id: string, isLocked = false): Promise<TeamRow | undefined> {
  const query = tx.select().from(teams).where(eq(teams.id, id));
  const [row] = await (isLocked ? query.for('update') : query);
  return row;
}

export async function updateTeam(
  tx: Transaction,
  id: string,
  change: Partial<typeof teams.$inferInsert>,
): Promise<boolean> {
  const changed = await tx.update(teams).set(change).where(eq(teams.id, id)).returning({ id: teams.id });
  return changed.length > 0;
}

export async function selectMember(tx: Transaction, teamId: string, userId: string): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(members)
    .where(and(eq(members.teamId, teamId), eq(members.userId, userId)));
  return row;
}

/** A person's role in a team, and of whom that team asks a second factor; undefined where they are no member. */
export async function selectMembership(tx: Transaction, teamId: string, userId: string) {
  const [row] = await tx
    .select({ teamId: members.teamId, role: members.role, factorFor: teams.factorFor })
    .from(members)
    .innerJoin(teams, eq(teams.id, members.teamId))
    .where(and(eq(members.teamId, teamId), eq(members.userId, userId)));
  return row;
}

/** Members with their persons. */
export async function selectMembers(tx: Transaction, teamId: string) {
  return tx
    .select({ member: members, user: users })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.teamId, teamId))
    .orderBy(asc(members.createdAt));
}

/** Who owns a team; the operator's own has nobody. */
export async function selectOwnerOf(tx: Transaction, teamId: string): Promise<typeof users.$inferSelect | undefined> {
  const [row] = await tx
    .select({ user: users })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.teamId, teamId), eq(members.role, 'owner')));
  return row?.user;
}

export async function countMembers(tx: Transaction, teamId: string): Promise<number> {
  const [row] = await tx.select({ many: count() }).from(members).where(eq(members.teamId, teamId));
  return row?.many ?? 0;
}

export async function insertMember(tx: Transaction, row: typeof members.$inferInsert): Promise<void> {
  await tx.insert(members).values(row).onConflictDoNothing();
}

export async function updateMember(
  tx: Transaction,
  teamId: string,
  userId: string,
  change: { role?: Role; monthlyLimit?: number | null },
): Promise<boolean> {
  const changed = await tx
    .update(members)
    .set(change)
    .where(and(eq(members.teamId, teamId), eq(members.userId, userId)))
    .returning({ userId: members.userId });
  return changed.length > 0;
}

/** Takes a member out; their sessions no longer act for the team. @returns whether there was one */
export async function deleteMember(tx: Transaction, teamId: string, userId: string): Promise<boolean> {
  const gone = await tx
    .delete(members)
    .where(and(eq(members.teamId, teamId), eq(members.userId, userId)))
    .returning({ userId: members.userId });
  await tx
    .update(sessions)
    .set({ teamId: null })
    .where(and(eq(sessions.userId, userId), eq(sessions.teamId, teamId)));
  return gone.length > 0;
}

export async function insertInvitation(tx: Transaction, row: typeof invitations.$inferInsert): Promise<void> {
  await tx.insert(invitations).values(row);
}

const isOpen = (now: Date) => and(isNull(invitations.endedAt), gt(invitations.expiresAt, now));

export async function selectInvitations(tx: Transaction, teamId: string, now: Date): Promise<InvitationRow[]> {
  return tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.teamId, teamId), isOpen(now)))
    .orderBy(desc(invitations.id));
}

/** An invitation that is still open, by its secret's hash; locked, so that it is accepted once. */
export async function lockInvitation(tx: Transaction, hash: string, now: Date): Promise<InvitationRow | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.hash, hash), isOpen(now)))
    .for('update');
  return row;
}

export async function endInvitation(tx: Transaction, id: string, now: Date, acceptedBy?: string): Promise<boolean> {
  const ended = await tx
    .update(invitations)
    .set({ endedAt: now, acceptedBy: acceptedBy ?? null })
    .where(and(eq(invitations.id, id), isNull(invitations.endedAt)))
    .returning({ id: invitations.id });
  return ended.length > 0;
}

export type NewAudit = typeof auditEvents.$inferInsert;

/**
 * Writes acts into the chains of their teams. Each chain is locked before its rows get their ids: taken the other way
 * round, of two who write at once the later id could stand before the earlier one.
 */
export async function insertAudits(tx: Transaction, rows: readonly NewAudit[]): Promise<void> {
  for (const teamId of [...new Set(rows.map((row) => row.teamId))].sort()) {
    // The lock that the table's trigger takes.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 4870006))`);
  }
  await tx.insert(auditEvents).values([...rows]);
}

export async function selectAudit(
  tx: Transaction,
  teamId: string,
  { limit, after }: { limit: number; after: number | undefined },
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.teamId, teamId), after === undefined ? undefined : lt(auditEvents.id, after)))
    .orderBy(desc(auditEvents.id))
    .limit(limit + 1);
}

/** What the people and keys behind acts are called. */
export async function selectNamesOf(
  tx: Transaction,
  { userIds, keyIds }: { userIds: readonly string[]; keyIds: readonly string[] },
): Promise<{ people: (typeof users.$inferSelect)[]; keys: { id: string; name: string }[] }> {
  return {
    people: await tx
      .select()
      .from(users)
      .where(inArray(users.id, [...userIds])),
    keys: await tx
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, [...keyIds])),
  };
}

export async function insertUsageGrant(tx: Transaction, row: typeof usageGrants.$inferInsert): Promise<void> {
  await tx.insert(usageGrants).values(row);
}

/** The grants of a team that hold now. */
export async function selectUsageGrants(tx: Transaction, teamId: string, now: Date): Promise<GrantRow[]> {
  return tx
    .select()
    .from(usageGrants)
    .where(
      and(
        eq(usageGrants.teamId, teamId),
        isNull(usageGrants.withdrawnAt),
        or(isNull(usageGrants.endsAt), gt(usageGrants.endsAt, now)),
      ),
    )
    .orderBy(desc(usageGrants.id));
}

/** Ends a grant of a team. @returns it; undefined where it holds no longer, or is another team's */
export async function withdrawUsageGrant(
  tx: Transaction,
  { teamId, id }: { teamId: string; id: string },
  now: Date,
): Promise<GrantRow | undefined> {
  const [changed] = await tx
    .update(usageGrants)
    .set({ withdrawnAt: now })
    .where(and(eq(usageGrants.teamId, teamId), eq(usageGrants.id, id), isNull(usageGrants.withdrawnAt)))
    .returning();
  return changed;
}

/** Teams whose enterprise or API access waits for a decision, those that wait longest first; or was decided, newest first. */
export async function selectPapers(
  tx: Transaction,
  state: 'waiting' | 'decided',
  limit: number,
): Promise<{ id: string; name: string; hasEnterprise: boolean; hasAccess: boolean }[]> {
  const isOpen = sql`${teams.verifiedAt} is null and ${teams.enterpriseDecidedAt} is null`;
  const hasEnterprise = sql<boolean>`(${teams.enterpriseSealed} is not null and ${state === 'waiting' ? isOpen : sql`not (${isOpen})`})`;
  const hasAccess = sql<boolean>`(${apiAccess.status} is not null and (${apiAccess.status} = 'applied') = ${state === 'waiting'})`;
  const decided = sql`greatest(${teams.verifiedAt}, ${teams.enterpriseDecidedAt}, ${apiAccess.decidedAt}) desc nulls last`;
  return tx
    .select({ id: teams.id, name: teams.name, hasEnterprise, hasAccess })
    .from(teams)
    .leftJoin(apiAccess, eq(apiAccess.teamId, teams.id))
    .where(or(hasEnterprise, hasAccess))
    .orderBy(state === 'waiting' ? asc(teams.id) : decided)
    .limit(limit);
}

export async function selectAccess(tx: Transaction, teamId: string): Promise<AccessRow | undefined> {
  const [row] = await tx.select().from(apiAccess).where(eq(apiAccess.teamId, teamId));
  return row;
}

export async function putAccess(tx: Transaction, row: typeof apiAccess.$inferInsert): Promise<void> {
  await tx.insert(apiAccess).values(row).onConflictDoUpdate({ target: apiAccess.teamId, set: row });
}

export type ProofRow = typeof enterpriseProofs.$inferSelect;

export async function putProof(tx: Transaction, row: typeof enterpriseProofs.$inferInsert): Promise<void> {
  await tx
    .insert(enterpriseProofs)
    .values(row)
    .onConflictDoUpdate({ target: enterpriseProofs.teamId, set: { ...row, createdAt: new Date() } });
}

export async function selectProof(tx: Transaction, teamId: string): Promise<ProofRow | undefined> {
  const [row] = await tx.select().from(enterpriseProofs).where(eq(enterpriseProofs.teamId, teamId));
  return row;
}
