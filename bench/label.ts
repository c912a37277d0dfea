import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLumaFrames, runProgram } from '@clipo/engine';
import { createMarker, openWatermarkReader, pieceIdOf, type WatermarkReader } from '@clipo/label';
import { loadCompositor } from '../packages/engine/src/compositor/load-node.ts';
import { round, table } from './harness/numbers.ts';
import { type Random, randomOf } from './harness/random.ts';

// `clipo bench label`: is the watermark found again? Every trial marks a fifth of a second of a real clip or photo (1080×1920; the
// reader sums up more than twice as much at once, so a film is easier). Five trials are encoded as one film as `make` does, which
// is damaged in each of the ways below; every trial is read by the right key. Looking for a wrong key, which must find nothing,
// costs much more: each trial does so for one damage, the next trial for the next. All trials are gone through with some of the
// damages first, the next film with the next ones, then with the others. What has been tried is kept: a run that was cut off, or
// that `--minutes` ended, goes on.
const { values: options } = parseArgs({
  options: {
    trials: { type: 'string', default: '200' },
    damage: { type: 'string' },
    minutes: { type: 'string' },
    again: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '..');
const work = join(import.meta.dirname, '.work', 'label');
const kept = join(work, 'fifth-seconds.jsonl');
const results = join(import.meta.dirname, 'results', 'label.json');
const [width, height, frames] = [1080, 1920, 6];
/** Trials of one film, which share the numbers that damages draw. */
const perFilm = 5;
/** Damages of a film that are tried before other films have their turn. */
const atFirst = 3;
/** Films that are under way at once: while one is read, the next is encoded. */
const lanes = 2;
/** SSIM is measured of the trials of every so many films. */
const ssimEvery = 2;
const keys = { right: 'the key of the bench', wrong: 'another key' };
const trials = Number(options.trials) || 200;

const sources = [
  ...['boots', 'cupcake', 'headphones', 'toy'].map((name) => `${name}/turn.mp4`),
  'tumbler/tumbler.mp4',
  ...['boots/pair', 'boots/toe', 'cupcake/table', 'cupcake/hero', 'headphones/front', 'toy/three'].map(
    (name) => `${name}.jpg`,
  ),
  ...['orchid', 'two-seater', 'bookcase', 'paper-lantern'].map((name) => `home/${name}.jpg`),
];

interface Outcome {
  trial: number;
  damage: string;
  isFound: boolean;
  /** Whether the piece's id was read as well. */
  isRead: boolean;
  /** Whether a wrong key found something; null where it was not tried. */
  isFalseAlarm: boolean | null;
  score: number;
  psnr: number;
  /** Null where it was not measured. */
  ssim: number | null;
}

// One thread: the machine may have others to spare for other trials, and threads that wait cost time too.
const x264 = (...rate: string[]) => ['-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', ...rate];

/** Ways to damage a file: arguments between input and output; none where it is read as `make` wrote it. */
const damages: Readonly<Record<string, (random: Random) => string[]>> = {
  none: () => [],
  crf28: () => x264('-crf', '28'),
  'platform 720p 1.5 Mbit/s': () => [
    ...['-vf', 'scale=720:1280'],
    ...x264('-b:v', '1500k', '-maxrate', '1500k', '-bufsize', '3000k'),
  ],
  'crop 10 %': (random) => [
    '-vf',
    `crop=972:1728:${even(random() * 108)}:${even(random() * 192)}`,
    ...x264('-crf', '26'),
  ],
  'scale 0.5': () => ['-vf', 'scale=540:960', ...x264('-crf', '26')],
  'scale 1.5': () => ['-vf', 'scale=1620:2880', ...x264('-crf', '28', '-preset', 'ultrafast')],
  'brightness +15 %': () => ['-vf', "lutyuv=y='min(235,val*1.15)'", ...x264('-crf', '26')],
  'brightness -15 %': () => ['-vf', "lutyuv=y='max(16,val*0.85)'", ...x264('-crf', '26')],
  'middle third cut out': () => [
    '-vf',
    'select=not(between(mod(n\\,6)\\,2\\,3))',
    '-fps_mode',
    'vfr',
    ...x264('-crf', '26'),
  ],
  'film of a screen': (random) => {
    const near = (most: number) => Math.round(random() * most);
    const [x, y] = [width * 0.04, height * 0.03];
    const corners = [
      `x0=${near(x)}:y0=${near(y)}:x1=${width - near(x)}:y1=${near(y)}`,
      `x2=${near(x)}:y2=${height - near(y)}:x3=${width - near(x)}:y3=${height - near(y)}`,
    ].join(':');
    const turn = ((random() * 4 - 2) * Math.PI) / 180;
    const filters = [
      `perspective=${corners}:sense=destination`,
      `rotate=${turn.toFixed(4)}`,
      'scale=720:1280',
      'gblur=sigma=1',
      'noise=alls=8:allf=t',
      `eq=contrast=${(0.9 + random() * 0.2).toFixed(2)}:gamma=${(0.9 + random() * 0.2).toFixed(2)}`,
    ];
    return ['-vf', filters.join(','), ...x264('-crf', '26')];
  },
};

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}

const rawSize = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', '30'];
const ffmpeg = (...args: string[]) => runProgram('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);

/** Raw frames of a trial: a moment of a clip, or a photo that is slowly zoomed into. */
async function drawSource(trial: number, random: Random): Promise<Buffer> {
  const source = join(root, 'examples', sources[trial % sources.length] as string);
  const fill = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`;
  const input = source.endsWith('.mp4')
    ? ['-ss', (random() * 2).toFixed(2), '-stream_loop', '3', '-i', source, '-vf', `${fill},fps=30`]
    : [
        '-i',
        source,
        '-vf',
        `${fill},zoompan=z='1+${(0.001 + random() * 0.004).toFixed(4)}*on':d=${frames}:s=${width}x${height}:fps=30`,
      ];
  return ffmpeg(...input, '-frames:v', String(frames), '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1');
}

/** The damage for which a trial looks for a wrong key too, of those it is tried for. */
function turnOf(trial: number, names: readonly string[]): string | undefined {
  const isTried = outcomes.some((one) => one.trial === trial && one.isFalseAlarm !== null);
  return isTried ? undefined : names[trial % names.length];
}

/** Tries some trials as one film, in a folder of its own: those of `open`, each for its damages. */
async function tryFilm(film: number, open: ReadonlyMap<number, readonly string[]>, folder: string): Promise<Outcome[]> {
  await mkdir(folder, { recursive: true });
  const random = randomOf(film + 1);
  const made: { hash: string; trial: number; psnr: number }[] = [];
  const [plain, marked, base] = ['raw.yuv', 'marked.yuv', 'base.mp4'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([plain, marked].map((path) => rm(path, { force: true })));
  for (let trial = film * perFilm; trial < (film + 1) * perFilm; trial++) {
    const raw = await drawSource(trial, random);
    const hash = Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
    const { psnr, bytes } = markAll(raw, hash);
    await appendFile(plain, raw);
    await appendFile(marked, bytes);
    made.push({ hash, trial, psnr });
  }
  const ssims = film % ssimEvery === 0 ? await ssimOf(plain, marked, join(folder, 'ssim.log')) : [];
  await ffmpeg(...rawSize, '-i', marked, ...x264('-crf', '23', '-g', '90'), base);
  // All damages come of one decoding. Each draws its numbers even where its file was read in an earlier run.
  const wanted = new Set([...open.values()].flat());
  const damaged = Object.entries(damages)
    .map(([name, argsFor], index) => {
      const args = argsFor(random);
      return { name, args, path: args.length === 0 ? base : join(folder, `damaged-${index}.mp4`) };
    })
    .filter(({ name }) => wanted.has(name));
  const outputs = damaged.filter(({ args }) => args.length > 0);
  if (outputs.length > 0) {
    await ffmpeg('-i', base, ...outputs.flatMap(({ args, path }) => ['-map', '0:v', ...args, path]));
  }
  const found: Outcome[] = [];
  for (const { name, path } of damaged) {
    const size = await sizeOf(path);
    const readers = made.map(() => openWatermarkReader(size));
    const lumas: Uint8Array[] = [];
    await readLumaFrames(path, readers[0] as WatermarkReader, (luma) => lumas.push(luma.slice()), {
      isStill: false,
      mostSeconds: 10,
    });
    const each = lumas.length / made.length;
    for (const [index, { trial, hash, psnr }] of made.entries()) {
      const reader = readers[index] as WatermarkReader;
      for (const luma of lumas.slice(index * each, (index + 1) * each)) {
        reader.add(luma);
      }
      const own = open.get(trial) ?? [];
      if (own.includes(name)) {
        const { isFound, pieces, score } = reader.find(keys.right);
        found.push({
          trial,
          damage: name,
          isFound,
          isRead: pieces.some(({ id }) => id === pieceIdOf(hash)),
          isFalseAlarm: name === turnOf(trial, own) ? reader.find(keys.wrong).isFound : null,
          score,
          psnr,
          ssim: ssims[index] ?? null,
        });
      }
    }
  }
  return found;
}

const compositor = await loadCompositor();
const marker = createMarker(keys.right);

/** Marks raw frames as a render does. PSNR is of luma, over all frames. */
function markAll(raw: Buffer, hash: string): { bytes: Buffer; psnr: number } {
  const bytes = Buffer.from(raw);
  const picture = compositor.createPicture({ width, height });
  const mark = compositor.createMark(marker.tileOf(hash, Math.min(width, height)), width);
  const frameBytes = (width * height * 3) / 2;
  let squares = 0;
  for (let at = 0; at + frameBytes <= raw.length; at += frameBytes) {
    compositor.bytesOf(picture).set(raw.subarray(at, at + frameBytes));
    compositor.addMark(mark, picture);
    bytes.set(compositor.bytesOf(picture), at);
    for (let index = at; index < at + width * height; index++) {
      squares += ((bytes[index] as number) - (raw[index] as number)) ** 2;
    }
  }
  compositor.releaseMark(mark);
  compositor.releasePicture(picture);
  const mean = squares / (width * height * Math.floor(raw.length / frameBytes));
  return { bytes, psnr: 10 * Math.log10(255 ** 2 / mean) };
}

/** SSIM of luma, the mean of each trial's frames. */
async function ssimOf(plain: string, marked: string, log: string): Promise<number[]> {
  const inputs = [plain, marked].flatMap((path) => [...rawSize, '-i', path]);
  await ffmpeg(...inputs, '-lavfi', `ssim=stats_file=${log}`, '-f', 'null', '-');
  const values = [...(await readFile(log, 'utf8')).matchAll(/Y:([\d.]+)/g)].map(([, value]) => Number(value));
  return Array.from({ length: perFilm }, (_, index) => {
    const own = values.slice(index * frames, (index + 1) * frames);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

async function sizeOf(path: string): Promise<{ width: number; height: number }> {
  const facts = await runProgram('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'json', path],
  ]);
  return JSON.parse(facts.toString()).streams[0];
}

await mkdir(work, { recursive: true });
if (options.again) {
  await rm(kept, { force: true });
}
const lines = (await readFile(kept, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
const wanted = Object.keys(damages).filter((name) => options.damage === undefined || name === options.damage);
const until = options.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(options.minutes) * 60_000;

/** What is left to try of a film, of these damages. */
function openOf(film: number, names: readonly string[]): Map<number, string[]> {
  const open = new Map<number, string[]>();
  for (let trial = film * perFilm; trial < Math.min(trials, (film + 1) * perFilm); trial++) {
    const left = names.filter((name) => !outcomes.some((one) => one.trial === trial && one.damage === name));
    if (left.length > 0) {
      open.set(trial, left);
    }
  }
  return open;
}

/** Goes through films that others leave, each with so many of the damages, from the film's own first one on. */
async function tryFilms(films: number[], most: number, folder: string): Promise<void> {
  for (let film = films.shift(); film !== undefined && Date.now() < until; film = films.shift()) {
    const first = film * most;
    const names = wanted.filter((_, index) => (index - first + first * wanted.length) % wanted.length < most);
    const open = openOf(film, names);
    if (open.size > 0) {
      const made = await tryFilm(film, open, folder);
      outcomes.push(...made);
      await appendFile(kept, made.map((one) => `${JSON.stringify(one)}\n`).join(''));
      process.stderr.write(`${film + 1}: ${outcomes.length} of ${trials * wanted.length}\n`);
    }
  }
}

for (const most of [atFirst, wanted.length]) {
  const films = Array.from({ length: Math.ceil(trials / perFilm) }, (_, film) => film);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => tryFilms(films, most, join(work, `lane-${lane}`))));
}

const share = (of: readonly Outcome[], is: (one: Outcome) => boolean) =>
  round((100 * of.filter(is).length) / of.length, 1);
const least = (of: readonly Outcome[], value: (one: Outcome) => number | null) =>
  Math.min(...of.flatMap((one) => value(one) ?? []));
const alarms = outcomes.filter((one) => one.isFalseAlarm !== null);
const rows = wanted
  .map((name) => ({ name, of: outcomes.filter((one) => one.damage === name) }))
  .filter(({ of }) => of.length > 0)
  .map(({ name, of }) => ({
    damage: name,
    trials: of.length,
    foundPercent: share(of, (one) => one.isFound),
    readPercent: share(of, (one) => one.isRead),
    leastScore: round(
      least(of, (one) => one.score),
      1,
    ),
  }));
const falseAlarms = {
  trials: alarms.length,
  percent: alarms.length === 0 ? null : share(alarms, (one) => one.isFalseAlarm === true),
};
const seen = {
  leastPsnr: round(
    least(outcomes, (one) => one.psnr),
    2,
  ),
  leastSsim: round(
    least(outcomes, (one) => one.ssim),
    4,
  ),
};
await writeFile(results, `${JSON.stringify({ seen, falseAlarms, rows }, null, 2)}\n`);
process.stdout.write(
  options.json
    ? `${JSON.stringify({ seen, falseAlarms, rows })}\n`
    : `${table([
        ['damage', 'trials', 'found %', 'id read %', 'least σ'],
        ...rows.map((row) => Object.values(row).map(String)),
      ])}\nfalse alarms ${falseAlarms.percent} % of ${falseAlarms.trials}; least PSNR of luma ${seen.leastPsnr} dB, least SSIM ${seen.leastSsim}\n`,
);
