import type {
  CaptionLayer,
  EditBase,
  Layer,
  PresenterLayer,
  Respoken,
  Scene,
  Storyboard,
  StoryboardEdits,
  StoryboardLine,
} from '@clipo/contract';
import { withCardText } from './card-texts.ts';
import { type ShotMaterial, withShot } from './edit-shot.ts';

/** What applying edits asks for. */
export interface EditSources {
  /** A line that is said anew, by its id; undefined where it stays as it is. */
  respoken(lineId: string): Respoken | undefined;
  material(id: string): ShotMaterial | undefined;
}

/** A line with the scenes that show it: what is moved as one. */
export interface LineBlock {
  line: StoryboardLine;
  scenes: readonly Scene[];
}

/** Silence after a line, so that the next one does not fall into its words. */
const breathMs = 200;
const samplesPerSecond = 48_000;

/** The lines of a storyboard with their scenes, in order. Pure. */
export function lineBlocks({ storyboard, lines }: EditBase): LineBlock[] {
  const starts = startsOf(storyboard.scenes);
  return lines.map((line, index) => {
    const end = lines[index + 1]?.startFrame ?? Number.POSITIVE_INFINITY;
    const from = index === 0 ? Number.NEGATIVE_INFINITY : line.startFrame;
    const isOwn = (_: Scene, at: number) => (starts[at] as number) >= from && (starts[at] as number) < end;
    return { line, scenes: storyboard.scenes.filter(isOwn) };
  });
}

/** The lines of a made video, named by their first scenes. Pure. */
export function linesOf(
  storyboard: Pick<Storyboard, 'scenes'>,
  lines: readonly (Omit<StoryboardLine, 'id' | 'sampleCount'> & { speech: { sampleCount: number } })[],
): StoryboardLine[] {
  const starts = startsOf(storyboard.scenes);
  return lines.map(({ role, section, text, startFrame, frames, voiceFrame, speech }) => ({
    id: storyboard.scenes[starts.findLastIndex((start) => start <= startFrame)]?.id ?? String(startFrame),
    role,
    section,
    text,
    startFrame,
    frames,
    voiceFrame,
    sampleCount: speech.sampleCount,
  }));
}

/**
 * The storyboard with its edits: the same values for everybody who asks, in a browser as on a server. What an edit names and
 * the storyboard lacks is passed over. A scene is never shorter than its changes, nor a line than what is said in it.
 */
export function applyEdits(base: EditBase, edits: StoryboardEdits, sources: EditSources): EditBase {
  const blocks = inOrder(lineBlocks(base), edits.order);
  const { storyboard } = base;
  const scenes: Scene[] = [];
  const lines: StoryboardLine[] = [];
  const voice: Storyboard['voice'] = [];
  const captions: Storyboard['captions'] = [];
  const sounds: NonNullable<Storyboard['sounds']> = [];
  let start = 0;
  for (const [index, block] of blocks.entries()) {
    const own = editBlock(block, { base, edits, sources, isFirst: index === 0, next: blocks[index + 1] });
    const shift = start - block.line.startFrame;
    scenes.push(...own.scenes);
    lines.push({ ...own.line, startFrame: start, voiceFrame: start + own.voiceOffset });
    voice.push(...own.voice.map((clip) => ({ ...clip, startFrame: start + own.voiceOffset })));
    captions.push(...own.cues.map((cue) => shifted(cue, start + own.voiceOffset)));
    const end = block.line.startFrame + block.line.frames;
    for (const sound of storyboard.sounds ?? []) {
      const isFirstBlock = base.lines[0]?.id === block.line.id;
      if ((sound.startFrame >= block.line.startFrame || isFirstBlock) && sound.startFrame < end) {
        sounds.push({ ...sound, startFrame: Math.max(0, sound.startFrame + shift) });
      }
    }
    start += own.line.frames;
  }
  return {
    lines,
    storyboard: {
      ...storyboard,
      scenes,
      voice,
      captions,
      music: musicOf(storyboard.music, edits.music),
      ...(storyboard.sounds === undefined
        ? {}
        : {
            sounds: sounds.filter(({ startFrame }) => startFrame < start).sort((a, b) => a.startFrame - b.startFrame),
          }),
    },
  };
}

function inOrder(blocks: readonly LineBlock[], order: readonly string[] | undefined): LineBlock[] {
  const named = [...new Set(order ?? [])].flatMap((id) => blocks.find(({ line }) => line.id === id) ?? []);
  return [...named, ...blocks.filter((block) => !named.includes(block))];
}

