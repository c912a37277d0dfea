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
  Template,
  TemplateChange,
  Transition,
} from '@clipo/contract';
import { frameSize, textIn } from '@clipo/contract';
import { seededOrder } from '../script/seeded-order.ts';
import type { SpokenPart } from '../script/spoken.ts';
import type { BeforeAndAfter } from './accents.ts';
import { type CutPart, planCuts } from './beat-cuts.ts';
import { type CardKind, cardKey, chooseCards } from './cards/choose-cards.ts';
import type { ProductCutOut } from './cards/product-cut-out.ts';
import { chooseTrack, musicFor } from './choose-music.ts';
import { gestureSounds } from './gesture-sounds.ts';
import { arrangementOf, keepsShape, pictureAspect, shapeOf, wantedArrangement } from './layouts.ts';
import { paletteOfChoice } from './palette.ts';
import type { Cast } from './presenters/cast.ts';
import { type ActOf, actingIn } from './presenters/part-acting.ts';
import { buildScene } from './scenes.ts';
import { secondShots } from './screen-time.ts';
import { dealShots, type Shot, type ShotList, type ShotNeed, shotKey } from './shot-list.ts';
import { cuesOf } from './subtitle-cues.ts';
import { slotSum, type TimedLine, timeLines, wordsOf } from './timeline.ts';

/** A creative's words: one choice of each words axis, in order. */
export type PartChoice = readonly [hook: SpokenPart, body: SpokenPart, cta: SpokenPart];

export interface ComposeInput {
  name: string;
  brief: Pick<Brief, 'brand' | 'music' | 'seed' | 'tone' | 'audience' | 'slots'>;
  template: Template;
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
  /** Materials that show the thing before and after. */
  pair?: BeforeAndAfter | undefined;
  /** The picture that surely shows the product, where it can be shown without its background. */
  cutOut?: ProductCutOut | undefined;
  /** Who speaks it, where somebody is seen. */
  cast?: Cast | undefined;
}

/** A storyboard with the lines that it was made of, for the manifest. */
export interface Composed {
  storyboard: Storyboard;
  lines: TimedLine[];
}

/** A line longer than this is cut whatever the template's rhythm: beats move cuts a little, and no picture stands for longer than 2.5 s. */
const longestShotMs = 2100;
/** Which sections get the best pictures: the product must be seen within three seconds. */
const sectionOrder = ['hook', 'cta', 'demo', 'sell', 'pain', 'trust', 'price', 'reveal'];

/** Source time that a template's longest change, in whole frames, takes of either scene. */
function handleOf({ transitions: { shot, lines, part, cta } }: Template, fps: number): number {
  const frames = Math.max(...[shot, ...lines, part, cta].map((change) => transitionOf(change, fps).frames));
  return Math.ceil((frames * 500) / fps);
}

/** How many shots a line of a slot is cut into, in a template's rhythm. */
function shotsBy({ rhythm }: Template): (slotMs: number) => number {
  return (slotMs) => Math.max(1, Math.round(slotMs / rhythm.shotMs), Math.ceil(slotMs / longestShotMs));
}

/**
 * Deals the materials to all places of a batch in one format: any hook, body and call to action can then meet without
 * showing anything twice. `parts` are all choices of all axes, `rounds` the number of choices on the shots axis. `rhythm`
 * is what decides where shots are cut and what shape they have, as `composeStoryboard` will be told.
 */
export function dealBatch(
  parts: readonly SpokenPart[],
  format: Format,
  materials: readonly PreparedMaterial[],
  rounds: number,
  rhythm: Rhythm,
): ShotList {
  const shotsIn = shotsBy(rhythm.template);
  const lengthOf = shotLengths(parts, rhythm);
  const needs = parts.flatMap((part) =>
    part.lines.flatMap((line, lineIndex): ShotNeed[] => {
      const count = shotsIn(line.slotMs);
      return Array.from({ length: count }, (_, shot) => shot).flatMap((shot): ShotNeed[] => {
        const need = {
          axis: part.axis,
          choice: choiceOf(part),
          line: lineIndex,
          priority: shot * 100 + Math.max(0, sectionOrder.indexOf(line.section)),
          durationMs: lengthOf(part, lineIndex, shot) ?? Math.ceil(line.slotMs / count),
          // The last picture stands long and beside a price: calm, and sparing of the source.
          speed: part.axis === 'cta' ? 0.8 : 1,
          handleMs: handleOf(rhythm.template, rhythm.fps),
        };
        const { first, second } = picturePlaces(part, lineIndex, shot, format, rhythm.template);
        const product = shot > 0 ? null : part.axis !== 'body' ? 'any' : line.section === 'reveal' ? 'card' : null;
        return [
          ...(first === undefined ? [] : [{ ...need, shot, product, ...first } as const]),
          // A second picture is worth having only where every first one has been dealt.
          ...(second === undefined
            ? []
            : [
                {
                  ...need,
                  shot: shot + secondShots,
                  product: null,
                  ...second,
                  priority: need.priority + 1000,
                } as const,
              ]),
        ];
      });
    }),
  );
  return dealShots(needs, materials, rounds);
}

