import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  appeals,
  batches,
  caseEvents,
  caseFiles,
  cases,
  claimProofs,
  consents,
  contactChanges,
  conversationMessages,
  conversations,
  deletionRequests,
  disclosures,
  enterpriseProofs,
  facePoints,
  factorRemovals,
  invitations,
  invoices,
  materialProofs,
  materials,
  messages,
  notices,
  personConsents,
  presenterEngines,
  products,
  recipes,
  refunds,
  scripts,
  storyboards,
  teamModels,
  teams,
  templates,
  totpSecrets,
  undertakings,
  users,
  videos,
} from '../../db/schema/index.ts';

export type DeletionRow = typeof deletionRequests.$inferSelect;

export async function insertDisclosure(tx: Transaction, row: typeof disclosures.$inferInsert): Promise<void> {
  await tx.insert(disclosures).values(row);
}

export async function selectDisclosures(tx: Transaction, userId: string) {
  return tx.select().from(disclosures).where(eq(disclosures.userId, userId)).orderBy(desc(disclosures.id)).limit(500);
}

export async function selectConsentHistory(tx: Transaction, userId: string) {
  return tx.select().from(consents).where(eq(consents.userId, userId)).orderBy(desc(consents.id));
}

/** A wish to be deleted that is neither withdrawn nor done. */
export async function selectOpenDeletion(tx: Transaction, userId: string): Promise<DeletionRow | undefined> {
  const [row] = await tx
    .select()
    .from(deletionRequests)
    .where(
      and(eq(deletionRequests.userId, userId), isNull(deletionRequests.withdrawnAt), isNull(deletionRequests.doneAt)),
    );
  return row;
}

export async function insertDeletion(tx: Transaction, row: typeof deletionRequests.$inferInsert): Promise<DeletionRow> {
  const [made] = await tx.insert(deletionRequests).values(row).returning();
  return made as DeletionRow;
}

