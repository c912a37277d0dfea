import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What a proof of a claim is. */
export const claimProofKinds = [
  'test_report',
  'award',
  'certificate',
  'licence',
  'patent',
  'figures',
  'permission',
] as const;
export type ClaimProofKind = (typeof claimProofKinds)[number];

/**
 * What shows that one wording is true of one product, such as a report of tests: it lifts what a check finds in just that
 * wording. Withdrawn ones are kept, for whoever asks later what a video rested on.
 */
export const claimProofs = pgTable(
  'claim_proofs',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** The product's own id. */
    sku: text('sku').notNull(),
    rule: text('rule').notNull(),
    /** The wording as it was found, and as it is compared. */
    term: text('term').notNull(),
    folded: text('folded').notNull(),
    kind: text('kind', { enum: claimProofKinds }).notNull(),
    /** Who issued it and its number: what a reader would look for. */
    source: text('source').notNull(),
    endsAt: at('ends_at'),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    /** The file in base64, sealed. */
    sealed: text('sealed').notNull(),
    addedBy: text('added_by').notNull(),
    withdrawnAt: at('withdrawn_at'),
  },
  (table) => [
    index('claim_proofs_product').on(table.teamId, table.sku, table.id),
    ofItsTeam('claim_proofs', table.teamId),
  ],
).enableRLS();
