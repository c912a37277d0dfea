import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSecrets, type Secrets } from '../../guard/secrets.ts';
import { openWork, type TestWork } from '../../testing/work.fixture.ts';
import { insertAudits } from '../teams/queries.ts';
import { anchorAudit, anchorFile } from './anchor-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let work: TestWork;
let secrets: Secrets;
let teams: string[] = [];
const file = () => join(work.home, anchorFile);

beforeAll(async () => {
  work = await openWork('audit');
  secrets = await openSecrets(work.deps.settings);
  teams = [await work.addTeam(), await work.addTeam()];
  await act(teams[0] ?? '', 5);
  await act(teams[1] ?? '', 3);
  await anchor('2026-11-01T03:00:00.000Z');
  await act(teams[0] ?? '', 4);
  await anchor('2026-11-02T03:00:00.000Z');
  await act(teams[1] ?? '', 2);
}, 120_000);
afterAll(() => work.stop());

async function act(teamId: string, count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    teamId,
    actorId: 'key_1',
    userId: null,
    action: 'POST /api/v1/products',
    objectId: `prd_${index}`,
    status: 201,
    address: '127.0.0.1',
    userAgent: 'test',
    requestId: `req_${index}`,
  }));
  await work.deps.db.asSystem((tx) => insertAudits(tx, rows));
}

const anchor = (at: string) => anchorAudit({ ...work.deps, secrets }, new Date(at));
const verify = (copy?: string) => verifyAudit(work.deps.settings, copy);

/** Does what only the owner of the tables can: past their triggers. Taken back afterwards. */
async function bent<T>(sql: readonly string[], look: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: work.url });
  await client.connect();
  const ask = async (statements: readonly string[]) => {
    for (const statement of statements) {
      await client.query(statement);
    }
  };
  const tables = ['audit_events', 'audit_anchors'];
  try {
    await ask(["set clipo.team = '*'", ...tables.map((table) => `alter table ${table} disable trigger user`)]);
    await ask(tables.map((table) => `create temp table kept_${table} as select * from ${table}`));
    await ask(sql);
    return await look();
  } finally {
    await ask(tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from kept_${table}`]));
    await ask(tables.map((table) => `alter table ${table} enable trigger user`));
    await client.end();
  }
}

const hashed = `encode(sha256(convert_to(concat_ws('|', previous, id, team_id, created_at at time zone 'UTC', actor_id,
  user_id, action, object_id, status, address, user_agent, request_id, 'port ' || port, 'level ' || name_level,
  'reason ' || reason, 'for ' || on_behalf_of), 'UTF8')), 'hex')`;
const row = (team: number, place: number) =>
  `(select id from audit_events where team_id = '${teams[team]}' order by id offset ${place} limit 1)`;

it('a record that nobody bent is whole; a day is signed once, and only where something was done (O3)', async () => {
  expect(await verify()).toEqual({
    rows: 14,
    teams: 2,
    anchors: 2,
    lastAnchorAt: '2026-11-02T03:00:00.000Z',
    evidence: 0,
    faults: [],
  });
  expect(await anchor('2026-11-02T23:00:00.000Z')).toBeUndefined();
  expect((await readFile(file(), 'utf8')).trim().split('\n')).toHaveLength(2);
});

it.each([
  ['a changed act', () => [`update audit_events set status = 403 where id = ${row(0, 2)}`], ['changed']],
  [
    'an act taken out',
    () => [`delete from audit_events where id = ${row(0, 2)}`],
    ['removed', 'rewritten', 'rewritten'],
  ],
  [
    'acts taken off the end after they were signed',
    () => [`delete from audit_events where team_id = '${teams[0]}' and id >= ${row(0, 8)}`],
    ['rewritten'],
  ],
  [
    'an act put in, with a right hash of its own',
    () => [
      `insert into audit_events (id, team_id, actor_id, action, status, address, user_agent, request_id)
       values (0, '${teams[1]}', 'key_1', 'POST /api/v1/products', 201, '127.0.0.1', 'test', 'req_x')`,
      `update audit_events set hash = ${hashed} where id = 0`,
    ],
    ['inserted', 'rewritten', 'rewritten'],
  ],
  [
    'a chain made anew from a changed act on, all hashes right',
    () => [
      `update audit_events set status = 403 where id = ${row(0, 8)}`,
      `update audit_events set hash = ${hashed} where id = ${row(0, 8)}`,
    ],
    ['rewritten'],
  ],
  ['a signature taken out', () => ['delete from audit_anchors where id = 1'], ['unlinked', 'lost']],
  ['a signature changed', () => [`update audit_anchors set at = '2026-10-01T03:00:00.000Z' where id = 2`], ['forged']],
  [
    'a signature made by another',
    () => [`update audit_anchors set signature = repeat('00', 64) where id = 2`],
    ['forged'],
  ],
] as const)('%s is found and named (O3)', async (_, sql, kinds) => {
  const report = await bent(sql(), () => verify());
  expect(report.faults.map(({ kind }) => kind)).toEqual(kinds);
  expect((await verify()).faults).toEqual([]);
});

it('all signatures and their file taken away: a copy that was kept elsewhere tells (O3)', async () => {
  const copy = `${file()}.copy`;
  const text = await readFile(file(), 'utf8');
  await writeFile(copy, text);
  await rm(file());
  try {
    const report = await bent(['delete from audit_anchors'], () => verify(copy));
    expect(report.faults.map(({ kind }) => kind)).toEqual(['lost', 'lost']);
    await appendFile(copy, '{"at": "2026-11-03T03:00:00.000Z"}\nnothing\n');
    expect((await verify(copy)).faults).toEqual([
      { kind: 'forged', anchor: `${anchorFile}.copy:3` },
      { kind: 'forged', anchor: `${anchorFile}.copy:4` },
    ]);
  } finally {
    await writeFile(file(), text);
  }
});