export async function selectDeletion(tx: Transaction, id: string, isLocked = false): Promise<DeletionRow | undefined> {
  const one = tx.select().from(deletionRequests).where(eq(deletionRequests.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

export async function updateDeletion(
  tx: Transaction,
  id: string,
  change: Partial<typeof deletionRequests.$inferInsert>,
): Promise<DeletionRow> {
  const [row] = await tx.update(deletionRequests).set(change).where(eq(deletionRequests.id, id)).returning();
  return row as DeletionRow;
}

/** All that a person was told. */
export async function selectAllNotices(tx: Transaction, userId: string) {
  return tx.select().from(notices).where(eq(notices.userId, userId));
}

/** A person's conversations with all that was said, whichever team they belong to. */
export async function selectAllConversations(tx: Transaction, userId: string) {
  const own = await tx.select().from(conversations).where(eq(conversations.ownerId, userId));
  return Promise.all(
    own.map(async ({ state: _state, busyUntil: _busy, ...conversation }) => ({
      ...conversation,
      messages: await tx
        .select({
          createdAt: conversationMessages.createdAt,
          role: conversationMessages.role,
          writer: conversationMessages.writer,
          pieces: conversationMessages.pieces,
        })
        .from(conversationMessages)
        .where(eq(conversationMessages.conversationId, conversation.id))
        .orderBy(conversationMessages.id),
    })),
  );
}

/** What a team gave and made, for the export of its owner. */
export async function selectTeamThings(tx: Transaction, teamId: string) {
  return {
    products: await tx.select().from(products).where(eq(products.teamId, teamId)),
    scripts: await tx.select().from(scripts).where(eq(scripts.teamId, teamId)),
    storyboards: await tx.select().from(storyboards).where(eq(storyboards.teamId, teamId)),
    recipes: await tx.select().from(recipes).where(eq(recipes.teamId, teamId)),
    templates: await tx.select().from(templates).where(eq(templates.teamId, teamId)),
    materials: await tx
      .select()
      .from(materials)
      .where(and(eq(materials.teamId, teamId), isNull(materials.deletedAt))),
    'person-consents': await tx.select().from(personConsents).where(eq(personConsents.teamId, teamId)),
    'face-points': await tx.select().from(facePoints).where(eq(facePoints.teamId, teamId)),
    batches: await tx.select().from(batches).where(eq(batches.teamId, teamId)),
    videos: await tx.select().from(videos).where(eq(videos.teamId, teamId)),
  };
}

/** Every sealed value of the store: how it is read and written, so that it can be sealed anew with another key. */
export const sealedColumns = [
  { place: 'users.email', table: users, id: users.id, column: users.emailSealed, key: 'emailSealed' },
  { place: 'users.phone', table: users, id: users.id, column: users.phoneSealed, key: 'phoneSealed' },
  {
    place: 'totp_secrets.secret',
    table: totpSecrets,
    id: totpSecrets.userId,
    column: totpSecrets.secretSealed,
    key: 'secretSealed',
  },
  { place: 'messages.to', table: messages, id: messages.id, column: messages.toSealed, key: 'toSealed' },
  { place: 'messages.content', table: messages, id: messages.id, column: messages.contentSealed, key: 'contentSealed' },
  { place: 'invitations.to', table: invitations, id: invitations.id, column: invitations.toSealed, key: 'toSealed' },
  { place: 'teams.enterprise', table: teams, id: teams.id, column: teams.enterpriseSealed, key: 'enterpriseSealed' },
  {
    place: 'enterprise_proofs',
    table: enterpriseProofs,
    id: enterpriseProofs.teamId,
    column: enterpriseProofs.sealed,
    key: 'sealed',
  },
  { place: 'cases.contact', table: cases, id: cases.id, column: cases.contactSealed, key: 'contactSealed' },
  { place: 'cases.name', table: cases, id: cases.id, column: cases.nameSealed, key: 'nameSealed' },
  {
    place: 'case_events.text',
    table: caseEvents,
    id: caseEvents.id,
    column: caseEvents.textSealed,
    key: 'textSealed',
  },
  { place: 'case_files', table: caseFiles, id: caseFiles.id, column: caseFiles.sealed, key: 'sealed' },
  { place: 'claim_proofs', table: claimProofs, id: claimProofs.id, column: claimProofs.sealed, key: 'sealed' },
  {
    place: 'material_proofs',
    table: materialProofs,
    id: materialProofs.id,
    column: materialProofs.sealed,
    key: 'sealed',
  },
  { place: 'refunds.evidence', table: refunds, id: refunds.id, column: refunds.evidenceSealed, key: 'evidenceSealed' },
  {
    place: 'team_models.key',
    table: teamModels,
    id: teamModels.teamId,
    column: teamModels.keySealed,
    key: 'keySealed',
  },
  {
    place: 'presenter_engines.keys',
    table: presenterEngines,
    id: presenterEngines.id,
    column: presenterEngines.keysSealed,
    key: 'keysSealed',
  },
  {
    place: 'appeals.identity',
    table: appeals,
    id: appeals.id,
    column: appeals.identitySealed,
    key: 'identitySealed',
  },
  {
    place: 'undertakings.parties',
    table: undertakings,
    id: undertakings.id,
    column: undertakings.partiesSealed,
    key: 'partiesSealed',
  },
  { place: 'invoices.buyer', table: invoices, id: invoices.id, column: invoices.buyerSealed, key: 'buyerSealed' },
  {
    place: 'factor_removals.note',
    table: factorRemovals,
    id: factorRemovals.id,
    column: factorRemovals.noteSealed,
    key: 'noteSealed',
  },
  {
    place: 'contact_changes',
    table: contactChanges,
    id: contactChanges.id,
    column: contactChanges.sealed,
    key: 'sealed',
  },
] as const;
type SealedColumn = (typeof sealedColumns)[number];

export async function selectSealed(tx: Transaction, { table, id, column }: SealedColumn) {
  const rows = await tx.select({ id, sealed: column }).from(table).where(isNotNull(column));
  return rows as { id: string; sealed: string }[];
}

export async function replaceSealed(
  tx: Transaction,
  { table, id, key }: SealedColumn,
  rowId: string,
  sealed: string,
): Promise<void> {
  await tx
    .update(table)
    .set({ [key]: sealed })
    // Some ids are numbers.
    .where(sql`${id} = ${rowId}`);
}
