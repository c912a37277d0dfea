import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encoderArguments } from '@clipo/engine';
import { type Cost, measure } from './harness/measure.ts';
import { nodeFlags } from './harness/node-flags.ts';
import { machineNow, median } from './harness/numbers.ts';
import { peers } from './harness/peers.ts';
import { describeRender, type RenderResults, type Row } from './harness/render-report.ts';
import { countFrames, similarity, streamHash } from './harness/video-facts.ts';
import { job, jobFrames } from './reference/material.ts';
import { fullBatch } from './reference/parts.ts';
import { referenceSettings } from './reference/prepare.ts';
import type { BatchReport, BatchTask } from './tasks/batch-task.ts';

// `clipo bench render`: the reference job by the bare encoder, Clipo and its peers, in one run; then the batch, and what
// is promised of the bits. Everything is told as a ratio to the bare encoder, because machines differ.
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    'with-editly': { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    'no-batch': { type: 'boolean', default: false },
  },
});
const here = import.meta.dirname;
const folder = join(here, '.work', 'reference');
const material = join(folder, 'material');
const outputs = join(folder, 'out');
const composed = join(folder, 'composed.yuv');
const runs = Math.max(1, Number(options.runs) || 1);
type Watching = { isTimeOnly?: boolean };
const timeOnly: Watching = { isTimeOnly: true };
const say = (line: string) => process.stderr.write(`${line}\n`);

rmSync(outputs, { recursive: true, force: true });
mkdirSync(outputs, { recursive: true });
try {
  const results = await runAll();
  const { json, markdown } = describeRender(results);
  mkdirSync(join(here, 'results'), { recursive: true });
  writeFileSync(join(here, 'results', 'render.json'), `${JSON.stringify(json, null, 2)}\n`);
  writeFileSync(join(here, 'results', 'render.md'), markdown);
  process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : markdown);
} finally {
  rmSync(composed, { force: true });
  rmSync(outputs, { recursive: true, force: true });
}

async function runAll(): Promise<RenderResults> {
  const machine = machineNow();
  say('composing the reference job, whole and piece by piece');
  const whole = await script('tasks/compose-frames.ts', [material, 'whole', composed]);
  const pieces = await script('tasks/compose-frames.ts', [material, 'pieces']);
  const alone = await script('tasks/compose-frames.ts', [material, 'runs']);

  const bare: Cost[] = [];
  const clipo: Cost[] = [];
  for (let run = 1; run <= runs; run++) {
    // Turn by turn, so that whatever else the machine does hits both.
    bare.push(await told(`bare encoder ${run}/${runs}`, () => encodeBare(timeOnly)));
    clipo.push(await told(`Clipo ${run}/${runs}`, () => renderOnce(`clipo-${run}`, [], timeOnly)));
  }
  // Runs of their own for the memory: to watch it costs time, and most where all cores are busy.
  const bareMemory = await told('bare encoder, its memory', () => encodeBare());
  const clipoMemory = await told('Clipo, its memory', () => renderOnce('clipo-memory'));
  const rows: Row[] = [
    { name: 'bare encoder', cost: { ...middle(bare), peakMiB: bareMemory.peakMiB } },
    { name: 'Clipo', cost: { ...middle(clipo), peakMiB: clipoMemory.peakMiB } },
  ];
  rows.push({
    name: 'FFmpeg graph',
    cost: await told('FFmpeg graph', () => contend('ffmpeg-graph.ts', 'ffmpeg-graph')),
  });
  rows.push(...(await runPeers()));

  const batch = options['no-batch'] ? null : await told('batch of 100', runBatch);
  say('two more renders for the bits');
  await renderOnce('one-worker', ['1']);
  const hashes = [...clipo.keys()].map((index) => streamHash(output(`clipo-${index + 1}`)));
  const size = { width: job.width, height: job.height, fps: job.fps };
  return {
    machine,
    loadAfter: machineNow().load,
    runs,
    rows,
    bareWalls: bare.map((cost) => cost.wallSeconds),
    clipoWalls: clipo.map((cost) => cost.wallSeconds),
    batch,
    isRepeatable: hashes.every((hash) => hash === hashes[0]),
    isSameWithOneWorker: streamHash(output('one-worker')) === hashes[0],
    isComposedAlike: whole.output === pieces.output && whole.output === alone.output,
    similarity: {
      joined: similarity(output('clipo-1'), composed, size),
      whole: similarity(output('bare'), composed, size),
    },
  };
}

