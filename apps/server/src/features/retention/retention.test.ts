import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as schema from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { anchorAudit } from '../audit/anchor-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { sealHeld } from '../holds/seal-held.ts';
import { evidencePath } from '../measures/evidence-store.ts';
import { copySealed } from '../measures/seal-evidence.ts';
import { collectMedia } from '../media/collect-media.ts';
import { fileInventory, tableInventory } from '../privacy/inventory.ts';
import { inChinese } from '../privacy/inventory-chinese.ts';
import { putCut, selectCuts } from './queries.ts';
import { terms } from './queries-terms.ts';
import { findEnded, sweepEnded } from './sweep-ended.ts';

let api: TestApi;
let person: { id: string; teamId: string; browser: TestBrowser };
let held: typeof person;
let keeps: typeof person;
beforeAll(async () => {
  api = await startApi();
  person = await joins('ends@example.com');
  held = await joins('held@example.com');
  keeps = await joins('keeps@example.com');
  for (const { id: userId } of [held, keeps]) {
    const hold = { userId, ground: 'court', reference: '（2026）沪01民初18号' };
    expect((await api.ask('POST', '/api/v1/operate/holds', hold)).status).toBe(201);
  }
}, 120_000);
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const sql = async (text: string) => (await api.deps.db.asSystem((tx) => tx.execute(text))).rows as { id: string }[];
const ids = async (text: string) => (await sql(text)).map(({ id }) => id);
const inMonths = (months: number) => {
  const at = new Date();
  at.setUTCMonth(at.getUTCMonth() + months);
  return new Date(at.getTime() + 3_600_000);
};
const rowsOf = (found: readonly { where: string; rows: number }[], name: string) =>
  found.find(({ where }) => where === name)?.rows ?? 0;

async function joins(contact: string) {
  const browser = await signInWithCode(api, contact);
  const me = await say(await browser.ask('GET', '/api/v1/me'));
  return { id: String(me.id), teamId: String(me.team.id), browser };
}

it('every table has a rule of how it ends, and every place its words in both languages (O3)', () => {
  const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableConfig(each).name] : []));
  expect(Object.keys(terms).sort()).toEqual(tables.sort());
  const places = Object.entries({ ...tableInventory, ...fileInventory });
  expect(places.filter(([where, kept]) => inChinese(where, kept) === undefined).map(([where]) => where)).toEqual([]);
  // What is said to be kept for a time is not left to somebody's memory.
  const timed = Object.entries(tableInventory).filter(([, { term }]) => /month|three years|^a day|minutes/.test(term));
  const left = timed.filter(([where]) => {
    const term = terms[where];
    return term?.go === 'otherwise' && term.by !== 'own-timer';
  });
  // Their videos are the team's as long as it is there: "at least".
  expect(left.map(([where]) => where).sort()).toEqual(['video_versions', 'videos']);
});

it('what is deleted under a hold is sealed, file and words, until the hold is lifted; then it has had its term (O3)', async () => {
  const { hash } = await api.deps.media.put(Readable.from([Buffer.from('held bytes')]), { mostBytes: 100 });
  await sql(`insert into materials (id, team_id, name, sha256, bytes, media_type)
    values ('mat_01m00000000000000000000000', '${keeps.teamId}', '证物.png', '${hash}', 10, 'image/png')`);
  await held.browser.ask('POST', '/api/v1/products', { product: { id: 'H0', name: '留着的商品' } });
  const made = await say(
    await keeps.browser.ask('POST', '/api/v1/products', { product: { id: 'H1', name: '被保全的商品' } }),
  );
  expect((await keeps.browser.ask('DELETE', '/api/v1/materials/mat_01m00000000000000000000000')).status).toBe(204);
  expect((await keeps.browser.ask('DELETE', `/api/v1/products/${made.id}`)).status).toBe(204);
  // Before it is sealed its file is not collected, and afterwards it is its copy that counts.
  await collectMedia(api.deps, { graceHours: 0, now: inMonths(1) });
  expect(await api.deps.media.sizeOf(hash)).toBe(10);
  expect(await sealHeld(api.deps)).toBe(2);
  await copySealed(api.deps);
  await collectMedia(api.deps, { graceHours: 0, now: inMonths(1) });
  expect(await api.deps.media.sizeOf(hash)).toBeUndefined();
  const copy = evidencePath(api.deps.settings.home, hash);
  expect((await readFile(copy)).toString()).toBe('held bytes');
  const { items } = await say(await api.ask('GET', '/api/v1/operate/holds'));
  const hold = items.find(({ userId }: { userId: string }) => userId === keeps.id);
  expect(hold).toMatchObject({ userId: keeps.id, sealed: 2 });
  expect(await sql("select record->>'sku' as id from sealed_evidence where what = 'products'")).toEqual([{ id: 'H1' }]);
  // What nobody under a hold deletes is gone at once.
  const own = await say(
    await person.browser.ask('POST', '/api/v1/products', { product: { id: 'P1', name: '自己的' } }),
  );
  await person.browser.ask('DELETE', `/api/v1/products/${own.id}`);
  expect(await sealHeld(api.deps)).toBe(0);
  expect(rowsOf(await sweepEnded(api.deps, 'service', inMonths(1)), 'sealed_evidence')).toBe(0);

  await sql(`update legal_holds set placed_by = 'usr_another' where id = '${hold.id}'`);
  const lifted = await api.ask('POST', `/api/v1/operate/holds/${hold.id}/lifting`, { reason: '诉讼已结束' });
  expect(lifted.status).toBe(200);
  const swept = await sweepEnded(api.deps, 'service', inMonths(1));
  expect(rowsOf(swept, 'sealed_evidence')).toBe(2);
  expect(await stat(copy).catch(() => 'gone')).toBe('gone');
  expect(await sql("select record->>'sku' as id from sealed_evidence where what = 'products'")).toEqual([{ id: null }]);
  expect((await verifyAudit(api.deps.settings)).faults).toEqual([]);
});

