import { type Likeness, likenessBetween, openAligner, type Sequence } from './align.ts';
import { bitsIn, printDistance, wordsPerPrint } from './frame-print.ts';
import type { Look } from './look.ts';
import type { PlannedShot, SceneShape, Signature, SoundPrint, Structure, VoicePrint } from './signature.ts';
import { soundPrintDistance } from './sound-print.ts';
import { bagDistance, type WordPrint } from './word-print.ts';

/** A signature in numbers: equal items of a batch have equal numbers, and every pair of items is compared only once. */
export interface Comparable {
  name: string;
  picture: (Sequence & { kind: 'seen' | 'planned' }) | null;
  /** Many videos of a batch say the same lines to the same music: words and sound are numbered as wholes. */
  sound: number | null;
  words: number | null;
  /** Many have the same scenes of the same lengths: these are numbered as wholes too. */
  structure: { scenes: number; axes: readonly number[] } | null;
}

/** The grams of a video's words by their numbers, of which none comes twice: a bit each where the batch has few, else a sorted list. */
export interface GramSet {
  count: number;
  grams: readonly number[];
  bits: Int32Array | null;
}

/** Up to so many grams in a batch a set of bits is compared faster than a list. */
const mostBits = 2048;

/** What sounds, its lines and its music by their numbers. */
interface Sounds extends Sequence {
  music: number | null;
}

/** What of a likeness needs the same order: the same shots or lines shuffled stay partly alike. */
export const orderShare = 0.6;
/** Share of the sound that the music is, where there is a voice beside it. */
const musicShare = 0.25;

/** How alike items are by their numbers; of words and sounds how different. */
export interface Likenesses {
  seen: Likeness;
  planned: Likeness;
  scenes: Likeness;
  words: Likeness;
  sound: Likeness;
}

/** Prints of one shot re-encoded, brightened or cropped by some percent stay under `near`; unrelated ones begin at `far`. */
const printRange = { near: 0.12, far: 0.42 };
const soundRange = { near: 0.12, far: 0.42 };
/** Up to here a table of all pairs is kept (36 MB); larger batches are compared anew each time. */
const mostInTable = 3000;

/** Brings signatures to numbers, so that many pairs of them are compared quickly. */
export function makeComparable(signatures: readonly Signature[]): { videos: Comparable[]; likenesses: Likenesses } {
  const looks = numbering<Look>();
  const shots = numbering<PlannedShot>();
  const voices = numbering<VoicePrint>();
  const scenes = numbering<SceneShape>();
  const [music, grams, axes] = [numbering<string>(), numbering<string>(), numbering<string>()];
  const [said, sounds, builds] = [numbering<GramSet>(), numbering<Sounds>(), numbering<Sequence>()];
  const keys = new WeakMap<object, string>();
  // Videos share scenes and shots as objects: each is written out once.
  const keyOf = (item: object): string => {
    const key = keys.get(item) ?? JSON.stringify(item);
    keys.set(item, key);
    return key;
  };
  const pictureOf = ({ picture }: Signature): Comparable['picture'] => {
    switch (picture?.kind) {
      case undefined:
        return null;
      case 'seen':
        return {
          kind: 'seen',
          items: picture.shots.map((look) => looks.numberOf(look.join(), () => look)),
          weights: picture.weights,
        };
      case 'planned':
        return {
          kind: 'planned',
          items: picture.shots.map((shot) => shots.numberOf(keyOf(shot), () => shot)),
          weights: picture.weights,
        };
    }
  };
  const wordsOf = (words: WordPrint): number => {
    const numbers = words.map((gram) => grams.numberOf(gram, () => gram));
    return said.numberOf(numbers.join(), () => gramSet(numbers));
  };
  const soundOf = ({ voice, weights, music: name }: SoundPrint): number => {
    const items = voice.map((each) => voices.numberOf(each.key, () => each));
    const by = name === null ? null : music.numberOf(name, () => '');
    return sounds.numberOf([items, weights, by].join(';'), () => ({ items, weights, music: by }));
  };
  const buildOf = ({ scenes: shapes, weights }: Structure): number => {
    const items = shapes.map((scene) => scenes.numberOf(keyOf(scene), () => scene));
    return builds.numberOf([items, weights].join(';'), () => ({ items, weights }));
  };
  const videos = signatures.map((signature): Comparable => {
    const { name, sound, words, structure } = signature;
    return {
      name,
      picture: pictureOf(signature),
      sound: sound && soundOf(sound),
      words: words && wordsOf(words),
      structure: structure && {
        scenes: buildOf(structure),
        axes: Object.entries(structure.axes)
          .map(([axis, choice]) => axes.numberOf(`${axis} ${choice}`, () => axis))
          .sort((a, b) => a - b),
      },
    };
  });
  for (const words of grams.items.length <= mostBits ? said.items : []) {
    words.bits = bitsOf(words.grams, grams.items.length);
  }
  const voice = table(voices.items, voiceLikeness);
  const scene = table(scenes.items, sceneLikeness);
  // A pair of videos is compared once: where most have words of their own a table of them all would only cost.
  const ofWholes = <T>(items: readonly T[], figure: (a: T, b: T) => number, ofOne: number): Likeness => {
    const most = items.length * 2 > videos.length ? 0 : mostInTable;
    return table(items, figure, { ofOne, Numbers: Float64Array, most });
  };
  const likenesses = {
    seen: table(looks.items, lookLikeness),
    planned: table(shots.items, shotLikeness),
    scenes: ofWholes(builds.items, (a, b) => alignScenes(a, b, scene, 1), 1),
    words: ofWholes(said.items, gramDistance, 0),
    sound: ofWholes(sounds.items, (a, b) => soundDifference(a, b, voice), 0),
  };
  return { videos, likenesses };
}

