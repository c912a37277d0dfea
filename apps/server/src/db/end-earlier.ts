import { readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ClipoError } from '@clipo/contract';

/** A process as Linux tells of it; undefined where it has ended, if only its parent has not heard of that yet. */
interface Seen {
  program: string;
  folder: string;
  parent: number;
}

/** A service that was told to stop ends within this time, its worker and its database one after the other. */
const stopLimitMs = 30_000;

/** Says that this process is stopping: who is started on its data folder waits for it. @returns takes the note away */
export async function noteStopping(home: string): Promise<() => Promise<void>> {
  const file = stoppingFile(home);
  await writeFile(file, String(process.pid)).catch(() => undefined);
  return () => rm(file, { force: true }).catch(() => undefined);
}

const stoppingFile = (home: string) => join(home, 'stopping');

/**
 * Makes way for a server on the folder of a cluster: one that outlived its service is ended, one whose service is stopping
 * is waited for, and the note that a killed one left is taken away where its number means something else by now, also
 * after a restart of the machine.
 * @throws ClipoError conflict where the service of that server still runs
 */
export async function endEarlier(folder: string, home: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += 50) {
    const runner = await endOrphan(folder);
    if (runner === undefined) {
      return;
    }
    const stopping = Number(await readFile(stoppingFile(home), 'utf8').catch(() => ''));
    if (stopping !== runner || waitedMs > stopLimitMs) {
      const problem = `process ${runner} works on this data folder already; end it first, or set another CLIPO_HOME`;
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends a server that nobody runs any more. @returns the process of the service that runs it, where one does */
async function endOrphan(folder: string): Promise<number | undefined> {
  const file = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  // Elsewhere PostgreSQL itself sees what has become of the number.
  if (!Number.isInteger(pid) || pid <= 1 || process.platform !== 'linux') {
    return undefined;
  }
  const seen = await lookAt(pid);
  if (seen === undefined || !seen.program.startsWith('postgres')) {
    await rm(file, { force: true });
    return undefined;
  }
  if (seen.folder !== folder) {
    return undefined;
  }
  // One whose service has died belongs to the system's first process, or to this one where it is that.
  const parent = [1, process.pid].includes(seen.parent) ? undefined : await lookAt(seen.parent);
  if (parent?.program === basename(process.execPath)) {
    return seen.parent;
  }
  await endPostgres(pid);
  return undefined;
}

async function lookAt(pid: number): Promise<Seen | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') {
      return undefined;
    }
    const [program, folder] = await Promise.all([readlink(`/proc/${pid}/exe`), readlink(`/proc/${pid}/cwd`)]);
    return { program: basename(program), folder, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Ends a server, the hard way in the end: its shared memory would keep a new one from starting. */
async function endPostgres(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', 3000],
    ['SIGQUIT', 3000],
    ['SIGKILL', 3000],
  ] as const) {
    if ((await lookAt(pid)) === undefined) {
      return;
    }
    process.kill(pid, signal);
    for (let waited = 0; waited < limitMs && (await lookAt(pid)) !== undefined; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
