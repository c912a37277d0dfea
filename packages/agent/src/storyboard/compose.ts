import type {
  Brief,
  Cell,
  Format,
  FrameRate,
  Language,
  PreparedMaterial,
  Product,
  Scene,
  Storyboard,
  Transition,
} from '@clipo/contract';
import { frameSize, textIn } from '@clipo/contract';
import type { SpokenPart } from '../script/spoken.ts';
import { type CutPart, planCuts } from './beat-cuts.ts';
import { musicFor } from './choose-music.ts';
import { gestureSounds } from './gesture-sounds.ts';
import { paletteFor, styleOf } from './palette.ts';
import { buildScene, pictureAspect, wantedLayout } from './scenes.ts';
import { dealShots, type ShotList, type ShotNeed, shotKey } from './shot-list.ts';
import { cuesOf, slotFrames, type TimedLine, timeLines, wordsOf } from './timeline.ts';

/** A creative's words: one choice of each words axis, in order. */
export type PartChoice = readonly [hook: SpokenPart, body: SpokenPart, cta: SpokenPart];

export interface ComposeInput {
  name: string;
  brief: Pick<Brief, 'brand' | 'music' | 'seed' | 'tone' | 'audience'>;
  product: Product;
  language: Language;
  format: Format;
  fps: FrameRate;
  parts: PartChoice;
  shots: ShotList;
  cell: Cell;
  /** Content id of the prepared logo, where the brand has one. */
  logo: string | undefined;
  /** The prepared file, where the brief brings its own music. */
  ownMusic?: PreparedMaterial | undefined;
}

/** A storyboard with the lines that it was made of, for the manifest. */
export interface Composed {
  storyboard: Storyboard;
  lines: TimedLine[];
}

/** Shots change about this often; a longer line is cut into several. */
const shotMs = 2600;
/** Which sections get the best pictures: the product must be seen within three seconds. */
const sectionOrder = ['hook', 'cta', 'demo', 'sell', 'pain', 'trust', 'price', 'reveal'];

/** Number of shots a line is cut into. */
function shotsIn(slotMs: number): number {
  return Math.max(1, Math.round(slotMs / shotMs));
}

/**
 * Deals the materials to all places of a batch in one format: any hook, body and call to action can then meet without
 * showing anything twice. `parts` are all choices of all axes, `rounds` the number of choices on the shots axis. `rhythm`
 * is what decides where shots are cut, as `composeStoryboard` will be told.
 */
export function dealBatch(
  parts: readonly SpokenPart[],
  format: Format,
  materials: readonly PreparedMaterial[],
  rounds: number,
  rhythm: Rhythm,
): ShotList {
  const frame = frameSize(format, 1080);
  const lengthOf = shotLengths(parts, rhythm);
  const needs = parts.flatMap((part) =>
    part.lines.flatMap((line, lineIndex): ShotNeed[] => {
      const count = shotsIn(line.slotMs);
      return Array.from({ length: count }, (_, shot) => ({
        axis: part.axis,
        choice: choiceOf(part),
        line: lineIndex,
        shot,
        priority: shot * 100 + Math.max(0, sectionOrder.indexOf(line.section)),
        durationMs: lengthOf(part, lineIndex, shot) ?? Math.ceil(line.slotMs / count),
        // The last picture stands long and beside a price: calm, and sparing of the source.
        speed: part.axis === 'cta' ? 0.8 : 1,
        product: shot > 0 ? null : part.axis !== 'body' ? 'any' : line.section === 'reveal' ? 'card' : null,
        aspect: pictureAspect(
          format,
          wantedLayout(line.section, shot, line.source !== undefined, choiceOf(part)),
          frame,
        ),
      }));
    }),
  );
  return dealShots(needs, materials, rounds);
}

type Rhythm = Pick<ComposeInput, 'brief' | 'product' | 'ownMusic' | 'fps'>;

/** Milliseconds that a shot is on screen. Choices of an axis are cut alike, so the first of each tells for all. */
function shotLengths(
  parts: readonly SpokenPart[],
  rhythm: Rhythm,
): (part: SpokenPart, line: number, shot: number) => number | undefined {
  const axes = (['hook', 'body', 'cta'] as const).filter((axis) => parts.some((part) => part.axis === axis));
  const { cuts } = cutsFor({
    ...rhythm,
    parts: axes.flatMap((axis) => parts.find((part) => part.axis === axis) ?? []),
  });
  return (part, line, shot) => {
    const frames = cuts[axes.indexOf(part.axis)]?.[line];
    const [from, to] = [frames?.[shot], frames?.[shot + 1]];
    return from === undefined || to === undefined ? undefined : Math.ceil(((to - from) * 1000) / rhythm.fps);
  };
}

