import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam } from './team-owned.ts';

/** Of whom a second factor is asked: nobody, who may spend and delete (owners and editors), everybody. */
export const factorAudiences = ['nobody', 'spenders', 'everybody'] as const;
export type FactorAudience = (typeof factorAudiences)[number];

/** Who owns everything else. */
export const teams = pgTable(
  'teams',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['person', 'enterprise'] })
      .notNull()
      .default('person'),
    /** Most members; the operator may raise it. */
    seats: integer('seats').notNull().default(5),
    /** An enterprise's name, business scope and licence numbers, sealed, as JSON, with the proof's hash. */
    enterpriseSealed: text('enterprise_sealed'),
    verifiedAt: timestamp('verified_at', { withTimezone: true }),
    /** When an operator last decided on what it states, and why; null while that waits. */
    enterpriseDecidedAt: timestamp('enterprise_decided_at', { withTimezone: true }),
    enterpriseReason: text('enterprise_reason').notNull().default(''),
    /** Most credits that all work of the team, that of keys too, may hold and spend in a month (Beijing); null: no limit. */
    monthlyLimit: bigint('monthly_limit', { mode: 'number' }),
    /** Of which members the owner asks a second factor. */
    factorFor: text('factor_for', { enum: factorAudiences }).notNull().default('nobody'),
    /** Nothing is used for training or shown to others unless the team's recorded terms say so. */
    allowsTraining: boolean('allows_training').notNull().default(false),
    allowsShowcase: boolean('allows_showcase').notNull().default(false),
    ...made,
    /**
     * How far this team's work has been queued, in the clock of fair queueing (work/fair-turns.ts): frames of work, so
     * that teams take turns by how much they ask for.
     */
    turn: bigint('turn', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    // Operators look for teams by how their name begins.
    index('teams_name').on(sql`lower(${table.name}) text_pattern_ops`),
    ofItsTeam('teams', table.id),
  ],
).enableRLS();
