import type {
  Brief,
  Cell,
  Format,
  FrameRate,
  Language,
  MusicChoice,
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
import { type CutPart, type CutPlan, cutPlanner } from './beat-cuts.ts';
import type { ProductCutOut, ProductPhoto } from './cards/product-cut-out.ts';
import { chooseTrack, musicFor } from './choose-music.ts';
import { gestureSounds } from './gesture-sounds.ts';
import { arrangementOf, keepsShape, pictureAspect, shapeOf, wantedArrangement } from './layouts.ts';
import { paletteOfChoice } from './palette.ts';
import { choiceOf, type PickedShots, pickedShots, shotsBy } from './picked-shots.ts';
import type { Cast } from './presenters/cast.ts';
import { type ActOf, actingIn } from './presenters/part-acting.ts';
import { buildScene } from './scenes.ts';
import { secondShots } from './screen-time.ts';
import { dealShots, type ShotList, type ShotNeed } from './shot-list.ts';
import { cuesOf } from './subtitle-cues.ts';
import { slotSum, type TimedLine, timeLines, wordsOf } from './timeline.ts';

/** A creative's words: one choice of each words axis, in order. */
export type PartChoice = readonly [hook: SpokenPart, body: SpokenPart, cta: SpokenPart];

export interface ComposeInput {
  name: string;
  brief: Pick<Brief, 'brand' | 'seed' | 'tone' | 'audience' | 'slots'> & { music: MusicChoice };
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
  /** The picture that surely shows the product, where it is a photo. */
  photo?: ProductPhoto | undefined;
  /** Who speaks it, where somebody is seen. */
  cast?: Cast | undefined;
}

/** A storyboard with the lines that it was made of, for the manifest. */
export interface Composed {
  storyboard: Storyboard;
  lines: TimedLine[];
}

/** Which sections get the best pictures: the product must be seen within three seconds. */
const sectionOrder = ['hook', 'cta', 'demo', 'sell', 'pain', 'trust', 'price', 'reveal'];

/** Source time that a template's longest change, in whole frames, takes of either scene. */
function handleOf({ transitions: { shot, lines, part, cta } }: Template, fps: number): number {
  const frames = Math.max(...[shot, ...lines, part, cta].map((change) => transitionOf(change, fps).frames));
  return Math.ceil((frames * 500) / fps);
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
          ...(shot === 0 && { said: line.text }),
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
  const { cuts } = cutsFor(rhythm)(axes.flatMap((axis) => parts.find((part) => part.axis === axis) ?? []));
  return (part, line, shot) => {
    const frames = cuts[axes.indexOf(part.axis)]?.[line];
    const [from, to] = [frames?.[shot], frames?.[shot + 1]];
    return from === undefined || to === undefined ? undefined : Math.ceil(((to - from) * 1000) / rhythm.fps);
  };
}

/** Where videos are cut, and their music laid under the cuts. */
function cutsFor({ brief, product, ownMusic, template, fps }: Rhythm): (parts: readonly CutPart[]) => CutPlan {
  return cutPlanner(musicFor(withMusicOf(template, brief, product), product, ownMusic), fps, shotsBy(template));
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

/** What the videos of one product, language and format share. */
export type Rendition = Omit<ComposeInput, 'name' | 'parts' | 'cell' | 'cast'>;

/** What makes one video of a rendition. */
export type RenditionVideo = Pick<ComposeInput, 'name' | 'parts' | 'cell' | 'cast'>;

/** A part of a storyboard; videos in which it is the same share it. */
interface ComposedPart {
  lines: TimedLine[];
  scenes: Scene[];
  captions: Storyboard['captions'];
}

/** Composes the storyboard of one video. Pure: equal input, equal storyboard. */
export function composeStoryboard(input: ComposeInput): Composed {
  return storyboardsOf(input)(input);
}

/**
 * Composes the storyboards of a rendition. A thousand videos are made of a few dozen parts: each is composed once for
 * every place that it has in a video, and its scenes are the very same objects wherever they occur. They are values:
 * nobody may change them.
 */
export function storyboardsOf(rendition: Rendition): (video: RenditionVideo) => Composed {
  const { fps, language, format } = rendition;
  const cutsOf = cutsFor(rendition);
  const casts = new Map<Cast | undefined, number>();
  const known = new Map<SpokenPart, Map<string, ComposedPart>>();
  const partOf = (part: SpokenPart, place: PartPlace, video: RenditionVideo): ComposedPart => {
    const { cast, cell } = video;
    casts.set(cast, casts.get(cast) ?? casts.size);
    const key = [place.startMs, place.sceneIndex, cell.shots, cell.style, casts.get(cast), place.cuts.join(';')].join();
    const places = known.get(part) ?? new Map<string, ComposedPart>();
    known.set(part, places);
    const composed = places.get(key) ?? composePart(part, place, { ...rendition, ...video });
    places.set(key, composed);
    return composed;
  };
  return (video) => {
    const plan = cutsOf(video.parts);
    const composed: ComposedPart[] = [];
    let [startMs, sceneIndex] = [0, 0];
    for (const [index, part] of video.parts.entries()) {
      const one = partOf(part, { startMs, sceneIndex, cuts: plan.cuts[index] ?? [] }, video);
      composed.push(one);
      startMs += slotSum(part.lines);
      sceneIndex += one.scenes.length;
    }
    const scenes = composed.flatMap((part) => part.scenes);
    const lines = composed.flatMap((part) => part.lines);
    return {
      lines,
      storyboard: {
        version: 1,
        name: video.name,
        language,
        format,
        fps,
        scenes,
        voice: lines.map((line) => ({
          speechKey: line.speech.key,
          path: line.speech.path,
          startFrame: line.voiceFrame,
          sampleCount: line.speech.sampleCount,
        })),
        music: plan.music,
        sounds: gestureSounds(scenes, fps),
        captions: composed.flatMap((part) => part.captions),
      },
    };
  };
}

/** Where a part stands in a video. */
interface PartPlace {
  startMs: number;
  /** Scenes before it. */
  sceneIndex: number;
  /** Frames at which the shots of each line begin, and last the frame at which it ends. */
  cuts: readonly (readonly number[])[];
}

function composePart(part: SpokenPart, { startMs, sceneIndex, cuts }: PartPlace, input: ComposeInput): ComposedPart {
  const lines = timeLines(part.lines, input.fps, startMs, cuts);
  const act = actingIn(part, lines, input);
  const picked = pickedShots(part, input);
  const scenes: Scene[] = [];
  const captions = lines.flatMap((line, lineIndex) => {
    const words = wordsOf(line, input.fps, brandOf(input));
    const at = sceneIndex + scenes.length;
    scenes.push(...lineScenes(input, part, line, lineIndex, words, at, cuts[lineIndex] ?? [], act, picked));
    return cuesOf(words, input.language);
  });
  return { lines, scenes, captions };
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
      photo: input.photo,
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