it('what has had its term goes, each by its own; what is younger or under a hold stays, and each step is written down (O3)', async () => {
  for (const { id } of [person, held]) {
    await sql(`insert into cases (id, number, kind, state, source, language, secret_hash, channel, contact_sealed, contact_index,
        name_sealed, address, user_id, closed_at)
      values ('cas_${id}', '${id}', 'question', 'closed', 'form', 'en', '${id}', 'email', 'x', 'x', 'x', '', '${id}', now()),
        ('cas_open_${id}', 'o${id}', 'question', 'open', 'form', 'en', 'o${id}', 'email', 'x', 'x', 'x', '', '${id}', null)`);
    await sql(`insert into case_events (case_id, kind, party, readers) values ('cas_${id}', 'received', 'sender', 'both'),
      ('cas_open_${id}', 'received', 'sender', 'both')`);
  }
  const attempts = `select id::text from sign_in_attempts where user_id = `;
  expect(await findEnded(api.deps, inMonths(5))).not.toContainEqual(
    expect.objectContaining({ where: 'sign_in_attempts' }),
  );
  const due = (await findEnded(api.deps, inMonths(6))).find(({ where }) => where === 'sign_in_attempts');
  expect(due?.rows).toBeGreaterThan(0);
  expect(due?.held).toBeGreaterThan(0);
  // A look takes nothing.
  expect((await ids(`${attempts}'${person.id}'`)).length).toBeGreaterThan(0);
  const swept = await sweepEnded(api.deps, 'usr_operator', inMonths(6));
  expect(rowsOf(swept, 'sign_in_attempts')).toBe(due?.rows);
  expect(await ids(`${attempts}'${person.id}'`)).toEqual([]);
  expect((await ids(`${attempts}'${held.id}'`)).length).toBe(due?.held);
  const acts = await sql(
    `select after->>'table' as id from measure_acts where act = 'retention swept' and by = 'usr_operator'`,
  );
  expect(acts.map(({ id }) => id)).toEqual(expect.arrayContaining(['sign_in_attempts', 'login_codes']));
  expect(await ids("select object_id as id from audit_events where action = 'retention swept'")).not.toEqual([]);
  expect(rowsOf(await sweepEnded(api.deps, 'service', inMonths(6)), 'sign_in_attempts')).toBe(0);
  // Cases have three years after their end, with all that was said in them.
  expect(await ids("select id from cases where state = 'closed' order by id")).toHaveLength(2);
  const later = await sweepEnded(api.deps, 'service', inMonths(36));
  expect(rowsOf(later, 'cases')).toBe(1);
  expect(await ids("select id from cases where state = 'closed'")).toEqual([`cas_${held.id}`]);
  expect(await ids(`select case_id as id from case_events where case_id like '%${person.id}'`)).toEqual([
    `cas_open_${person.id}`,
  ]);
  expect(await ids(`select id from users where id = '${person.id}'`)).toHaveLength(1);
});

it('the beginning of a chain of acts is cut where an anchor signed it; the rest is still whole, and nothing else can be taken off (O3)', async () => {
  // What acts say of themselves is told apart by the service's own clock, which the sweeps of this test are years ahead of.
  const verify = async () => (await verifyAudit(api.deps.settings)).faults.filter(({ kind }) => kind !== 'act');
  const act = async (sku: string) =>
    expect((await api.ask('POST', '/api/v1/products', { product: { id: sku, name: '杯子' } })).status).toBe(201);
  await act('A');
  await anchorAudit(api.deps);
  const count = async () => (await ids(`select id::text from audit_events where team_id = '${api.teamId}'`)).length;
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await act('B');
  // By no way but a sweep, and not by that before six months, whatever moment it names.
  const from = `delete from audit_events where team_id = '${api.teamId}'`;
  await expect(sql(from)).rejects.toThrow();
  const bySweep = (at: Date) =>
    api.deps.db.asSystem(async (tx) => {
      await tx.execute(`select set_config('clipo.sweep', '${at.toISOString()}', true)`);
      await tx.execute(from);
    });
  await expect(bySweep(new Date())).rejects.toThrow();
  await expect(bySweep(inMonths(37))).rejects.toThrow();
  expect(rowsOf(await sweepEnded(api.deps, 'service', inMonths(35)), 'audit_events')).toBe(0);
  // One that died after it cut and before it deleted has bent nothing.
  await api.deps.db.asSystem(async (tx) => {
    for (const { head, isHeld } of await selectCuts(tx, inMonths(1))) {
      if (!isHeld) {
        await putCut(tx, head);
      }
    }
  });
  expect(await verify()).toEqual([]);
  expect(rowsOf(await sweepEnded(api.deps, 'service', inMonths(37)), 'audit_events')).toBeGreaterThan(0);
  expect(await count()).toBeLessThan(before + 1);
  await act('C');
  expect(await verify()).toEqual([]);
  await anchorAudit(api.deps, inMonths(1));
  expect(await verify()).toEqual([]);
  // A cut that no anchor signed is none.
  await sql(`update audit_cuts set rows = rows + 1 where team_id = '${api.teamId}'`);
  expect(await verify()).toContainEqual(expect.objectContaining({ kind: 'removed', teamId: api.teamId }));
  await sql(`update audit_cuts set rows = rows - 1 where team_id = '${api.teamId}'`);
  // Where somebody under a hold acted, all of it stays.
  expect(await ids(`select team_id as id from audit_cuts where team_id = '${held.teamId}'`)).toEqual([]);
});
