import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { openPieceCache } from '@clipo/engine';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteBackup } from '../../backup/note-backup.ts';
import * as schema from '../../db/schema/index.ts';
import { openLog } from '../../log.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { outboxOf, signInWithCode } from '../../testing/browser.fixture.ts';
import { passDeletions } from './pass-deletions.ts';
import { erasures } from './queries-rules.ts';

let api: TestApi;
let logged = '';
beforeAll(async () => {
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  api = await startApi({}, { log: openLog({ CLIPO_LOG_LEVEL: 'debug' }, to) });
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const dayMs = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * dayMs);
const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableConfig(each)] : []));

async function person(contact: string) {
  const browser = await signInWithCode(api, contact);
  const me = await say(await browser.ask('GET', '/api/v1/me'));
  return { id: String(me.id), teamId: String(me.team.id), browser, contact };
}
const sql = async (text: string) => (await api.deps.db.asSystem((tx) => tx.execute(text))).rows;
const deletionOf = async (userId: string) =>
  (await sql(`select * from deletion_requests where user_id = '${userId}' order by id desc`))[0] as
    | {
        id: string;
        erases_at: string | null;
        held_by: string | null;
        done_at: string | null;
        withdrawn_at: string | null;
        cause: string;
        certificate: schema.DeletionCertificate | null;
      }
    | undefined;

/** All files below a folder but the database's own. */
async function filesUnder(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'postgres') {
      found.push(...(await filesUnder(path)));
    } else if (entry.isFile()) {
      found.push(path);
    }
  }
  return found;
}

