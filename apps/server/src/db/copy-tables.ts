import pg from 'pg';

/** A table with its rows as JSON text, one a row: exact for every type that PostgreSQL has. */
export interface TableCopy {
  name: string;
  rows: AsyncIterable<string>;
}

const rowsAtOnce = 200;

/**
 * Reads all tables as they are at one moment, while others go on writing. `use` is called for one table after another,
 * those that others refer to first.
 */
export async function copyTables(url: string, use: (table: TableCopy) => Promise<void>): Promise<void> {
  const client = await connect(url);
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const name of await tablesInOrder(client)) {
      await use({ name, rows: rowsOf(client, name) });
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Whether the database holds anything of ours. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  const client = await connect(url);
  try {
    for (const name of await tablesInOrder(client)) {
      const { rows } = await client.query(`select 1 from ${pg.escapeIdentifier(name)} limit 1`);
      if (rows.length > 0) {
        return false;
      }
    }
    return true;
  } finally {
    await client.end();
  }
}

/**
 * Writes rows that `copyTables` gave into empty tables, all or nothing. What rows would set off (webhooks) is not set off
 * again. Columns that have come since get their defaults.
 */
export async function fillTables(url: string, open: (name: string) => AsyncIterable<string>): Promise<void> {
  const client = await connect(url);
  try {
    await client.query('begin');
    const names = await tablesInOrder(client);
    for (const name of names) {
      await client.query(`alter table ${pg.escapeIdentifier(name)} disable trigger user`);
      let part: string[] = [];
      for await (const row of open(name)) {
        part.push(row);
        if (part.length === rowsAtOnce) {
          await insertRows(client, name, part);
          part = [];
        }
      }
      await insertRows(client, name, part);
    }
    for (const name of names) {
      await client.query(`alter table ${pg.escapeIdentifier(name)} enable trigger user`);
      await continueSequences(client, name);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`select set_config('clipo.team', '*', false)`);
  return client;
}

/** Tables of the service, each after those that it refers to. The queue's are not among them: it is filled anew. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const references = await client.query<{ from: string; to: string }>(
    `select c.conrelid::regclass::text as from, c.confrelid::regclass::text as to from pg_constraint c
     join pg_namespace n on n.oid = c.connamespace where c.contype = 'f' and n.nspname = 'public'`,
  );
  const ordered: string[] = [];
  const visit = (name: string, way: readonly string[]) => {
    if (ordered.includes(name) || way.includes(name)) {
      return;
    }
    for (const { to } of references.rows.filter(({ from }) => from === name)) {
      visit(to, [...way, name]);
    }
    ordered.push(name);
  };
  for (const { name } of tables.rows) {
    visit(name, []);
  }
  return ordered;
}

async function* rowsOf(client: pg.Client, name: string): AsyncGenerator<string> {
  const table = pg.escapeIdentifier(name);
  await client.query(
    `declare copied no scroll cursor for select row_to_json(t)::text as row from ${table} t order by ctid`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from copied`);
    for (const { row } of rows) {
      yield row;
    }
    if (rows.length < rowsAtOnce) {
      break;
    }
  }
  await client.query('close copied');
}

async function insertRows(client: pg.Client, name: string, rows: readonly string[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) {
    return;
  }
  const table = pg.escapeIdentifier(name);
  const columns = Object.keys(JSON.parse(first) as object)
    .map((column) => pg.escapeIdentifier(column))
    .join(', ');
  await client.query(
    `insert into ${table} (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}

async function continueSequences(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select a.attname as column, pg_get_serial_sequence($1, a.attname) as sequence from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence($1, a.attname) is not null`,
    [pg.escapeIdentifier(name)],
  );
  for (const { column, sequence } of rows) {
    const most = `(select coalesce(max(${pg.escapeIdentifier(column)}), 0) from ${pg.escapeIdentifier(name)})`;
    await client.query(`select setval($1, greatest(${most}, 1), ${most} > 0)`, [sequence]);
  }
}