function gramSet(grams: number[]): GramSet {
  return { count: grams.length, grams: grams.sort((a, b) => a - b), bits: null };
}

function bitsOf(numbers: readonly number[], most: number): Int32Array {
  const bits = new Int32Array(Math.ceil(most / 32));
  for (const number of numbers) {
    bits[number >> 5] = (bits[number >> 5] as number) | (1 << (number & 31));
  }
  return bits;
}

/** Share of grams that two sets of one batch do not have in common, as `bagDistance` tells it. */
function gramDistance(a: GramSet, b: GramSet): number {
  if (a.bits === null || b.bits === null) {
    return bagDistance(a.grams, b.grams);
  }
  let common = 0;
  for (let word = 0; word < a.bits.length; word++) {
    common += bitsIn((a.bits[word] as number) & (b.bits[word] as number));
  }
  const all = a.count + b.count;
  return all === 0 ? 0 : 1 - (2 * common) / all;
}

/** Gives equal items (by key) equal numbers, from 0. */
function numbering<T>() {
  const numbers = new Map<string, number>();
  const items: T[] = [];
  return {
    items,
    numberOf(key: string, item: () => T): number {
      const known = numbers.get(key);
      if (known !== undefined) {
        return known;
      }
      numbers.set(key, items.length);
      return items.push(item()) - 1;
    },
  };
}

/** A figure of two items that is worked out once a pair, the smaller number first; `ofOne` is that of an item and itself. */
function table<T>(
  items: readonly T[],
  likeness: (a: T, b: T) => number,
  { ofOne, Numbers, most }: { ofOne: number; Numbers: typeof Float32Array | typeof Float64Array; most: number } = {
    ofOne: 1,
    Numbers: Float32Array,
    most: mostInTable,
  },
): Likeness {
  const size = items.length;
  const known = size <= most ? new Numbers(size * size).fill(-1) : null;
  const find = (i: number, j: number) => (i === j ? ofOne : likeness(items[i] as T, items[j] as T));
  if (known === null) {
    return (i, j) => (i < j ? find(i, j) : find(j, i));
  }
  return (i, j) => {
    const place = i < j ? i * size + j : j * size + i;
    const value = known[place] as number;
    if (value >= 0) {
      return value;
    }
    known[place] = i < j ? find(i, j) : find(j, i);
    return known[place] as number;
  };
}

/** Two planned shots: the share of source time they have in common, or how near the crops of one still are. */
function shotLikeness(a: PlannedShot, b: PlannedShot): number {
  if (a.material !== b.material) {
    return 0;
  }
  const longest = Math.max(a.endMs - a.startMs, b.endMs - b.startMs);
  if (longest > 0) {
    return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs)) / longest;
  }
  const apart = Math.hypot(a.x - b.x, a.y - b.y) / Math.max(a.zoom, b.zoom) + Math.abs(Math.log(a.zoom / b.zoom));
  return likenessBetween(apart, { near: 0.02, far: 0.5 });
}

const alignInside = openAligner();
const alignSounds = openAligner();
const alignScenes = openAligner();

/** Voice line by line, music by name. Silence is like silence. */
function soundDifference(a: Sounds, b: Sounds, voiceLikeness: Likeness): number {
  const music = a.music === b.music ? 0 : 1;
  if (a.items.length + b.items.length === 0) {
    return music;
  }
  const voice = 1 - alignSounds(a, b, voiceLikeness, orderShare);
  return a.music === null && b.music === null ? voice : (1 - musicShare) * voice + musicShare * music;
}

/** What of a shot's likeness is its movement: a picture that moves the other way is the same picture. */
const movementShare = 0.3;

function lookLikeness(a: Look, b: Look): number {
  const likeness = (i: number, j: number) => likenessBetween(printDistance(a, i, b, j), printRange);
  return alignInside(even(a.length / wordsPerPrint), even(b.length / wordsPerPrint), likeness, movementShare);
}

/** Prints by which a line may begin sooner or later: half a second. */
const mostShift = 4;

/** The share of the longer line that sounds like the other, at the shift where they agree best. */
function voiceLikeness({ prints: a }: VoicePrint, { prints: b }: VoicePrint): number {
  let best = 0;
  for (let shift = -mostShift; shift <= mostShift; shift++) {
    const from = Math.max(0, shift);
    const to = Math.min(a.length, b.length + shift);
    let distance = 0;
    for (let i = from; i < to; i++) {
      distance += soundPrintDistance(a[i] as number, b[i - shift] as number);
    }
    const found = to > from ? likenessBetween(distance / (to - from), soundRange) * (to - from) : 0;
    best = Math.max(best, found);
  }
  return best / Math.max(1, a.length, b.length);
}

const evens = new Map<number, Sequence>();

/** A sequence of parts of one length, one in all: how long a shot stands is weighed outside. */
function even(count: number): Sequence {
  const known = evens.get(count);
  if (known !== undefined) {
    return known;
  }
  const items = Array.from({ length: count }, (_, index) => index);
  const made = { items, weights: items.map(() => 1 / count) };
  evens.set(count, made);
  return made;
}

function sceneLikeness(a: SceneShape, b: SceneShape): number {
  const role = a.role === b.role ? 1 : 0;
  const transition = a.transition === b.transition ? 1 : 0;
  return 0.3 * role + 0.5 * (1 - bagDistance(a.layout, b.layout)) + 0.2 * transition;
}
