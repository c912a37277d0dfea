import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PresenterMood, type PresenterTrack, presenterMoods } from '@clipo/contract';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { readActing } from '../src/rig/acting.ts';
import { listCharacters } from '../src/rig/list-characters.ts';
import { openRig } from '../src/rig/open-rig.ts';
import type { RigCanvas } from '../src/rig/pen.ts';
import type { RigCue, RigFraming } from '../src/rig/rig-request.ts';

// Draws the contact sheets of docs/presenters: node packages/presenter/scripts/draw-sheets.ts [folder]
const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'docs', 'presenters');
const second = 48_000;
const fps = 25;
const sounds = ['b', 'o', 'm', 'a', 'f', 'i', 's', 'u', 't', 'ɛ', 'p', 'ɔ'];
/** Colours that the characters wear on their sheets. */
const colors: Readonly<Record<string, { outfit: string; accent: string }>> = {
  lin: { outfit: '#2f5d8c', accent: '#f2a03d' },
  chen: { outfit: '#d9644a', accent: '#2f4b7c' },
  noor: { outfit: '#3e8e7e', accent: '#f4c95d' },
  omar: { outfit: '#8a5a9e', accent: '#e86a5c' },
  zola: { outfit: '#e0a030', accent: '#3a6ea5' },
  leo: { outfit: '#2b2f3a', accent: '#f26b6b' },
  mei: { outfit: '#7fa39a', accent: '#c8553d' },
  wu: { outfit: '#b23a5a', accent: '#f7d08a' },
};
const full = { width: 240, height: 427 };
const head = { width: 180, height: 204 };

/** Ten seconds of talk with a weighty word every two. */
function talk(mood: PresenterMood, seed: number): PresenterTrack {
  return {
    language: 'en',
    sampleCount: 10 * second,
    seed,
    phonemes: Array.from({ length: 96 }, (_, index) => ({
      symbol: sounds[index % sounds.length] ?? '',
      startSample: (index * second) / 10,
      endSample: ((index + 1) * second) / 10,
    })),
    words: [1, 3, 5, 7].map((at) => ({
      text: 'word',
      startSample: at * second,
      endSample: at * second + second / 2,
      stress: 1,
    })),
    sentences: [
      { startSample: 0, endSample: 4 * second, mood, role: 'hook' },
      { startSample: 4 * second, endSample: 9 * second, mood, role: 'cta' },
    ],
  };
}

/** One sound, held. */
function held(symbol: string): PresenterTrack {
  const phonemes = symbol === '' ? [] : [{ symbol, startSample: 0, endSample: second }];
  return {
    language: 'en',
    sampleCount: second,
    seed: 4,
    phonemes,
    words: [],
    sentences: [{ startSample: 0, endSample: second, mood: 'neutral', role: 'body' }],
  };
}

interface Shot {
  framing: RigFraming;
  track: PresenterTrack;
  frame: number;
  cues?: RigCue[];
}

const point = (x: number, y: number): RigCue[] => [{ kind: 'point', fromFrame: 20, endFrame: 100, x, y }];
const rows: { size: typeof full; shots: Shot[] }[] = [
  {
    size: full,
    shots: [
      { framing: 'full', track: { ...talk('neutral', 3), words: [] }, frame: 30 },
      { framing: 'full', track: talk('happy', 3), frame: 32 },
      { framing: 'full', track: talk('excited', 5), frame: 82 },
      { framing: 'full', track: { ...talk('happy', 3), words: [] }, frame: 45, cues: point(1.4, 0.3) },
      { framing: 'full', track: { ...talk('happy', 3), words: [] }, frame: 45, cues: point(-0.3, 0.62) },
      { framing: 'full', track: talk('happy', 3), frame: 132 },
    ],
  },
  {
    size: head,
    shots: ['', 'm', 'f', 's', 'i', 'ɛ', 'a', 'u'].map((symbol) => ({
      framing: 'head',
      track: held(symbol),
      frame: 12,
    })),
  },
  {
    size: head,
    shots: [
      ...presenterMoods.map(
        (mood): Shot => ({ framing: 'head', track: { ...talk(mood, 12), words: [], phonemes: [] }, frame: 40 }),
      ),
      // Last, a blink.
      { framing: 'head', track: { ...talk('happy', 12), words: [], phonemes: [] }, frame: blinkFrame() },
    ],
  },
];

/** Seeds in which nobody blinks at the moment shown. */
const everybodySeeds = [1, 3, 9, 4, 5, 6, 8, 10];

mkdirSync(folder, { recursive: true });
for (const { id } of listCharacters()) {
  writeFileSync(join(folder, `${id}.jpg`), sheetOf(id).toBuffer('image/jpeg', 88));
}
writeFileSync(join(folder, 'everybody.jpg'), everybody().toBuffer('image/jpeg', 88));

function sheetOf(character: string): Canvas {
  const width = full.width * 6;
  const sheet = createCanvas(
    width,
    rows.reduce((sum, { size }) => sum + size.height, 0),
  );
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = '#eef1f5';
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  let top = 0;
  for (const { size, shots } of rows) {
    for (const [index, shot] of shots.entries()) {
      ctx.drawImage(draw(character, shot, size), index * size.width, top);
    }
    top += size.height;
  }
  return sheet;
}

function everybody(): Canvas {
  const all = listCharacters();
  const size = { width: 300, height: 380 };
  const columns = 4;
  const sheet = createCanvas(size.width * columns, size.height * Math.ceil(all.length / columns));
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = '#eef1f5';
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  for (const [index, { id }] of all.entries()) {
    const shot: Shot = { framing: 'half', track: talk('happy', everybodySeeds[index] ?? 1), frame: 32 };
    ctx.drawImage(draw(id, shot, size), (index % columns) * size.width, Math.floor(index / columns) * size.height);
  }
  return sheet;
}

/** A frame as a canvas. */
function draw(character: string, { framing, track, frame, cues }: Shot, size: typeof full): Canvas {
  let drawn = createCanvas(1, 1);
  const rig = openRig({
    character,
    colors: colors[character] ?? { outfit: '#2f5d8c', accent: '#f2a03d' },
    track,
    size,
    fps,
    framing,
    ...(cues === undefined ? {} : { cues }),
    canvas: {
      createCanvas(width, height) {
        drawn = createCanvas(width, height);
        return drawn as unknown as RigCanvas;
      },
      readPixels: () => new Uint8Array(),
    },
  });
  rig.frameRgba(frame);
  return drawn;
}

/** The first frame of the moods' track in which lids are down. */
function blinkFrame(): number {
  const track = { ...talk('happy', 12), words: [], phonemes: [] };
  const { blinkAt } = readActing(track);
  const frame = Array.from({ length: 200 }, (_, at) => at).find((at) => blinkAt((at + 0.5) / fps) === 1);
  return frame ?? 0;
}
