import type { Product } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** What is advertised, kept for many batches. */
export const products = pgTable(
  'products',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    /** The product's own id (SKU); one row each. */
    sku: text('sku').notNull(),
    data: jsonb('data').$type<Product>().notNull(),
    /** Materials that show it. */
    materialIds: text('material_ids').array().notNull().default(sql`'{}'`),
    verdict: jsonb('verdict'),
  },
  (table) => [
    uniqueIndex('products_sku').on(table.teamId, table.sku),
    index('products_team').on(table.teamId, table.id),
    ofItsTeam('products', table.teamId),
  ],
).enableRLS();