interface BlockDeps {
  base: EditBase;
  edits: StoryboardEdits;
  sources: EditSources;
  isFirst: boolean;
  next: LineBlock | undefined;
}

function editBlock(block: LineBlock, { base, edits, sources, isFirst, next }: BlockDeps) {
  const { line } = block;
  const { fps } = base.storyboard;
  const spoken = sources.respoken(line.id);
  const voiceOffset = isFirst ? Math.max(0, line.voiceFrame - line.startFrame) : line.voiceFrame - line.startFrame;
  const sampleCount = spoken?.sampleCount ?? line.sampleCount;
  const isLengthEdited = block.scenes.some(({ id }) => edits.scenes[id]?.frames !== undefined);
  const leadsTo = next?.scenes[0]?.transitionIn.frames ?? 0;
  const wanted = block.scenes.map((scene, index) => {
    const after = index + 1 < block.scenes.length ? (block.scenes[index + 1]?.transitionIn.frames ?? 0) : leadsTo;
    const least = (isFirst && index === 0 ? 0 : scene.transitionIn.frames / 2) + after / 2 + 2;
    return Math.max(least, edits.scenes[scene.id]?.frames ?? scene.frames);
  });
  const total = wanted.reduce((sum, frames) => sum + frames, 0);
  const breath = Math.round((breathMs * fps) / 1000);
  const needed =
    spoken === undefined && !isLengthEdited
      ? 0
      : voiceOffset + Math.ceil((sampleCount * fps) / samplesPerSecond) + breath;
  const last = wanted.length - 1;
  wanted[last] = (wanted[last] ?? 0) + Math.max(0, needed - total);
  const frames = wanted.reduce((sum, each) => sum + each, 0);
  const isAsLong = frames === block.scenes.reduce((sum, scene) => sum + scene.frames, 0);
  let [at, atBefore] = [0, 0];
  const scenes = block.scenes.map((scene, index) => {
    const place = { at, later: at - atBefore, frames: wanted[index] ?? scene.frames, blockFrames: frames, isAsLong };
    at += place.frames;
    atBefore += scene.frames;
    return editScene(scene, { ...place, voiceOffset, spoken, edits, sources, isOpening: isFirst && index === 0, fps });
  });
  const voiceIndex = base.lines.findIndex(({ id }) => id === line.id);
  const clip = base.storyboard.voice[voiceIndex];
  const voice =
    spoken === undefined
      ? clip === undefined
        ? []
        : [clip]
      : spoken.path === ''
        ? []
        : [{ speechKey: spoken.speechKey, path: spoken.path, startFrame: 0, sampleCount }];
  const until = base.lines[voiceIndex + 1]?.voiceFrame ?? Number.POSITIVE_INFINITY;
  const own = base.storyboard.captions
    .filter(({ startFrame }) => (startFrame >= line.voiceFrame || voiceIndex === 0) && startFrame < until)
    .map((cue) => shifted(cue, -line.voiceFrame));
  const text = spoken?.text ?? line.text;
  return { line: { ...line, text, frames, sampleCount }, voiceOffset, scenes, voice, cues: spoken?.cues ?? own };
}

function shifted(cue: Storyboard['captions'][number], by: number): Storyboard['captions'][number] {
  return {
    ...cue,
    startFrame: cue.startFrame + by,
    endFrame: cue.endFrame + by,
    words: cue.words.map((word) => ({ ...word, startFrame: word.startFrame + by, endFrame: word.endFrame + by })),
  };
}

interface ScenePlace {
  /** The scene's first frame in its line, and how much later that is than it was. */
  at: number;
  later: number;
  frames: number;
  blockFrames: number;
  /** Whether the line is as long as it was. */
  isAsLong: boolean;
  voiceOffset: number;
  spoken: Respoken | undefined;
  edits: StoryboardEdits;
  sources: EditSources;
  /** Whether the video begins with it. */
  isOpening: boolean;
  fps: number;
}

