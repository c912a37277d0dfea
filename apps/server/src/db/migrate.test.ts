import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { addressesOfHome } from './embedded.ts';
import { migrateDatabase } from './migrate.ts';
import * as schema from './schema/index.ts';

let work: TestWork;
beforeAll(async () => {
  work = await openWork('migrate');
});
afterAll(() => work.stop());

it('the migrations make what the schema says', async () => {
  const meta = join(import.meta.dirname, 'migrations', 'meta');
  const last = readdirSync(meta)
    .filter((file) => file.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  const before = JSON.parse(readFileSync(join(meta, last ?? ''), 'utf8')) as Parameters<typeof generateMigration>[0];
  const missing = await generateMigration(before, generateDrizzleJson(schema, before.id));
  // Otherwise: npm run migration NAME, in apps/server; read what it writes.
  expect(missing).toEqual([]);
});

it('every table has row-level security, also for the role that owns it: for its team, or for the service alone', async () => {
  const tables = await work.rows<{
    name: string;
    is_on: boolean;
    is_forced: boolean;
    is_owned: boolean;
    policies: number;
  }>(sql`
    select c.relname as name, c.relrowsecurity as is_on, c.relforcerowsecurity as is_forced,
      exists (select 1 from information_schema.columns k where k.table_name = c.relname and k.column_name = 'team_id') as is_owned,
      (select count(*)::int from pg_policies p where p.tablename = c.relname) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`);
  const open = tables.filter(({ is_on, is_forced, policies }) => !(is_on && is_forced && policies > 0));
  // Turns are dealt to all teams from one clock; it says nothing of any.
  expect(open.map(({ name }) => name)).toEqual(['work_clock']);
  // What belongs to no team is seen by the service itself, and by no transaction of a team.
  const { rows: seen } = await work.deps.db.asTeam('team_x', (tx) =>
    tx.execute<{ name: string }>(sql`
      select tablename as name from pg_policies where policyname = tablename || '_of_the_service' and qual like '%''*''%'`),
  );
  const ofTheService = new Set(seen.map(({ name }) => name));
  expect(
    tables
      .filter(({ name, is_owned }) => !is_owned && !ofTheService.has(name))
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['teams', 'work_clock']);
  // They are about a team, and are operators' all the same: it sees what its own routes tell it of them, and no row.
  const about = tables.filter(({ name, is_owned }) => is_owned && ofTheService.has(name));
  expect(about.map(({ name }) => name).sort()).toEqual(['cases', 'grant_wishes', 'held_rows']);
});

it('without saying for whom, nothing is seen and nothing can be written', async () => {
  await work.addTeam();
  const client = new pg.Client({ connectionString: work.url });
  await client.connect();
  try {
    expect((await client.query('select * from teams')).rows).toEqual([]);
    await expect(client.query(`insert into teams (id, name) values ('team_x', 'x')`)).rejects.toThrow(/row-level/);
  } finally {
    await client.end();
  }
});

it('many processes may migrate at once; a superuser is refused, whom no policy binds', async () => {
  await Promise.all([migrateDatabase(work.url), migrateDatabase(work.url), migrateDatabase(work.url)]);
  const { adminUrl = '' } = (await addressesOfHome(work.home)) ?? {};
  await expect(migrateDatabase(adminUrl)).rejects.toMatchObject({ code: 'invalid_input' });
});
