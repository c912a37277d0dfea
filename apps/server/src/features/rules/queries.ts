import { and, desc, eq, gte, isNotNull, notInArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { ruleHits, ruleSets, safetyCases } from '../../db/schema/index.ts';

export type RuleSetRow = typeof ruleSets.$inferSelect;

/** All versions, newest first. */
export async function selectRuleSets(tx: Transaction, limit = 100): Promise<RuleSetRow[]> {
  return tx.select().from(ruleSets).orderBy(desc(ruleSets.number)).limit(limit);
}

export async function selectRuleSet(tx: Transaction, id: string, isLocked = false): Promise<RuleSetRow | undefined> {
  const one = tx.select().from(ruleSets).where(eq(ruleSets.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

/** The version that texts are judged by; none where nobody has published any. */
export async function selectInForce(tx: Transaction): Promise<RuleSetRow | undefined> {
  const [row] = await tx
    .select()
    .from(ruleSets)
    .where(isNotNull(ruleSets.inForceSince))
    .orderBy(desc(ruleSets.inForceSince))
    .limit(1);
  return row;
}

/** Adds a version under the next number. */
export async function insertRuleSet(
  tx: Transaction,
  row: Omit<typeof ruleSets.$inferInsert, 'number'>,
): Promise<RuleSetRow> {
  // Two at once would take the same number.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('rule_sets'))`);
  const [last] = await tx.select({ number: ruleSets.number }).from(ruleSets).orderBy(desc(ruleSets.number)).limit(1);
  const [made] = await tx
    .insert(ruleSets)
    .values({ ...row, number: (last?.number ?? 0) + 1 })
    .returning();
  return made as RuleSetRow;
}

export async function updateRuleSet(tx: Transaction, id: string, change: Partial<RuleSetRow>): Promise<RuleSetRow> {
  const [row] = await tx.update(ruleSets).set(change).where(eq(ruleSets.id, id)).returning();
  return row as RuleSetRow;
}

/** Counts one refusal. */
export async function countHit(
  tx: Transaction,
  { teamId, rule, category, isDisguised }: { teamId: string; rule: string; category: string; isDisguised: boolean },
): Promise<void> {
  const disguised = isDisguised ? 1 : 0;
  await tx
    .insert(ruleHits)
    .values({ teamId, day: sql`current_date`, rule, category, many: 1, disguised })
    .onConflictDoUpdate({
      target: [ruleHits.day, ruleHits.rule, ruleHits.teamId],
      set: { many: sql`${ruleHits.many} + 1`, disguised: sql`${ruleHits.disguised} + ${disguised}` },
    });
}

/** How often a team's words were refused in disguise since a day, but for some categories. */
export async function countDisguised(
  tx: Transaction,
  { teamId, since, without }: { teamId: string; since: string; without: readonly string[] },
): Promise<number> {
  const [row] = await tx
    .select({ many: sql<number>`coalesce(sum(${ruleHits.disguised}), 0)::int` })
    .from(ruleHits)
    .where(and(eq(ruleHits.teamId, teamId), gte(ruleHits.day, since), notInArray(ruleHits.category, [...without])));
  return row?.many ?? 0;
}

/** What each rule refused since a day, the most frequent first. */
export async function selectHits(tx: Transaction, since: string) {
  return tx
    .select({
      rule: ruleHits.rule,
      category: ruleHits.category,
      refused: sql<number>`sum(${ruleHits.many})::int`,
      disguised: sql<number>`sum(${ruleHits.disguised})::int`,
      teams: sql<number>`count(distinct ${ruleHits.teamId})::int`,
    })
    .from(ruleHits)
    .where(gte(ruleHits.day, since))
    .groupBy(ruleHits.rule, ruleHits.category)
    .orderBy(sql`sum(${ruleHits.many}) desc`);
}

/** What reviewers made of what each rule held since a time: how many it was, and how many they allowed after all. */
export async function selectHeldByRule(tx: Transaction, since: Date) {
  return tx
    .select({
      rule: sql<string>`finding->>'rule'`,
      category: sql<string>`min(finding->>'category')`,
      held: sql<number>`count(distinct ${safetyCases.id})::int`,
      overturned: sql<number>`(count(distinct ${safetyCases.id}) filter (where ${safetyCases.ruling} = 'allowed'))::int`,
    })
    .from(safetyCases)
    .innerJoin(sql`jsonb_array_elements(${safetyCases.findings}) as finding`, sql`true`)
    .where(gte(safetyCases.createdAt, since))
    .groupBy(sql`finding->>'rule'`);
}
