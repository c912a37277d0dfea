import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type FuzzNews, type FuzzWork, headBytes, mostBytes } from './fuzz/limits.ts';

// `clipo bench label-fuzz`: the readers of labels against files that nobody made, led by what code each of them reaches. A
// reader that fails, takes over two seconds (of processor time: a busy machine is no fault) or 256 MiB is a fault: its input is kept and told, and from then on a test reads
// it. What reached something new is kept as well: the next run goes on from there, `--keep` writes it into the repository.
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const label = join(import.meta.dirname, '..', 'packages', 'label', 'corpus');
const [seeds, found] = [join(label, 'seeds'), join(label, 'found')];
const work = join(import.meta.dirname, '.work', 'label-fuzz');
const corpus = join(work, 'corpus');
const mostMs = 2000;
/** A reader that waits for something that never comes uses no processor. */
const mostWaitMs = 60_000;
const mostMiB = 256;

const faults: { file: string; message: string }[] = [];
const progress = { runs: 0, blocks: 0, inputs: 0 };

/** Keeps an input that a reader failed on. */
async function keepFault(input: Uint8Array, message: string): Promise<void> {
  const file = createHash('sha256').update(input).digest('hex').slice(0, 16);
  await mkdir(found, { recursive: true });
  await writeFile(join(found, file), input);
  faults.push({ file, message: message.split('\n').slice(0, 3).join(' | ') });
  process.stderr.write(`${file}: ${message}\n`);
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Lets one thread read until it fails, or until the time is over. @returns whether it failed */
async function readOn(seed: number, until: number): Promise<boolean> {
  const now = new SharedArrayBuffer(headBytes + mostBytes);
  const [clock, length, bytes] = [
    new BigInt64Array(now, 0, 1),
    new Int32Array(now, 8, 1),
    new Uint8Array(now, headBytes),
  ];
  const current = () => bytes.slice(0, Atomics.load(length, 0));
  const before = { ...progress };
  const workerData: FuzzWork = { seeds: [seeds, found], corpus, seed, now };
  const worker = new Worker(new URL('./fuzz/worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: mostMiB },
  });
  return new Promise<boolean>((resolve) => {
    let isOver = false;
    const end = (hasFailed: boolean) => {
      if (!isOver) {
        isOver = true;
        clearInterval(watch);
        void worker.terminate().then(() => resolve(hasFailed));
      }
    };
    let since = { started: 0, usedMs: 0 };
    const watch = setInterval(() => {
      const started = Number(Atomics.load(clock, 0));
      const usedMs = processorMs();
      if (started !== since.started) {
        since = { started, usedMs };
      } else if (started > 0 && (usedMs - since.usedMs > mostMs || Date.now() - started > mostWaitMs)) {
        void keepFault(current(), `took over ${mostMs} ms`).then(() => end(true));
      } else if (Date.now() > until) {
        end(false);
      }
    }, 200);
    worker.on('message', (news: FuzzNews) => {
      if (news.kind === 'fault') {
        void keepFault(news.input, news.message);
      } else {
        Object.assign(progress, news, { runs: before.runs + news.runs });
      }
    });
    worker.on('error', (cause) => void keepFault(current(), String(cause)).then(() => end(true)));
  });
}

await mkdir(corpus, { recursive: true });
const until = Date.now() + Number(options.seconds) * 1000;
let seed = Number(options.seed);
const shown = setInterval(() => process.stderr.write(`${JSON.stringify(progress)}\n`), 10_000);
while (Date.now() < until && faults.length < 20) {
  await readOn(seed, until);
  seed += 1;
}
clearInterval(shown);
if (options.keep) {
  await keepCorpus();
}
const report = { seconds: Number(options.seconds), seed: Number(options.seed), ...progress, faults };
const { runs, blocks, inputs } = progress;
process.stdout.write(
  options.json
    ? `${JSON.stringify(report)}\n`
    : `${runs} files read, ${blocks} blocks of code reached, ${inputs} inputs kept, ${faults.length} faults (seed ${options.seed})\n${faults.map(({ file, message }) => `${file}: ${message}\n`).join('')}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Adds the smaller inputs that were kept to those in the repository: a run anywhere begins with them. */
async function keepCorpus(): Promise<void> {
  await mkdir(seeds, { recursive: true });
  const names = await readdir(corpus);
  const sized = await Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(corpus, name))).size })));
  for (const { name } of sized.sort((a, b) => a.bytes - b.bytes).slice(0, 400)) {
    await copyFile(join(corpus, name), join(seeds, name));
  }
}
