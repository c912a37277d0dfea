import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a program cost, its children included. */
export interface Cost {
  wallSeconds: number;
  cpuSeconds: number;
  /** Highest proportional set size of the whole process tree, sampled every 100 ms; 0 where only time was measured. */
  peakMiB: number;
  /** What it wrote to standard output. */
  output: string;
}

/**
 * Runs a program to its end and measures it. Processor time is what the kernel counts for waited-for children, so only
 * one program may be measured at a time. Watching memory has the kernel walk all pages of the tree ten times a second,
 * on the cores that the program wants: it adds 3 to 8 % to whatever keeps both busy. `isTimeOnly` leaves it out.
 * @throws Error with the end of its standard error, where it fails
 */
export async function measure(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; isTimeOnly?: boolean } = {},
): Promise<Cost> {
  const cpuBefore = childCpuSeconds();
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-4000);
  });
  let peakMiB = 0;
  const watch = () => {
    peakMiB = Math.max(peakMiB, treeMiB(child.pid ?? 0));
  };
  const timer = options.isTimeOnly ? undefined : setInterval(watch, 100);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0) {
    throw new Error(`${program} ended with ${code}: ${complaints}`);
  }
  const wallSeconds = (performance.now() - started) / 1000;
  return { wallSeconds, cpuSeconds: childCpuSeconds() - cpuBefore, peakMiB, output };
}

/** Processor seconds of children that have ended and been waited for (fields 16 and 17 of /proc/self/stat, 100 a second). */
function childCpuSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function treeMiB(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      } catch {
        // It ended between the listing and the reading.
      }
    }
  }
  const isInTree = (pid: number): boolean => pid === root || (pid > 1 && isInTree(parents.get(pid) ?? 0));
  let kib = 0;
  for (const pid of parents.keys()) {
    if (isInTree(pid)) {
      try {
        kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
      } catch {
        // As above.
      }
    }
  }
  return kib / 1024;
}