/** Where a video is cut, and its music laid under the cuts. */
function cutsFor(input: Rhythm & { parts: readonly CutPart[] }) {
  return planCuts(input.parts, musicFor(input.brief, input.product, input.ownMusic), input.fps, shotsIn);
}

/** `B03` is choice 3. */
function choiceOf(part: SpokenPart): number {
  return Number(part.id.slice(1));
}

/** Composes the storyboard of one video. Pure: equal input, equal storyboard. */
export function composeStoryboard(input: ComposeInput): Composed {
  const scenes: Scene[] = [];
  const lines: TimedLine[] = [];
  const captions: Storyboard['captions'] = [];
  let startFrame = 0;
  const plan = cutsFor(input);
  for (const [index, part] of input.parts.entries()) {
    const timed = timeLines(part.lines, input.fps, startFrame, plan.cuts[index]);
    timed.forEach((line, lineIndex) => {
      const words = wordsOf(line, input.fps);
      captions.push(...cuesOf(words, input.language));
      scenes.push(
        ...lineScenes(input, part, line, lineIndex, words, scenes.length, plan.cuts[index]?.[lineIndex] ?? []),
      );
    });
    lines.push(...timed);
    startFrame += slotFrames(part.lines, input.fps).reduce((sum, { frames }) => sum + frames, 0);
  }
  return {
    lines,
    storyboard: {
      version: 1,
      name: input.name,
      language: input.language,
      format: input.format,
      fps: input.fps,
      scenes,
      voice: lines.map((line) => ({
        speechKey: line.speech.key,
        path: line.speech.path,
        startFrame: line.voiceFrame,
        sampleCount: line.speech.sampleCount,
      })),
      music: plan.music,
      sounds: gestureSounds(scenes, input.fps),
      captions,
    },
  };
}

function lineScenes(
  input: ComposeInput,
  part: SpokenPart,
  line: TimedLine,
  lineIndex: number,
  words: ReturnType<typeof wordsOf>,
  sceneIndex: number,
  cuts: readonly number[],
): Scene[] {
  const slotMs = part.lines[lineIndex]?.slotMs ?? 0;
  const count = shotsIn(slotMs);
  const choice = choiceOf(part);
  const productName = textIn(input.product.name, input.language).text;
  return Array.from({ length: count }, (_, shot) => {
    const from = cuts[shot] ?? line.startFrame;
    const to = cuts[shot + 1] ?? line.startFrame + line.frames;
    const alternatives =
      input.shots.get(shotKey({ axis: part.axis, choice: choiceOf(part), line: lineIndex, shot })) ?? [];
    const picked = alternatives[(input.cell.shots - 1) % Math.max(1, alternatives.length)] ?? { kind: 'card' as const };
    const isFirst = sceneIndex + shot === 0;
    return buildScene({
      id: `${part.id}-${line.section}-${lineIndex + 1}-${shot + 1}`,
      line,
      words,
      startFrame: from,
      frames: to - from,
      fps: input.fps,
      shot: picked,
      choice,
      turn: choice + lineIndex + shot + input.cell.shots,
      transitionIn: isFirst ? cut : transitionFor(part, lineIndex, shot, input.fps),
      format: input.format,
      frame: frameSize(input.format, 1080),
      palette: paletteFor(input.brief.brand, styleOf(input.cell.style)),
      style: styleOf(input.cell.style),
      product: { name: productName, price: input.product.price },
      brand: input.brief.brand === undefined ? undefined : textIn(input.brief.brand.name, input.language).text,
      logo: input.logo,
      language: input.language,
    });
  });
}

const cut: Transition = { kind: 'cut', frames: 0, direction: 'left' };

/** Parts change with a gesture, lines within a part softly, shots of one line with a cut. */
function transitionFor(part: SpokenPart, lineIndex: number, shot: number, fps: number): Transition {
  const frames = (ms: number) => Math.max(2, Math.round((ms * fps) / 2000) * 2);
  if (shot > 0) {
    return cut;
  }
  if (lineIndex > 0) {
    return lineIndex % 2 === 0
      ? { kind: 'wipe', frames: frames(330), direction: 'left' }
      : { kind: 'fade', frames: frames(270), direction: 'left' };
  }
  return part.axis === 'cta'
    ? { kind: 'push', frames: frames(330), direction: 'up' }
    : { kind: 'zoom', frames: frames(270), direction: 'left' };
}