type Rhythm = Pick<ComposeInput, 'brief' | 'product' | 'ownMusic' | 'fps' | 'template'>;

/** Shapes of the pictures that a shot is going to show. */
function picturePlaces(part: SpokenPart, lineIndex: number, shotIndex: number, format: Format, template: Template) {
  const line = part.lines[lineIndex];
  const name = wantedArrangement(template, {
    section: line?.section ?? '',
    shotIndex,
    hasSource: line?.source !== undefined,
    choice: choiceOf(part),
  });
  const arrangement = arrangementOf(template, name);
  const shape = shapeOf(format);
  const placeOf = (of: 'first' | 'second') => {
    const aspect = pictureAspect(arrangement, shape, of, frameSize(format, 1080));
    return aspect === undefined ? undefined : { aspect, isFixed: keepsShape(arrangement, shape, of) };
  };
  return { first: placeOf('first'), second: placeOf('second') };
}

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
  const { product, ownMusic, template } = input;
  return planCuts(
    input.parts,
    musicFor(withMusicOf(template, input.brief, product), product, ownMusic),
    input.fps,
    shotsBy(template),
  );
}

/** Where the brief leaves the music open, a piece that fits the template: the one that fits the product too, if any. */
function withMusicOf(template: Template, brief: Rhythm['brief'], product: Product): Rhythm['brief'] {
  if (brief.music !== true || template.music.length === 0) {
    return brief;
  }
  const fitting = chooseTrack(brief, product);
  const [chosen] = template.music.includes(fitting) ? [fitting] : seededOrder(template.music, brief.seed, 'music');
  return { ...brief, music: chosen ?? brief.music };
}