function editScene(scene: Scene, place: ScenePlace): Scene {
  const { edits, sources } = place;
  const edit = edits.scenes[scene.id];
  let layers: Layer[] = [...scene.layers];
  for (const [name, text] of Object.entries(edit?.texts ?? {})) {
    const [index = '', field = ''] = name.split('.');
    const layer = layers[Number(index)];
    if (layer !== undefined) {
      layers[Number(index)] = withCardText(layer, field, text);
    }
  }
  if (edit?.shot !== undefined) {
    layers = withShot(layers, edit.shot, sources.material);
  }
  return {
    ...scene,
    frames: place.frames,
    layers: layers.map((layer) => editLayer(layer, scene, place)),
    ...(place.isOpening ? { transitionIn: { kind: 'cut', frames: 0, direction: 'left' } } : {}),
  };
}

function editLayer(layer: Layer, scene: Scene, place: ScenePlace): Layer {
  switch (layer.kind) {
    case 'caption':
      return captionIn(layer, scene, place);
    case 'presenter':
      return presenterIn(layer, place);
    default:
      return layer;
  }
}

function captionIn(layer: CaptionLayer, scene: Scene, place: ScenePlace): CaptionLayer {
  const { spoken, voiceOffset, at, later, blockFrames, isAsLong, edits } = place;
  const old = layer.words;
  const isHeld = (old.at(-1)?.endFrame ?? 0) >= scene.frames;
  const moved = (spoken?.words ?? []).map((word) => ({
    ...word,
    startFrame: voiceOffset + word.startFrame - at,
    endFrame: voiceOffset + word.endFrame - at,
  }));
  const words =
    moved.length > 0
      ? moved
      : old.map((word) => ({ ...word, startFrame: word.startFrame - later, endFrame: word.endFrame - later }));
  const last = words.at(-1);
  // What was not touched stays to the frame: a caption that ends a little otherwise would be drawn again.
  const isMoved = spoken !== undefined || later !== 0 || !isAsLong;
  if (isHeld && isMoved && last !== undefined) {
    words[words.length - 1] = { ...last, endFrame: Math.max(last.endFrame, blockFrames - at) };
  }
  const { look, scale, color, highlight } = edits.captions;
  const { look: oldLook, ...rest } = layer;
  const shownLook = look ?? oldLook;
  return {
    ...rest,
    words,
    style: {
      ...layer.style,
      ...(scale === undefined ? {} : { size: Math.min(0.5, Math.max(0.01, layer.style.size * scale)) }),
      ...(color === undefined ? {} : { color }),
    },
    ...(highlight === undefined ? {} : { highlight }),
    ...(shownLook === undefined || shownLook === 'karaoke' ? {} : { look: shownLook }),
  };
}

function presenterIn(
  layer: PresenterLayer,
  { spoken, voiceOffset, at, later, edits, fps }: ScenePlace,
): PresenterLayer {
  const { presenter } = edits;
  const source =
    presenter === undefined || layer.source.kind !== 'rig' ? layer.source : { ...layer.source, character: presenter };
  const startFrame = layer.startFrame + later;
  if (spoken === undefined || layer.track.sentences.length === 0) {
    return { ...layer, source, startFrame };
  }
  // The line is acted in a track of its own: what follows in the old one would fall into a longer line.
  const samples = samplesPerSecond / fps;
  const from = Math.max(0, Math.round((startFrame + voiceOffset - at) * samples));
  const moved = <T extends { startSample: number; endSample: number }>(list: readonly T[]): T[] =>
    list.map((each) => ({ ...each, startSample: each.startSample + from, endSample: each.endSample + from }));
  return {
    ...layer,
    source,
    startFrame,
    track: {
      ...layer.track,
      sampleCount: Math.max(layer.track.sampleCount, from + spoken.sampleCount),
      phonemes: moved(spoken.acting.phonemes),
      words: moved(spoken.acting.words),
      sentences: moved(spoken.acting.sentences),
    },
  };
}

function musicOf(music: Storyboard['music'], edit: StoryboardEdits['music']): Storyboard['music'] {
  if (edit === undefined) {
    return music;
  }
  if (edit.isOff) {
    return null;
  }
  const gainDb = edit.gainDb ?? music?.gainDb ?? -8;
  if (edit.track === undefined) {
    return music === null ? null : { ...music, gainDb };
  }
  return music !== null && 'track' in music && music.track === edit.track
    ? { ...music, gainDb }
    : { track: edit.track, seed: music !== null && 'track' in music ? music.seed : 1, gainDb };
}

function startsOf(scenes: readonly Pick<Scene, 'frames'>[]): number[] {
  let at = 0;
  return scenes.map(({ frames }) => {
    at += frames;
    return at - frames;
  });
}