/** Peers run once each; one that can't be had, or fails, is in the table by name with the reason. */
async function runPeers(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const peer of peers) {
    if (options['no-peers']) {
      rows.push({ name: peer.name, skipped: 'left out by --no-peers' });
      continue;
    }
    if (peer.name === 'editly' && !options['with-editly']) {
      rows.push({ name: peer.name, skipped: 'compiles for some minutes; asked for by --with-editly' });
      continue;
    }
    try {
      const place = join(here, '.work', 'peers', peer.name.toLowerCase());
      say(`${peer.name}: making it ready`);
      peer.install(place);
      const name = peer.name.toLowerCase();
      rows.push({ name: peer.name, cost: await told(peer.name, () => contend(peer.contender, name, [place])) });
    } catch (cause) {
      rows.push({ name: peer.name, skipped: reasonOf(cause) });
    }
  }
  return rows;
}

/** The first line that says something, short enough for a table. */
function reasonOf(cause: unknown): string {
  const lines = String(cause instanceof Error ? cause.message : cause).split('\n');
  return (lines.find((line) => /Error/.test(line)) ?? lines[0] ?? '').trim().slice(0, 120);
}

async function runBatch(): Promise<Cost & { report: BatchReport }> {
  const task: BatchTask = { shape: fullBatch, count: 100, size: referenceSettings.size, isFurtherMeasured: true };
  const work = join(outputs, 'batch');
  const cost = await script('tasks/render-batch.ts', [material, work, JSON.stringify(task)]);
  rmSync(work, { recursive: true, force: true });
  return { ...cost, report: JSON.parse(cost.output) as BatchReport };
}

/** One contender from an empty work folder; its file must have every frame. */
async function contend(contender: string, name: string, more: string[] = [], options: Watching = {}): Promise<Cost> {
  const work = join(outputs, `work-${name}`);
  mkdirSync(work, { recursive: true });
  const cost = await script(`contenders/${contender}`, [material, work, output(name), ...more], options);
  rmSync(work, { recursive: true, force: true });
  const frames = countFrames(output(name));
  if (frames !== jobFrames) {
    say(`${name} made ${frames} frames, not ${jobFrames}`);
  }
  return cost;
}

function renderOnce(name: string, more: string[] = [], options: Watching = {}): Promise<Cost> {
  return contend('clipo.ts', name, more, options);
}

function encodeBare(options: Watching = {}): Promise<Cost> {
  return measure('ffmpeg', bareArguments(output('bare')), options);
}

function script(path: string, args: string[], options: Watching = {}): Promise<Cost> {
  return measure(process.execPath, [...nodeFlags, join(here, path), ...args], options);
}

/** Clipo's own encoder settings on finished frames, with as many threads as the encoder likes. */
function bareArguments(out: string): string[] {
  const { codec, quality, encoder } = referenceSettings;
  const args = encoderArguments({ ...referenceSettings.size, codec, quality, encoder, fps: job.fps });
  const free = args.filter((arg, index) => arg !== '-threads' && args[index - 1] !== '-threads');
  return ['-v', 'error', '-nostdin', ...free.map((arg) => (arg === 'pipe:0' ? composed : arg)), out];
}

function output(name: string): string {
  return join(outputs, `${name}.mp4`);
}

function middle(costs: readonly Cost[]): Cost {
  const of = (pick: (cost: Cost) => number) => median(costs.map(pick));
  return {
    wallSeconds: of((cost) => cost.wallSeconds),
    cpuSeconds: of((cost) => cost.cpuSeconds),
    peakMiB: 0,
    output: '',
  };
}

async function told<T extends Cost>(name: string, run: () => Promise<T>): Promise<T> {
  const cost = await run();
  say(
    `${name}: ${cost.wallSeconds.toFixed(1)} s, ${cost.cpuSeconds.toFixed(1)} s of CPU${cost.peakMiB > 0 ? `, ${cost.peakMiB.toFixed(0)} MiB` : ''}`,
  );
  return cost;
}
