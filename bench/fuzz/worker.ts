import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readHostile } from '../../packages/label/src/read-hostile.fixture.ts';
import { randomOf } from '../harness/random.ts';
import { watchCoverage } from './coverage.ts';
import { type FuzzNews, type FuzzWork, headBytes, mostBytes } from './limits.ts';
import { mutate } from './mutate.ts';

/** So many inputs are read before it is asked what they ran: asking costs more than reading. */
const atOnce = 24;
const tellEveryMs = 1000;

const { seeds, corpus, seed, now } = workerData as FuzzWork;
const tell = (news: FuzzNews) => parentPort?.postMessage(news);
const clock = new BigInt64Array(now, 0, 1);
const length = new Int32Array(now, 8, 1);
const bytes = new Uint8Array(now, headBytes);

async function read(input: Buffer): Promise<void> {
  bytes.set(input);
  Atomics.store(length, 0, input.length);
  Atomics.store(clock, 0, BigInt(Date.now()));
  try {
    await readHostile(input);
  } catch (cause) {
    tell({ kind: 'fault', input, message: String((cause as Error).stack ?? cause) });
  } finally {
    Atomics.store(clock, 0, 0n);
  }
}

mkdirSync(corpus, { recursive: true });
const random = randomOf(seed);
const coverage = await watchCoverage((url) => url.includes('/packages/label/src/'));
const known = new Set<string>();
const inputs: Buffer[] = [];

/** Keeps an input that runs what none before it did. */
async function keepIfNew(input: Buffer): Promise<void> {
  await read(input);
  const seen = await coverage.take();
  if (![...seen].some((block) => !known.has(block))) {
    return;
  }
  for (const block of seen) {
    known.add(block);
  }
  inputs.push(input);
  const name = createHash('sha256').update(input).digest('hex').slice(0, 16);
  writeFileSync(join(corpus, name), input);
}

// What readers failed on has no folder while they never did.
const folders = [...seeds, corpus].filter((folder) => existsSync(folder));
const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
const first = files.map((path) => readFileSync(path)).filter((input) => input.length <= mostBytes);
for (const input of first.sort((a, b) => a.length - b.length)) {
  await keepIfNew(input);
}
let runs = first.length;
let told = 0;
for (;;) {
  // What came last is tried more often: it is where something new was found.
  const pick = () => inputs[Math.floor((1 - random() ** 2) * inputs.length)] ?? Buffer.alloc(0);
  const tries = Array.from({ length: atOnce }, () => mutate(pick(), pick(), random, mostBytes));
  for (const input of tries) {
    await read(input);
  }
  runs += tries.length;
  const seen = await coverage.take();
  if ([...seen].some((block) => !known.has(block) && !isOnlyOften(block))) {
    for (const input of tries) {
      await keepIfNew(input);
    }
  }
  if (Date.now() - told > tellEveryMs) {
    told = Date.now();
    tell({ kind: 'progress', runs, blocks: blocksOf(known), inputs: inputs.length });
  }
}

/** Whether a block is known but for how often it ran: of many inputs together that says nothing. */
function isOnlyOften(block: string): boolean {
  const [script, start, end] = block.split(' ');
  return known.has(`${script} ${start} ${end} 0`);
}

function blocksOf(all: ReadonlySet<string>): number {
  return new Set([...all].map((block) => block.split(' ').slice(0, 3).join(' '))).size;
}
