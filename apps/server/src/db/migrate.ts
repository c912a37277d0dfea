import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** Any number that nobody else locks: one process migrates, the others wait for it. */
const migrationLock = 4_870_001;

/**
 * Brings the tables up to date. Safe to call from many processes at once.
 * @throws ClipoError where the role of the address would pass by row-level security
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseSuperuser(client);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`select set_config('clipo.team', '*', false)`);
    await migrate(drizzle(client), { migrationsFolder: join(import.meta.dirname, 'migrations') });
    await forcePolicies(client);
  } finally {
    await client.end();
  }
}

async function refuseSuperuser(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; passes: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
  );
  const [who] = rows;
  if (who?.passes) {
    const problem = `its role ${who.name} passes by row-level security; name one that is neither superuser nor BYPASSRLS`;
    throw new ClipoError('invalid_input', `DATABASE_URL: ${problem}`, { details: { field: 'DATABASE_URL', problem } });
  }
}

/** The role owns the tables, and owners pass by their policies unless these are forced. */
async function forcePolicies(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity and not c.relforcerowsecurity`,
  );
  for (const { name } of rows) {
    await client.query(`alter table ${pg.escapeIdentifier(name)} force row level security`);
  }
}
