import type { Format, Language, Music, Scene, Storyboard } from '@clipo/contract';
import type { Look } from './look.ts';
import type { WordPrint } from './word-print.ts';

/** Shots that were seen, and how long each stands, in milliseconds. */
export interface SeenPicture {
  kind: 'seen';
  shots: readonly Look[];
  weights: readonly number[];
}

/** Shots of a storyboard that has not been drawn: what of which material each shows. */
export interface PlannedPicture {
  kind: 'planned';
  shots: readonly PlannedShot[];
  weights: readonly number[];
}

/** The largest picture of a scene; a scene of words alone has no material. */
export interface PlannedShot {
  material: string | null;
  /** Source time of a clip, half-open; a still has 0 … 0. */
  startMs: number;
  endMs: number;
  /** Middle of a still's crop over its motion, as fractions. */
  x: number;
  y: number;
  zoom: number;
}

/** A spoken line as sound: `key` names equal sound, prints come every 128 ms. */
export interface VoicePrint {
  key: string;
  prints: Int32Array;
}

/** What sounds: spoken lines in order with their length in milliseconds, and the music by name. */
export interface SoundPrint {
  voice: readonly VoicePrint[];
  weights: readonly number[];
  music: string | null;
}

/** A scene without its pictures and words: what it does, how it is laid out, how it comes in. */
export interface SceneShape {
  role: string;
  layout: readonly string[];
  transition: string;
}

export interface Structure {
  scenes: readonly SceneShape[];
  /** Length of each scene in milliseconds. */
  weights: readonly number[];
  /** The choice on each axis, such as `hook: TB500/H03`: of one product equal choices are equal. */
  axes: Readonly<Record<string, string>>;
}

/**
 * Everything by which two videos are compared: some kilobytes. A part that is not known (null) is left out of the
 * comparison, and the others count for more.
 */
export interface Signature {
  name: string;
  language: Language;
  format: Format;
  picture: SeenPicture | PlannedPicture | null;
  sound: SoundPrint | null;
  words: WordPrint | null;
  structure: Structure | null;
}

/** Music by which pieces are told apart: level and ducking do not make another piece. */
export function musicName(music: Music | null): string | null {
  if (music === null) {
    return null;
  }
  const { gainDb: _, ...piece } = music;
  return JSON.stringify(piece);
}

/** The structure of a storyboard: order of roles, layouts, transitions and lengths, with the choices it was made from. */
export function structureOf({ scenes, fps }: Storyboard, axes: Readonly<Record<string, string>>): Structure {
  return {
    scenes: scenes.map((scene) => oncePer(shapes, scene, shapeOf)),
    weights: scenes.map(({ frames }) => (frames * 1000) / fps),
    axes,
  };
}

/** A thousand videos of a batch share a few dozen scenes: what is found of one is kept as long as it is. */
const shapes = new WeakMap<Scene, SceneShape>();
const shotsAt = new Map<number, WeakMap<Scene, PlannedShot>>();

function oncePer<T>(known: WeakMap<Scene, T>, scene: Scene, find: (scene: Scene) => T): T {
  const before = known.get(scene);
  if (before !== undefined) {
    return before;
  }
  const found = find(scene);
  known.set(scene, found);
  return found;
}

function shapeOf({ role, layers, transitionIn }: Scene): SceneShape {
  return {
    role,
    // Tenths of the frame: a box that moves by less looks the same.
    layout: layers
      .map((layer) => {
        const { x, y, w, h } = layer.kind === 'picture-in-picture' ? layer.content.box : layer.box;
        return [layer.kind, ...[x, y, w, h].map((side) => Math.round(side * 10))].join(' ');
      })
      .sort(),
    transition: transitionIn.kind,
  };
}

/** Names a card by what is seen of it: its colour and what stands on it. Spoken words are compared as words. */
function cardOf(background: string, layers: Storyboard['scenes'][number]['layers']): string {
  return ['card', background, ...layers.map((layer) => ('text' in layer ? layer.text : layer.kind))].join(' ');
}

/** What a storyboard is going to show, known before anything is drawn. */
export function plannedPicture({ scenes, fps }: Storyboard): PlannedPicture {
  const known = shotsAt.get(fps) ?? new WeakMap<Scene, PlannedShot>();
  shotsAt.set(fps, known);
  return {
    kind: 'planned',
    shots: scenes.map((scene) => oncePer(known, scene, (one) => shotOf(one, fps))),
    weights: scenes.map(({ frames }) => (frames * 1000) / fps),
  };
}

function shotOf({ background, layers, frames }: Scene, fps: number): PlannedShot {
  const pictures = layers
    .flatMap((layer) => (layer.kind === 'picture-in-picture' ? [layer.content] : [layer]))
    .flatMap((layer) => (layer.kind === 'image' || layer.kind === 'clip' ? [layer] : []))
    .sort((a, b) => b.box.w * b.box.h - a.box.w * a.box.h);
  const [largest] = pictures;
  if (largest === undefined) {
    return { material: cardOf(background, layers), startMs: 0, endMs: 0, x: 0.5, y: 0.5, zoom: 1 };
  }
  const whole = { x: 0, y: 0, w: 1, h: 1 };
  const [from, to] =
    largest.motion === undefined
      ? [largest.crop ?? whole, largest.crop ?? whole]
      : [largest.motion.from, largest.motion.to];
  const startMs = largest.kind === 'clip' ? largest.startMs : 0;
  return {
    material: largest.material,
    startMs,
    endMs: largest.kind === 'clip' ? startMs + ((frames * 1000) / fps) * largest.speed : 0,
    x: (from.x + from.w / 2 + to.x + to.w / 2) / 2,
    y: (from.y + from.h / 2 + to.y + to.h / 2) / 2,
    zoom: (from.w + to.w) / 2,
  };
}