/** The brand's name in the video's language, where there is one. */
function brandOf({ brief, language }: Pick<ComposeInput, 'brief' | 'language'>): string[] {
  return brief.brand === undefined ? [] : [textIn(brief.brand.name, language).text];
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
  let startMs = 0;
  const plan = cutsFor(input);
  for (const [index, part] of input.parts.entries()) {
    const timed = timeLines(part.lines, input.fps, startMs, plan.cuts[index]);
    const act = actingIn(part, timed, input);
    const picked = pickedShots(part, input);
    timed.forEach((line, lineIndex) => {
      const words = wordsOf(line, input.fps, brandOf(input));
      captions.push(...cuesOf(words, input.language));
      scenes.push(
        ...lineScenes(
          input,
          part,
          line,
          lineIndex,
          words,
          scenes.length,
          plan.cuts[index]?.[lineIndex] ?? [],
          act,
          picked,
        ),
      );
    });
    lines.push(...timed);
    startMs += slotSum(part.lines);
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

/** What every place of a part shows in this video, and the cards of those that have no picture. */
interface PickedShots {
  shotAt(line: number, shot: number): Shot;
  secondAt(line: number, shot: number): Shot | undefined;
  cardAt(line: number, shot: number): CardKind | undefined;
}

function pickedShots(part: SpokenPart, input: ComposeInput): PickedShots {
  const { template, language, product, shots, cell, cutOut } = input;
  const choice = choiceOf(part);
  const pick = (line: number, shot: number): Shot | undefined => {
    const alternatives = shots.get(shotKey({ axis: part.axis, choice, line, shot })) ?? [];
    return alternatives[(cell.shots - 1) % Math.max(1, alternatives.length)];
  };
  const shotAt = (line: number, shot: number): Shot => pick(line, shot) ?? { kind: 'card' };
  const places = part.lines.flatMap(({ slotMs }, line) =>
    Array.from({ length: shotsBy(template)(slotMs) }, (_, shot) => ({ line, shot, picked: shotAt(line, shot) })),
  );
  const sections: Partial<Record<string, Template['sections']['other']>> = template.sections;
  const cards = chooseCards(part, choice + cell.shots - 1, places, {
    language,
    product,
    hasCutOut: cutOut !== undefined,
    isFigureShown: (section) => (sections[section] ?? template.sections.other).sourced !== undefined,
    isOwnTelling: (section) => isTelling(template, (sections[section] ?? template.sections.other).turn[0]),
  });
  return {
    shotAt,
    secondAt: (line, shot) => pick(line, shot + secondShots),
    cardAt: (line, shot) => cards.get(cardKey({ line, shot })),
  };
}

/** Slots that name the thing: what a card of the built-in kinds says better. */
const naming = ['product', 'brand', 'source'];

/** Whether what stands in for an arrangement without a picture shows words beyond names. */
function isTelling(template: Template, wanted = ''): boolean {
  const { withoutPicture = wanted } = arrangementOf(template, wanted);
  return arrangementOf(template, withoutPicture).elements.some(
    (element) => element.kind === 'text' && !naming.includes(element.slot),
  );
}

function lineScenes(
  input: ComposeInput,
  part: SpokenPart,
  line: TimedLine,
  lineIndex: number,
  words: ReturnType<typeof wordsOf>,
  sceneIndex: number,
  cuts: readonly number[],
  act: ActOf,
  picked: PickedShots,
): Scene[] {
  const slotMs = part.lines[lineIndex]?.slotMs ?? 0;
  const { template } = input;
  const count = shotsBy(template)(slotMs);
  const choice = choiceOf(part);
  const productName = textIn(input.product.name, input.language).text;
  return Array.from({ length: count }, (_, shot) => {
    const from = cuts[shot] ?? line.startFrame;
    const to = cuts[shot + 1] ?? line.startFrame + line.frames;
    const isFirst = sceneIndex + shot === 0;
    return buildScene({
      id: `${part.id}-${line.section}-${lineIndex + 1}-${shot + 1}`,
      template,
      line,
      words,
      shotIndex: shot,
      ordinal: part.axis === 'body' ? lineIndex + 1 : undefined,
      startFrame: from,
      frames: to - from,
      fps: input.fps,
      shot: picked.shotAt(lineIndex, shot),
      second: picked.secondAt(lineIndex, shot),
      card: picked.cardAt(lineIndex, shot),
      cutOut: input.cutOut,
      choice,
      turn: choice + sceneIndex + shot + input.cell.shots,
      transitionIn: isFirst ? cut : transitionFor(template, part, lineIndex, shot, input.fps),
      format: input.format,
      frame: frameSize(input.format, 1080),
      palette: paletteOfChoice(input.brief.brand, template.palettes, input.cell.style),
      product: { name: productName, price: input.product.price, sellingPoints: input.product.sellingPoints },
      brand: input.brief.brand === undefined ? undefined : textIn(input.brief.brand.name, input.language).text,
      logo: input.logo,
      slots: input.brief.slots ?? {},
      language: input.language,
      emoji: input.brief.brand?.emoji === true,
      pair: input.pair,
      acting: act(from),
    });
  });
}

const cut: Transition = { kind: 'cut', frames: 0, direction: 'left' };

/** Parts change with a gesture, lines within a part by turns, shots of one line mostly with a cut. */
function transitionFor(
  { transitions }: Template,
  part: SpokenPart,
  lineIndex: number,
  shot: number,
  fps: number,
): Transition {
  if (shot > 0) {
    return transitionOf(transitions.shot, fps);
  }
  if (lineIndex > 0) {
    return transitionOf(transitions.lines[lineIndex % transitions.lines.length] ?? transitions.shot, fps);
  }
  return transitionOf(part.axis === 'cta' ? transitions.cta : transitions.part, fps);
}

/** A change at a frame rate: an even number of frames, none for a cut. */
function transitionOf({ kind, ms, direction }: TemplateChange, fps: number): Transition {
  return kind === 'cut' ? cut : { kind, frames: Math.max(2, Math.round((ms * fps) / 2000) * 2), direction };
}