/** Puts a marked row of a person and their team into every table that a rule deletes from or clears, by its columns. */
async function plant(
  client: pg.Client,
  who: { id: string; teamId: string; target: string },
  mark: string,
): Promise<string[]> {
  const planted: string[] = [];
  // A key that is none opens nothing, and a list of words that is none can't be matched: neither is of anybody. What points at other rows comes after them.
  const pointing = ['credit_entries', 'credit_hold_lots', 'refunds', 'conversation_messages', 'outside_presenters'];
  const first = tables.filter(({ name }) => !['data_keys', 'rule_sets'].includes(name) && !pointing.includes(name));
  for (const table of [...first, ...tables.filter(({ name }) => pointing.includes(name))]) {
    const values = table.columns.map((column) => {
      const { name, dataType, enumValues, primary } = column as typeof column & { enumValues?: readonly string[] };
      const type = column.getSQLType();
      if (
        ['user_id', 'owner_id', 'reporter_id', 'pseudonym'].includes(name) ||
        (table.name === 'users' && name === 'id')
      ) {
        return who.id;
      }
      if (name === 'team_id' || (table.name === 'teams' && name === 'id')) {
        return who.teamId;
      }
      const known: Record<string, string> = {
        transaction_id: `${mark}-credit_transactions`,
        hold_id: `${mark}-credit_holds`,
        lot_id: `${mark}-credit_lots`,
        target: who.target,
        engine_id: `${mark}-presenter_engines`,
        order_id: `${mark}-recharge_orders`,
        ...(table.name === 'verifications' && { value: `${who.id} ${mark}` }),
        ...(table.name === 'conversation_messages' && { conversation_id: `${mark}-conversations` }),
        ...(['case_events', 'case_files'].includes(table.name) && { case_id: `${mark}-cases` }),
        ...(table.name === 'safety_decisions' && { case_id: `${mark}-safety_cases` }),
      };
      if (table.name === 'credit_books' && name !== 'team_id') {
        return name === 'available' ? 4242 : name === 'issued' ? -4242 : 0;
      }
      if (known[name] !== undefined) {
        return known[name];
      }
      if (dataType.includes('array') || type.endsWith('[]')) {
        return enumValues?.length ? [enumValues[0]] : [mark];
      }
      if (type === 'jsonb') {
        return JSON.stringify({ mark, video: { sha256: mark }, label: { implicit: { ProduceID: 'p' } } });
      }
      if (type === 'text') {
        return enumValues?.length ? enumValues[0] : primary ? `${mark}-${table.name}` : mark;
      }
      if (type === 'date' || type === 'bytea') {
        return type === 'date' ? '2026-11-28' : Buffer.from(mark);
      }
      if (type === 'boolean') {
        return false;
      }
      return type.startsWith('timestamp') ? new Date() : column.hasDefault && primary ? undefined : 4242;
    });
    const columns = table.columns.flatMap(({ name }, index) =>
      values[index] === undefined ? [] : [[name, values[index]] as const],
    );
    const text = `insert into ${table.name} (${columns.map(([name]) => `"${name}"`).join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
    await client.query('savepoint one');
    try {
      await client.query(
        text,
        columns.map(([, value]) => value),
      );
      planted.push(table.name);
    } catch (cause) {
      await client.query('rollback to savepoint one');
      // The account, its team and what hangs on them are there already.
      if (!/duplicate|append only|sum to zero/.test(String(cause))) {
        throw new Error(`${table.name}: ${String(cause)}`);
      }
    }
  }
  return planted;
}

describe('deletion (A5)', () => {
  it('every table of the database has a rule, and no rule is of none', () => {
    expect(Object.keys(erasures).sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('takes a week, can be withdrawn, and then deletes all: what was planted everywhere is found only where the certificate says', async () => {
    const who = await person('leaves@example.com');
    const stays = await person('stays@example.com');
    const mark = 'MARK7391';
    const client = new pg.Client({ connectionString: api.deps.db.url });
    await client.connect();
    client.on('error', () => undefined);
    await client.query("set clipo.team = '*'");
    await client.query('begin; set constraints all deferred');
    await client.query('alter table credit_entries disable trigger user');
    const [{ email: target } = { email: '' }] = (await sql(`select email from users where id = '${who.id}'`)) as {
      email: string;
    }[];
    const planted = await plant(client, { ...who, target }, mark);
    await client.query('alter table credit_entries enable trigger user');
    await client.query('commit');
    const rules = Object.entries(erasures)
      .filter(([, rule]) => rule.do !== 'none')
      .map(([name]) => name);
    const there = ['members', 'notice_preferences', 'teams', 'users', 'credit_books'];
    expect(rules.filter((name) => !planted.includes(name) && !there.includes(name))).toEqual([]);
    // Files: a material of theirs, one that another team has too, a voice, a folder of work, a job.
    const { home } = api.deps.settings;
    const put = async (text: string, teamId: string, id: string) => {
      const { hash } = await api.deps.media.put(Readable.from([Buffer.from(text)]), { mostBytes: 1000 });
      await client.query(
        'insert into materials (id, team_id, name, sha256, bytes, media_type) values ($1, $2, $3, $4, 1, $5)',
        [id, teamId, 'a.png', hash, 'image/png'],
      );
      return hash;
    };
    const alone = await put(`${mark} alone`, who.teamId, 'mat_alone');
    const shared = await put('both have it', who.teamId, 'mat_both');
    await put('both have it', stays.teamId, 'mat_both_too');
    await mkdir(join(home, 'cache', 'voice'), { recursive: true });
    for (const name of ['v1.wav', 'v1.json']) {
      await writeFile(join(home, 'cache', 'voice', name), mark);
    }
    // Parts of an upload, a rendered piece, a small copy of the material: each class of files that is not the database's.
    const left = [
      join(home, 'uploads', `${mark}-uploads.part`),
      openPieceCache(join(home, 'cache', 'pieces')).pathOf(mark),
      join(home, 'cache', 'preview', `${alone}.jpg`),
    ];
    for (const path of left) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, mark);
    }
    await noteBackup(home, 'backup-before', new Date().toISOString());
    await client.query(
      `update videos set document = '{"voice": "clipo-home:/cache/voice/v1.wav"}' where team_id = $1`,
      [who.teamId],
    );
    await client.query(
      'insert into batches (id, team_id, brief, products, files, status, ended_at) values ($1, $2, $3, $3, $3, $4, now())',
      ['bat_files', who.teamId, '{}', 'done'],
    );
    await mkdir(join(home, 'work', 'bat_files'), { recursive: true });
    await writeFile(join(home, 'work', 'bat_files', 'brief.json'), mark);
    await client.query("insert into pgboss.job (name, data) values ('plan-batch', $1)", [
      JSON.stringify({ teamId: who.teamId, batchId: mark }),
    ]);
    // What holds a deletion back is settled first: refunds that are open, appeals, measures, legal holds.
    await client.query(`update refunds set ended_at = now() where user_id = '${who.id}'`);
    await client.query(`update measures set state = 'ended' where user_id = '${who.id}'`);
    await client.query(`update appeals set state = 'rejected' where user_id = '${who.id}'`);
    await client.query(`delete from deletion_requests where user_id = '${who.id}'`);

    const asked = await say(await who.browser.ask('POST', '/api/v1/me/deletion', { reason: mark }));
    expect(Date.parse(asked.erasesAt) - Date.parse(asked.askedAt)).toBe(7 * dayMs);
    expect((await who.browser.ask('DELETE', '/api/v1/me/deletion')).status).toBe(204);
    expect(await passDeletions(api.deps, later(8))).toBe(0);
    await who.browser.ask('POST', '/api/v1/me/deletion', { reason: mark });
    expect(await passDeletions(api.deps, later(6.9))).toBe(0);
    // A legal hold comes first.
    await client.query('update legal_holds set lifted_at = null');
    expect(await passDeletions(api.deps, later(7.1))).toBe(0);
    expect(await deletionOf(who.id)).toMatchObject({ held_by: 'legal-hold' });
    await client.query('update legal_holds set lifted_at = now()');
    await Promise.all([passDeletions(api.deps, later(7.1)), passDeletions(api.deps, later(7.1))]);
    const row = await deletionOf(who.id);
    expect(row?.done_at).not.toBeNull();
    const certificate = row?.certificate as schema.DeletionCertificate;

    // A dump: every row of every table, as text.
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(
        `select 1 from ${name} t where t::text like '%${mark}%' or t::text like '%${Buffer.from(mark).toString('hex')}%' limit 1`,
      );
      if (rows.length > 0) {
        found.push(name);
      }
    }
    const { rows: jobs } = await client.query(`select 1 from pgboss.job where data::text like '%${mark}%'`);
    expect(jobs).toEqual([]);
    const allowed = new Set([
      ...certificate.kept.map(({ where }) => where),
      ...Object.entries(erasures).flatMap(([name, rule]) => (rule.do === 'none' ? [name] : [])),
    ]);
    expect(found.filter((name) => !allowed.has(name))).toEqual([]);
    const emptied = ['notices', 'sign_in_attempts', 'safety_cases'];
    for (const name of emptied) {
      expect(certificate.kept.map(({ where }) => where)).toContain(name);
    }
    for (const path of await filesUnder(home)) {
      expect((await readFile(path)).includes(mark), path).toBe(false);
    }
    expect(await api.deps.media.sizeOf(alone)).toBeUndefined();
    expect(await api.deps.media.sizeOf(shared)).toBeGreaterThan(0);
    expect(await stat(join(home, 'work', 'bat_files')).catch(() => 'gone')).toBe('gone');
    expect(logged).toContain('"request"');
    expect(logged).not.toContain(mark);
    expect(certificate.files.count).toBe(1);
    // A backup from before holds it still: the certificate says which, and until when.
    expect(certificate.backups).toMatchObject([{ name: 'backup-before', expiresAt: expect.any(String) }]);
    expect(certificate.pseudonym).toBe(who.id);
    expect(certificate.kept.filter(({ ground, until }) => ground === '' || until === '')).toEqual([]);
    expect(certificate.teams).toEqual([{ id: who.teamId, rule: 'deleted' }]);
    expect(certificate.gone.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['users', 'materials', 'conversations']),
    );
    expect(await client.query('select 1 from users where id = $1', [who.id]).then(({ rows }) => rows)).toEqual([]);
    await client.end();

    // The certificate is read by the link that was sent.
    const mail = (await outboxOf(api, who.contact)).find(({ template }) => template === 'deletion-done');
    const secret = /#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(await say(await api.app.request(`/api/v1/deletion-certificates/${secret}`))).toEqual(certificate);
    expect((await api.app.request('/api/v1/deletion-certificates/wrong')).status).toBe(404);
    expect((await stays.browser.ask('GET', '/api/v1/materials')).status).toBe(200);
  }, 120_000);

  it('who owns a team that others are in gives it away first; by an order it passes on, and its videos stay', async () => {
    const [owner, editor] = [await person('owner@example.com'), await person('editor@example.com')];
    await sql(`insert into members (team_id, user_id, role) values ('${owner.teamId}', '${editor.id}', 'editor')`);
    const refused = await owner.browser.ask('POST', '/api/v1/me/deletion', {});
    expect(refused.status).toBe(409);
    await sql(`insert into products (id, team_id, sku, data) values ('prd_kept', '${owner.teamId}', 'A', '{}')`);
    const ordered = await api.ask('POST', '/api/v1/deletions', { userId: owner.id, ground: '网信办〔2026〕1号' });
    expect(ordered.status).toBe(201);
    // An order is not withdrawn by the person: they appeal.
    expect((await owner.browser.ask('DELETE', '/api/v1/me/deletion')).status).toBe(409);
    await sql(`update deletion_requests set erases_at = now() where user_id = '${owner.id}'`);
    expect(await passDeletions(api.deps, later(1))).toBe(1);
    expect((await deletionOf(owner.id))?.certificate?.teams).toEqual([{ id: owner.teamId, rule: 'handed over' }]);
    // Nobody is signed in any more.
    expect((await owner.browser.ask('GET', '/api/v1/me')).status).toBe(401);
    expect(await sql(`select role from members where team_id = '${owner.teamId}'`)).toEqual([{ role: 'owner' }]);
    expect(await sql("select id from products where id = 'prd_kept'")).toHaveLength(1);
  });

  it('a frozen account’s silence counts for 30 days from the day on which the written notice came; a sign-in ends it', async () => {
    const [silent, returns] = [await person('silent@example.com'), await person('returns@example.com')];
    for (const { id } of [silent, returns]) {
      await api.ask('POST', '/api/v1/measures', {
        userId: id,
        kind: 'freeze',
        reason: 'breach',
        statement: '冻结',
        ground: '第九条',
      });
    }
    await passDeletions(api.deps);
    // Nobody counts before it was delivered.
    await passDeletions(api.deps, later(90));
    expect(await deletionOf(silent.id)).toMatchObject({ cause: 'silence', erases_at: null });
    await sql("update notices set delivered_at = now(), delivered_by = 'email' where template = 'deletion-notice'");
    expect(await passDeletions(api.deps, later(29.9))).toBe(0);
    await sql(`update users set last_sign_in_at = now() + interval '1 hour' where id = '${returns.id}'`);
    expect(await passDeletions(api.deps, later(30.1))).toBe(1);
    expect((await deletionOf(silent.id))?.done_at).not.toBeNull();
    expect((await deletionOf(returns.id))?.withdrawn_at).not.toBeNull();
  });

  it('24 months’ absence counts only where nothing is unexpired or unused; then notice and 15 working days, in a known year', async () => {
    const [absent, has] = [await person('absent@example.com'), await person('has@example.com')];
    const [makes, pays] = [await person('makes@example.com'), await person('pays@example.com')];
    await sql(
      `insert into credit_books (team_id, available, issued) values ('${has.teamId}', 5, -5) on conflict (team_id) do update set available = 5, issued = -5`,
    );
    await sql(
      `insert into batches (id, team_id, brief, products, files, status) values ('bat_open', '${makes.teamId}', '{}', '[]', '{}', 'running')`,
    );
    await sql(`update teams set seats = 6 where id = '${pays.teamId}'`);
    const all = [absent, has, makes, pays].map(({ id }) => `'${id}'`).join();
    await sql(`update users set last_sign_in_at = '2024-02-01' where id in (${all})`);
    const at = (text: string) => new Date(text);
    await passDeletions(api.deps, at('2026-01-30T02:00:00Z'));
    expect(await deletionOf(absent.id)).toBeUndefined();
    await passDeletions(api.deps, at('2026-02-06T02:00:00Z'));
    expect(await deletionOf(absent.id)).toMatchObject({ cause: 'absence', erases_at: null });
    for (const { id } of [has, makes, pays]) {
      expect(await deletionOf(id)).toBeUndefined();
    }
    await sql(
      "update notices set delivered_at = '2026-02-06T03:00:00Z' where template = 'deletion-notice' and delivered_at is null",
    );
    // Across the Spring Festival.
    expect(await passDeletions(api.deps, at('2026-03-05T15:00:00Z'))).toBe(0);
    expect(await passDeletions(api.deps, at('2026-03-05T16:01:00Z'))).toBe(1);
    expect((await deletionOf(absent.id))?.done_at).not.toBeNull();

    // A notice whose term reaches a year that is not known is not followed by anything until it is entered.
    const late = await person('late@example.com');
    await sql(`update users set last_sign_in_at = '2024-02-01' where id = '${late.id}'`);
    await passDeletions(api.deps, at('2026-12-28T02:00:00Z'));
    await sql(
      "update notices set delivered_at = '2026-12-28T03:00:00Z' where template = 'deletion-notice' and delivered_at is null",
    );
    expect(await passDeletions(api.deps, at('2027-06-01T00:00:00Z'))).toBe(0);
    expect(await deletionOf(late.id)).toMatchObject({ held_by: 'calendar' });
    const year = {
      restDays: ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-10-01'],
      workDays: [],
      source: '国办发明电〔2026〕1号',
    };
    expect((await api.ask('PUT', '/api/v1/calendar/2027', year)).status).toBe(204);
    expect(await passDeletions(api.deps, at('2027-06-01T00:00:00Z'))).toBe(1);
  });
});
