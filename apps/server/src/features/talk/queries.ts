import type { TalkPiece } from '@clipo/contract';
import { and, asc, desc, eq, exists, ilike, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { conversationMessages, conversations, materials, outputReports } from '../../db/schema/index.ts';
import type { MaterialRow } from '../materials/queries.ts';

export type ConversationRow = typeof conversations.$inferSelect;
export type MessageRow = typeof conversationMessages.$inferSelect;
export type ReportRow = typeof outputReports.$inferSelect;

export async function insertConversation(
  tx: Transaction,
  row: typeof conversations.$inferInsert,
): Promise<ConversationRow> {
  const [made] = await tx.insert(conversations).values(row).returning();
  return made as ConversationRow;
}

/** A conversation of its owner; another member's is not there. */
export async function selectConversation(
  tx: Transaction,
  { id, ownerId }: { id: string; ownerId: string },
): Promise<ConversationRow | undefined> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, id), eq(conversations.ownerId, ownerId)));
  return row;
}

/** Conversations of an owner, the newest first. @param search words of their titles or of what was said */
export async function selectConversations(
  tx: Transaction,
  {
    ownerId,
    search,
    before,
    limit,
  }: { ownerId: string; search?: string | undefined; before?: string | undefined; limit: number },
): Promise<ConversationRow[]> {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  const said = tx
    .select({ id: conversationMessages.id })
    .from(conversationMessages)
    .where(and(eq(conversationMessages.conversationId, conversations.id), ilike(conversationMessages.words, pattern)));
  return tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.ownerId, ownerId),
        before === undefined ? undefined : lt(conversations.id, before),
        search === undefined ? undefined : or(ilike(conversations.title, pattern), exists(said)),
      ),
    )
    .orderBy(desc(conversations.id))
    .limit(limit);
}

export async function updateConversation(
  tx: Transaction,
  id: string,
  change: Partial<typeof conversations.$inferInsert>,
): Promise<void> {
  await tx.update(conversations).set(change).where(eq(conversations.id, id));
}

/** Takes a conversation for one answer. @returns false while another is being written */
export async function takeConversation(tx: Transaction, id: string, until: Date, now: Date): Promise<boolean> {
  const taken = await tx
    .update(conversations)
    .set({ busyUntil: until })
    .where(and(eq(conversations.id, id), or(isNull(conversations.busyUntil), lt(conversations.busyUntil, now))))
    .returning({ id: conversations.id });
  return taken.length > 0;
}

/** @returns whether there was one */
export async function deleteConversation(
  tx: Transaction,
  { id, ownerId }: { id: string; ownerId: string },
): Promise<boolean> {
  const gone = await tx
    .delete(conversations)
    .where(and(eq(conversations.id, id), eq(conversations.ownerId, ownerId)))
    .returning({ id: conversations.id });
  return gone.length > 0;
}

export async function insertMessages(
  tx: Transaction,
  rows: readonly (typeof conversationMessages.$inferInsert)[],
): Promise<void> {
  await tx.insert(conversationMessages).values([...rows]);
}

/** All that was said, oldest first. */
export async function selectMessages(tx: Transaction, conversationId: string): Promise<MessageRow[]> {
  return tx
    .select()
    .from(conversationMessages)
    .where(eq(conversationMessages.conversationId, conversationId))
    .orderBy(asc(conversationMessages.id))
    .limit(2000);
}

export async function updateMessage(
  tx: Transaction,
  id: string,
  change: Partial<typeof conversationMessages.$inferInsert>,
): Promise<void> {
  await tx.update(conversationMessages).set(change).where(eq(conversationMessages.id, id));
}

export async function deleteMessage(tx: Transaction, id: string): Promise<void> {
  await tx.delete(conversationMessages).where(eq(conversationMessages.id, id));
}

/** Materials of the team by their ids, in the order asked for; those that are not there are left out. */
export async function selectMaterialsOf(tx: Transaction, ids: readonly string[]): Promise<MaterialRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .select()
    .from(materials)
    .where(and(inArray(materials.id, [...ids]), isNull(materials.deletedAt)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function countMaterials(tx: Transaction): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(materials)
    .where(isNull(materials.deletedAt));
  return row?.count ?? 0;
}

export async function insertReport(tx: Transaction, row: typeof outputReports.$inferInsert): Promise<void> {
  await tx.insert(outputReports).values(row);
}

/** Reports of all teams, the newest first: for the operator. */
export async function selectReports(
  tx: Transaction,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ReportRow[]> {
  return tx
    .select()
    .from(outputReports)
    .where(before === undefined ? undefined : lt(outputReports.id, before))
    .orderBy(desc(outputReports.id))
    .limit(limit);
}

/** Closes a report. @returns whether there was an open one */
export async function closeReport(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const closed = await tx
    .update(outputReports)
    .set({ closedAt: now })
    .where(and(eq(outputReports.id, id), isNull(outputReports.closedAt)))
    .returning({ id: outputReports.id });
  return closed.length > 0;
}

/** What of pieces can be searched for. */
export function wordsOf(pieces: readonly TalkPiece[]): string {
  return pieces
    .flatMap((piece) => (piece.kind === 'text' ? [piece.text] : piece.kind === 'file' ? [piece.name] : []))
    .join('\n')
    .slice(0, 20_000);
}
