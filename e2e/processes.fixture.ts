import { readdirSync, readFileSync } from 'node:fs';
import type { Workshop } from './cli.fixture.ts';

/**
 * Ids of the living processes that a workshop's commands started (each passes its temporary folder on) or whose command
 * line names the workshop's folder: encoders, decoders and voice programs.
 */
export function processesOf(workshop: Workshop): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
        const isOurs = environment.split('\0').includes(`TMPDIR=${workshop.temporary}`);
        return isOurs || command.includes(workshop.folder) ? [{ pid: Number(name), command }] : [];
      } catch {
        // It ended while it was being looked at.
        return [];
      }
    });
}

/** Voice programs have an empty environment: they are told apart by who started them. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended while it was being looked at.
    }
  }
  const found = [pid];
  for (const parent of found) {
    found.push(...[...parents].filter(([, of]) => of === parent).map(([child]) => child));
  }
  return found.slice(1);
}

/** Which of the processes are still alive. */
export function alive(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      // A zombie has ended: it only waits to be counted by its parent.
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
}
