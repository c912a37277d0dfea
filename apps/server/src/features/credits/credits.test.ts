import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { expireCredits } from './expire-credits.ts';
import { grantCredits } from './grant-credits.ts';
import { holdCredits } from './hold-credits.ts';
import { expectWholeBook, interleave } from './interleavings.fixture.ts';
import { selectBook } from './queries.ts';
import { refundCredits, returnSpent } from './return-credits.ts';
import { releaseHold, settleHold } from './settle-hold.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const book = (teamId: string) => api.deps.db.asTeam(teamId, (tx) => selectBook(tx, teamId));
const day = (n: number) => new Date(Date.UTC(2026, 5, n));

describe('credits are counted on both sides, and none is lost or made (O1)', () => {
  it('work is held for, its parts are settled once, the rest goes back', async () => {
    const teamId = 'team_course';
    const { db } = api.deps;
    expect(await grantCredits({ db }, { teamId, amount: 100, reference: 'order-1' })).toBe(true);
    expect(await grantCredits({ db }, { teamId, amount: 100, reference: 'order-1' })).toBe(false);
    await db.asTeam(teamId, (tx) => holdCredits(tx, { teamId, reference: 'batch-1', amount: 60 }));
    await db.asTeam(teamId, (tx) => holdCredits(tx, { teamId, reference: 'batch-1', amount: 60 }));
    expect(await book(teamId)).toMatchObject({ available: 40, held: 60 });
    for (const reference of ['video-1', 'video-2', 'video-1']) {
      await db.asTeam(teamId, (tx) => settleHold(tx, { teamId, hold: 'batch-1', reference, amount: 20 }));
    }
    await db.asTeam(teamId, (tx) => releaseHold(tx, { teamId, reference: 'batch-1' }));
    await db.asTeam(teamId, (tx) => releaseHold(tx, { teamId, reference: 'batch-1' }));
    expect(await book(teamId)).toMatchObject({ issued: -100, available: 60, held: 0, spent: 40 });
    await expectWholeBook(db, teamId);
  });

  it('what is not there can not be held, spent, returned or refunded', async () => {
    const teamId = 'team_poor';
    const { db } = api.deps;
    await grantCredits({ db }, { teamId, amount: 10, reference: 'order' });
    const hold = (amount: number) =>
      db.asTeam(teamId, (tx) => holdCredits(tx, { teamId, reference: `batch-${amount}`, amount }));
    await expect(hold(11)).rejects.toMatchObject({ code: 'insufficient_credits', details: { need: 11, have: 10 } });
    await hold(10);
    const settle = (name: string, amount: number) =>
      db.asTeam(teamId, (tx) => settleHold(tx, { teamId, hold: name, reference: 'v', amount }));
    await expect(settle('batch-10', 11)).rejects.toMatchObject({ code: 'conflict' });
    await expect(settle('batch-none', 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(returnSpent({ db }, { teamId, amount: 1, reference: 'r' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(refundCredits({ db }, { teamId, amount: 1, reference: 'r' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await book(teamId)).toMatchObject({ available: 0, held: 10, spent: 0 });
  });

  it('what expires first is spent first, and what is released after its time expires', async () => {
    const teamId = 'team_expiring';
    const { db } = api.deps;
    await grantCredits({ db }, { teamId, amount: 50, reference: 'kept' });
    await grantCredits({ db }, { teamId, amount: 30, reference: 'gift', expiresAt: day(10) });
    await db.asTeam(teamId, (tx) => holdCredits(tx, { teamId, reference: 'b', amount: 20 }, day(1)));
    await expireCredits({ db }, day(11));
    expect(await book(teamId)).toMatchObject({ available: 50, held: 20, expired: 10 });
    await db.asTeam(teamId, (tx) => releaseHold(tx, { teamId, reference: 'b' }, day(12)));
    expect(await book(teamId)).toMatchObject({ available: 50, held: 0, expired: 30 });
    await returnSpentAfterUse(teamId);
    await expectWholeBook(db, teamId);
  });

  it('the ledger can not be changed, and no uneven movement is committed', async () => {
    const teamId = 'team_course';
    const { db } = api.deps;
    const run = (query: ReturnType<typeof sql>) => db.asTeam(teamId, (tx) => tx.execute(query));
    await expect(run(sql`update credit_entries set amount = 5`)).rejects.toThrow();
    await expect(run(sql`delete from credit_transactions`)).rejects.toThrow();
    await expect(
      run(sql`insert into credit_entries (team_id, transaction_id, account, amount)
        select team_id, id, 'available', 7 from credit_transactions limit 1`),
    ).rejects.toThrow();
    await expect(run(sql`update credit_books set available = available + 1`)).rejects.toThrow();
    await expectWholeBook(db, teamId);
  });

  it('movements by chance at once, with crashes, keep every book whole', { timeout: 120_000 }, async () => {
    await interleave(api.deps.db, { movements: 400, atOnce: 6, seed: 1 });
  });

  async function returnSpentAfterUse(teamId: string) {
    const { db } = api.deps;
    await db.asTeam(teamId, (tx) => holdCredits(tx, { teamId, reference: 'c', amount: 50 }, day(12)));
    await db.asTeam(teamId, (tx) => settleHold(tx, { teamId, hold: 'c', reference: 'c1', amount: 50 }));
    expect(await returnSpent({ db }, { teamId, amount: 5, reference: 'c1', reason: 'blurred' })).toBe(true);
    expect(await returnSpent({ db }, { teamId, amount: 5, reference: 'c1' })).toBe(false);
    expect(await refundCredits({ db }, { teamId, amount: 2, reference: 'close' }, day(13))).toBe(true);
    expect(await book(teamId)).toMatchObject({ available: 3, spent: 45, refunded: 2 });
  }
});

describe('credits over the API (O1, O4)', () => {
  it('an operator grants, the team sees balance and statement, nobody else does', async () => {
    const other = await api.otherTeam();
    const headers = { authorization: `Bearer ${other.key}` };
    const grant = { teamId: other.teamId, amount: 25, reference: 'welcome', reason: 'a first try' };
    const refused = await api.ask('POST', '/api/v1/credits/grants', grant, headers);
    expect(refused.status).toBe(403);
    expect(await (await api.ask('POST', '/api/v1/credits/grants', grant)).json()).toEqual({ isNew: true });
    expect(await (await api.ask('POST', '/api/v1/credits/grants', grant)).json()).toEqual({ isNew: false });
    const balance = await (await api.ask('GET', '/api/v1/credits', undefined, headers)).json();
    expect(balance).toEqual({ available: 25, held: 0, spent: 0, expired: 0, refunded: 0 });
    const statement = await (await api.ask('GET', '/api/v1/credits/movements', undefined, headers)).json();
    expect(statement).toMatchObject({
      items: [{ kind: 'grant', reference: 'welcome', reason: 'a first try', entries: [{}, {}] }],
      next: null,
    });
    expect(await (await api.ask('GET', '/api/v1/credits/movements')).json()).toEqual({ items: [], next: null });
  });

  it.each([
    [{ amount: 0 }, 'amount'],
    [{ amount: 1.5 }, 'amount'],
    [{ amount: 1e15 }, 'amount'],
    [{ reason: '' }, 'reason'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
  ])('a grant with %j is refused by its field', async (change, field) => {
    const body = { teamId: 'team_x', amount: 1, reference: 'r', reason: 'x', ...change };
    const answer = await api.ask('POST', '/api/v1/credits/grants', body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await answer.json())).toContain(field);
  });
});
