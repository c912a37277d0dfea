import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Says in a file that a run is at work. Taken away when the run ends, however it ends, `kill -9` apart. */
export interface RunMark {
  release(): void;
}

/** Who left a mark. */
export interface MarkOwner {
  host: string;
  pid: number;
}

const Owner = z.object({ host: z.string(), pid: z.number().int().positive(), started: z.string() });

/** A mark is touched this often; one of another machine that is this old belongs to a run that died. */
const touchMs = 10_000;
const silentMs = 60_000;

/**
 * Puts a mark at `path` unless a living run's mark stands there, whose owner is given back. A mark that a dead run left,
 * or that can't be read, is replaced. The folder is there already. Synchronous, so that it can be taken away while the process ends.
 * @param onRelease is called before the mark goes: clears up what the run leaves.
 */
export function placeMark(path: string, onRelease: () => void = () => undefined): RunMark | MarkOwner {
  const draft = `${path}.${randomUUID()}`;
  const text = JSON.stringify({ host: hostname(), pid: process.pid, started: startOf(process.pid) });
  writeFileSync(draft, text);
  try {
    // A link is made or not made, whole: of two runs only one gets the name.
    for (;;) {
      try {
        linkSync(draft, path);
        return heldMark(path, text, onRelease);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw cause;
        }
      }
      const owner = readOwner(path);
      if (owner !== undefined) {
        return owner;
      }
      takeAway(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whose mark stands at `path`; undefined where there is none or its run has ended. */
export function readOwner(path: string): MarkOwner | undefined {
  try {
    const owner = Owner.parse(JSON.parse(readFileSync(path, 'utf8')));
    const isAlive =
      owner.host === hostname()
        ? isRunning(owner.pid) && startOf(owner.pid) === owner.started
        : Date.now() - statSync(path).mtimeMs < silentMs;
    return isAlive ? { host: owner.host, pid: owner.pid } : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a dead mark, unless another run has just put its own there. */
function takeAway(path: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    // Another run was quicker.
    return;
  }
  if (readOwner(aside) !== undefined) {
    linkSync(aside, path);
  }
  rmSync(aside, { force: true });
}

function heldMark(path: string, text: string, onRelease: () => void): RunMark {
  const timer = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder is gone; the run will find out by itself.
    }
  }, touchMs);
  timer.unref();
  const release = () => {
    clearInterval(timer);
    process.off('exit', release);
    onRelease();
    try {
      if (readFileSync(path, 'utf8') === text) {
        rmSync(path, { force: true });
      }
    } catch {
      // Gone already, with its folder.
    }
  };
  process.on('exit', release);
  return { release };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, so that another one with its number is told apart; empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
