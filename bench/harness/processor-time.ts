import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor seconds that a process has used so far, its children not counted; 0 where it has ended. */
export function cpuSecondsOf(pid: number): number {
  return (ticksOf(pid)?.ticks ?? 0) / 100;
}

/** The same with those of its children that have ended. */
export function cpuSecondsOfAll(pid: number): number {
  const { ticks = 0, children = 0 } = ticksOf(pid) ?? {};
  return (ticks + children) / 100;
}

/** Processor seconds of the database of a data folder: all processes that work in its folder. */
export function databaseCpuSeconds(home: string): number {
  const postmaster = Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const found = ticksOf(Number(name));
    const isOwn = Number(name) === postmaster || found?.parent === postmaster;
    ticks += isOwn ? (found?.ticks ?? 0) : 0;
  }
  return ticks / 100;
}

function ticksOf(pid: number): { ticks: number; children: number; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [ticks, children] = [11, 13].map((at) => (fields[at] ?? 0) + (fields[at + 1] ?? 0));
    return { ticks: ticks ?? 0, children: children ?? 0, parent: fields[1] ?? 0 };
  } catch {
    // It has just ended.
    return undefined;
  }
}
