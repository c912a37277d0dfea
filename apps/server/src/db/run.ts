import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { ClipoError } from '@clipo/contract';

const execute = promisify(execFile);

/** The user that PostgreSQL runs as where Clipo is root: it refuses to be root itself. */
const ownUser = 'clipo-postgres';

/** A user of the system; `undefined` is the one who runs Clipo. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

/** Whom PostgreSQL may run as. Root makes a user of its own for it, or takes `nobody` where it can't. */
export async function databaseUser(): Promise<RunAs | undefined> {
  if (process.platform === 'win32' || userInfo().uid !== 0) {
    return undefined;
  }
  const known = await idsOf(ownUser);
  if (known !== undefined) {
    return known;
  }
  await execute('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    ownUser,
  ]).catch(() => undefined);
  const found = (await idsOf(ownUser)) ?? (await idsOf('nobody'));
  if (found === undefined) {
    throw new ClipoError('program_failed', 'PostgreSQL must not run as root, and no other user is there', {
      details: { program: 'postgres', problem: 'it must not run as root, and no other user is there' },
    });
  }
  return found;
}

async function idsOf(user: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', user]), execute('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * Makes a cluster in an empty folder that its user owns: UTF-8, the same order of texts on every machine, and a password
 * for everybody who comes by the network.
 * @throws ClipoError program_failed
 */
export async function makeCluster(
  binaries: Binaries,
  folder: string,
  passwordFile: string,
  user: RunAs | undefined,
): Promise<void> {
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--username=postgres', '--no-sync'];
  try {
    await execute(binaries.initdb, [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, ...options], {
      ...user,
      cwd: '/',
    });
  } catch (cause) {
    throw failed('initdb', String((cause as { stderr?: unknown }).stderr ?? cause), cause);
  }
}

/** A running server. */
export interface RunningPostgres {
  pid: number;
  /** Resolves when it has ended, by itself or by `stop`. */
  ended: Promise<void>;
  /** Ends it as soon as its clients' transactions are given up, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a port of the loopback address, and waits until it takes connections. Where the system can do it,
 * the server ends with its parent, even by kill -9.
 * @throws ClipoError program_failed with what it said last
 */
export async function startPostgres(
  binaries: Binaries,
  options: { folder: string; port: number; user: RunAs | undefined; logFile: string },
): Promise<RunningPostgres> {
  const { folder, port, user, logFile } = options;
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    wal_level: 'replica',
    max_wal_size: '512MB',
    log_destination: 'stderr',
    // A worker that is cut off is noticed, and what it holds is free again.
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, ...words] = [...diesWithParent(user), binaries.postgres, '-D', folder, ...flags] as [
    string,
    ...string[],
  ];
  // Dropping root is setpriv's work where it is there: a change of user would clear the wish to die with the parent.
  const child = spawn(program, words, {
    ...(program === binaries.postgres ? user : {}),
    cwd: '/',
    env: { LC_MESSAGES: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group: the database must outlive those who still write to it.
    detached: process.platform !== 'win32',
  });
  return { pid: child.pid ?? 0, ...(await whenReady(child, logFile)) };
}

const setpriv = '/usr/bin/setpriv';

function diesWithParent(user: RunAs | undefined): string[] {
  if (process.platform !== 'linux' || !existsSync(setpriv)) {
    return [];
  }
  const drop = user === undefined ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return [setpriv, ...drop, '--pdeathsig=INT', '--'];
}

/** PostgreSQL's log on the disk is what an operator looks into; its last words are kept for messages. */
async function whenReady(child: ChildProcess, logFile: string): Promise<Pick<RunningPostgres, 'ended' | 'stop'>> {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  log.on('error', () => undefined);
  let last = '';
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      log.end();
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(failed('postgres', cause.message, cause)));
    child.once('close', () => reject(failed('postgres', last)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      last = (last + text).slice(-2000);
      if (text.includes('ready to accept connections')) {
        last = '';
        resolve();
      }
    });
  });
  return {
    ended,
    async stop() {
      child.kill('SIGINT');
      // A server that can't write its last checkpoint recovers at the next start.
      const impatience = setTimeout(() => child.kill('SIGQUIT'), 8000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

function failed(program: string, said: string, cause?: unknown): ClipoError {
  const problem = said.trim() || 'it ended without a word';
  return new ClipoError('program_failed', `${program}: ${problem}`, { details: { program, problem }, cause });
}
