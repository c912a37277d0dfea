import { ClipoError } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database, Transaction } from '../../db/database.ts';
import { expireCredits } from './expire-credits.ts';
import { grantCredits } from './grant-credits.ts';
import { holdCredits } from './hold-credits.ts';
import { refundCredits, returnSpent } from './return-credits.ts';
import { releaseHold, settleHold } from './settle-hold.ts';

/** Numbers that look random and are the same every time (mulberry32). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export class Crash extends Error {}

/**
 * Lets many movements of credits run at once on a real database, over teams, works and sums drawn by chance: grants,
 * holds, settlements, releases, returns, refunds and expiries, each sometimes asked for twice, and every tenth transaction
 * dying after its work and before its commit. Then nothing may be lost or made.
 */
export async function interleave(db: Database, options: { movements: number; atOnce: number; seed: number }) {
  const next = seededNumbers(options.seed);
  const teams = Array.from({ length: 3 }, (_, index) => `team_seed${options.seed}n${index}`);
  const start = Date.UTC(2026, 0, 1);
  let left = options.movements;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const teamId = teams[next(teams.length)] as string;
      const now = new Date(start + (options.movements - left) * 60_000);
      await moveByChance(crashing(db, next(10) === 0), { teamId, now, next }).catch((error: unknown) => {
        // Too few credits, too little held, a crash: the movement did not happen, which is an answer.
        if (!(error instanceof Crash) && !(error instanceof ClipoError && error.code !== 'internal')) {
          throw error;
        }
      });
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  let made = 0;
  for (const teamId of teams) {
    made += await expectWholeBook(db, teamId);
  }
  // Chance must not have refused nearly all of them.
  expect(made).toBeGreaterThan(options.movements / 8);
}

/** The database whose transactions die, or not, when all is written and nothing is committed. */
function crashing(db: Database, dies: boolean): Pick<Database, 'asTeam' | 'asSystem'> {
  return dies
    ? {
        ...db,
        asTeam: (teamId, run) =>
          db.asTeam(teamId, async (tx) => {
            await run(tx);
            throw new Crash();
          }),
      }
    : db;
}

async function moveByChance(
  store: Pick<Database, 'asTeam' | 'asSystem'>,
  { teamId, now, next }: { teamId: string; now: Date; next: (below: number) => number },
): Promise<unknown> {
  const db = store as Database;
  const amount = 1 + next(40);
  // Few names, so that the same thing is often asked for again, also at the same moment.
  const work = `work${next(60)}`;
  const reference = `${work}/${next(4)}`;
  const inTeam = (run: (tx: Transaction) => Promise<unknown>) => db.asTeam(teamId, run);
  switch (next(8)) {
    case 0: {
      const expiresAt = next(2) === 0 ? new Date(now.getTime() + next(200) * 60_000) : undefined;
      return grantCredits({ db }, { teamId, amount: amount * 3, reference: `order${next(200)}`, expiresAt });
    }
    case 1:
    case 2:
      return inTeam((tx) => holdCredits(tx, { teamId, reference: work, amount }, now));
    case 3:
    case 4:
      return inTeam((tx) => settleHold(tx, { teamId, hold: work, reference, amount: 1 + next(10) }));
    case 5:
      return inTeam((tx) => releaseHold(tx, { teamId, reference: work }, now));
    case 6:
      return next(2) === 0
        ? returnSpent({ db }, { teamId, amount: 1 + next(5), reference })
        : refundCredits({ db }, { teamId, amount: 1 + next(5), reference }, now);
    default:
      return expireCredits({ db }, now);
  }
}

/**
 * The book is the sum of the ledger, no balance is below zero, every movement is even, lots and holds agree with it.
 * @returns how many movements there are
 */
export async function expectWholeBook(db: Database, teamId: string): Promise<number> {
  const rows = await db.asTeam(teamId, async (tx) => {
    const { rows: found } = await tx.execute(sql`
      select
        (select coalesce(sum(amount), 0) from credit_entries)::int as ledger,
        (select count(*) from (select transaction_id from credit_entries group by 1 having sum(amount) <> 0) odd)::int as odd,
        (select coalesce(sum(remaining), 0) from credit_lots)::int as lots,
        (select coalesce(sum(held), 0) from credit_hold_lots)::int as holds,
        (select count(*) from credit_transactions)::int as movements,
        (select count(distinct (kind, reference)) from credit_transactions)::int as distinct_movements,
        (select coalesce(jsonb_object_agg(account, total), '{}') from
          (select account, sum(amount)::int as total from credit_entries group by account) sums) as sums,
        (select to_jsonb(b) - 'team_id' from credit_books b) as book
    `);
    return found;
  });
  const [{ ledger, odd, lots, holds, movements, distinct_movements, sums, book }] = rows as [
    Record<string, number> & { sums: Record<string, number>; book: Record<string, number> },
  ];
  const empty = { issued: 0, available: 0, held: 0, spent: 0, expired: 0, refunded: 0 };
  expect({ ledger, odd }).toEqual({ ledger: 0, odd: 0 });
  expect(movements).toBe(distinct_movements);
  expect({ ...empty, ...book }).toEqual({ ...empty, ...sums });
  expect({ lots, holds }).toEqual({ lots: book?.available ?? 0, holds: book?.held ?? 0 });
  return movements ?? 0;
}
