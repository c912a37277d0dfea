import { spawnSync } from 'node:child_process';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from '@clipo/engine';
import { developmentProviderCode, labelJson, makeImplicitLabel, verifyFile } from '@clipo/label';
import { type Cost, measure } from './harness/measure.ts';
import { nodeFlags } from './harness/node-flags.ts';
import { machineNow, median, round, table } from './harness/numbers.ts';
import { jobFrames } from './reference/material.ts';

// `clipo bench label-files`: what it costs to write a label into large films, beside a plain copy of the same file and beside
// those who write metadata as well. All run by turns on one machine; the index of the film stands at its end, as cameras and
// FFmpeg leave it, so that every writer but the copy moves it. Labelling itself is measured in one running process, as the
// service is one, beside a copy by that process; the command has to start first, which is a row of its own: a label in a
// small picture. Then what both labels, and the watermark, add to a render of the reference job.
const { values: options } = parseArgs({
  options: {
    gib: { type: 'string', default: '4' },
    runs: { type: 'string', default: '3' },
    'no-render': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const work = join(import.meta.dirname, '.work', 'label-files');
const results = join(import.meta.dirname, 'results', 'label-files.json');
const film = join(work, 'film.mov');
const out = join(work, 'out.mov');
const label = makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'bench' });
const frameBytes = (1280 * 720 * 3) / 2;

interface Writer {
  name: string;
  program: string;
  args: readonly string[];
}

const root = join(import.meta.dirname, '..');
const command = join(root, 'clipo');
const startOnly = 'clipo label, a small picture';
const writers: readonly Writer[] = [
  { name: 'cp', program: 'cp', args: ['--reflink=never', film, out] },
  { name: 'clipo label', program: command, args: ['label', film, '-o', out] },
  {
    name: startOnly,
    program: command,
    args: ['label', join(root, 'examples', 'tumbler', 'coffee.png'), '-o', join(work, 'out.png')],
  },
  {
    name: 'FFmpeg',
    program: 'ffmpeg',
    args: [
      ...['-v', 'error', '-nostdin', '-y', '-i', film, '-c', 'copy', '-metadata', `AIGC=${labelJson(label)}`],
      ...['-movflags', 'use_metadata_tags+faststart', out],
    ],
  },
  {
    name: 'ExifTool',
    program: 'exiftool',
    args: ['-q', '-api', 'largefilesupport=1', `-XMP-dc:Description=${labelJson(label)}`, '-o', out, film],
  },
];

/** That a film was labelled, and all of it is there. */
async function expectWhole(gib: number): Promise<void> {
  const { kind, problems } = await verifyFile(out);
  if (kind !== 'mp4' || problems.length > 0 || (await stat(out)).size < gib * 1024 ** 3) {
    throw new Error('the labelled film is not whole');
  }
}

/** A film of so many GiB, whose media are as they would be: frames that were not compressed. */
async function drawFilm(gib: number): Promise<void> {
  const frames = Math.ceil((gib * 1024 ** 3) / frameBytes);
  await runProgram('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', 'testsrc=s=1280x720:r=30', '-frames:v', String(frames)],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'rawvideo', film],
  ]);
}

const there = writers.filter(({ program }) => program === command || spawnSync('which', [program]).status === 0);
const missing = writers.filter((writer) => !there.includes(writer)).map(({ name }) => name);
await mkdir(work, { recursive: true });
const runs = Number(options.runs);
const sizes = [0.25, 1, 4].filter((gib) => gib <= Number(options.gib));
const rows: {
  gib: number;
  writer: string;
  seconds: number;
  ratio: number | null;
  overCopy: number | null;
  peakMiB: number | null;
}[] = [];
try {
  for (const gib of sizes) {
    await drawFilm(gib);
    const costs = new Map<string, Cost[]>(there.map(({ name }) => [name, []]));
    for (let run = 0; run < runs; run++) {
      for (const { name, program, args } of there) {
        await rm(out, { force: true });
        // Credentials are another matter: they read the whole film.
        costs.get(name)?.push(await measure(program, args, { env: { CLIPO_CREDENTIALS: 'off' } }));
        process.stderr.write(`${gib} GiB, ${name}, run ${run + 1}\n`);
        if (name === 'clipo label') {
          await expectWhole(gib);
        }
      }
    }
    await rm(out, { force: true });
    const task = join(import.meta.dirname, 'tasks', 'label-warm.ts');
    const warm = await measure(process.execPath, [...nodeFlags, task, film, out, String(runs)]);
    await expectWhole(gib);
    const inside = JSON.parse(warm.output) as Record<'copy' | 'label', number[]>;
    const add = (writer: string, seconds: number, copy: number | null, peakMiB: number | null) =>
      rows.push({
        gib,
        writer,
        seconds: round(seconds, 2),
        ratio: copy === null ? null : round(seconds / copy, 2),
        overCopy: copy === null ? null : round(seconds - copy, 2),
        peakMiB: peakMiB === null ? null : Math.round(peakMiB),
      });
    const copied = median(inside.copy);
    add('plain copy, in a running process', copied, copied, null);
    add('Clipo, in a running process', median(inside.label), copied, warm.peakMiB);
    const secondsOf = (name: string) => median((costs.get(name) ?? []).map(({ wallSeconds }) => wallSeconds));
    for (const { name } of there) {
      const peaks = (costs.get(name) ?? []).map(({ peakMiB }) => peakMiB);
      add(name, secondsOf(name), name === startOnly ? null : secondsOf('cp'), Math.max(...peaks));
    }
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

/** What drawing the label on each frame and writing the one in the file come to, beside a render of the same frames without them. */
async function shareOfRender() {
  const folder = join(import.meta.dirname, '.work', 'reference');
  const made = join(folder, 'label-share.mp4');
  const script = (path: string, ...args: string[]) =>
    measure(process.execPath, [...nodeFlags, join(import.meta.dirname, path), ...args], { isTimeOnly: true });
  try {
    const cache = join(folder, 'label-share');
    await rm(cache, { recursive: true, force: true });
    const { cpuSeconds } = await script('contenders/clipo.ts', join(folder, 'material'), cache, made);
    const { output } = await script('tasks/label-share.ts', made, String(jobFrames));
    const { drawSeconds, markSeconds, fileSeconds } = JSON.parse(output) as Record<
      'drawSeconds' | 'markSeconds' | 'fileSeconds',
      number
    >;
    await rm(cache, { recursive: true, force: true });
    return {
      renderSeconds: round(cpuSeconds, 2),
      drawSeconds: round(drawSeconds, 3),
      fileSeconds: round(fileSeconds, 3),
      percent: round((100 * (drawSeconds + fileSeconds)) / cpuSeconds, 2),
      markSeconds: round(markSeconds, 3),
      markPercent: round((100 * markSeconds) / cpuSeconds, 2),
    };
  } finally {
    await rm(made, { force: true });
  }
}

const render = options['no-render'] ? null : await shareOfRender();
const report = { machine: machineNow(), runs, missing, rows, render };
await writeFile(results, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(
  options.json
    ? `${JSON.stringify(report)}\n`
    : `${table([
        ['GiB', 'writer', 'seconds', 'of a plain copy', 'seconds more', 'peak MiB'],
        ...rows.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value)))),
      ])}\n${missing.length === 0 ? '' : `not installed: ${missing.join(', ')}\n`}${render === null ? '' : `of a render's processor time: labels ${render.percent} %, watermark ${render.markPercent} %\n`}`,
);
