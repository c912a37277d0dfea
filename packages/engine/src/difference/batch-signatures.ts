import { ClipoError, type Storyboard, type VoiceClip } from '@clipo/contract';
import { audioRate } from '../audio/audio-track.ts';
import { readWav } from '../audio/read-wav.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { partsOfPlan } from '../plan/parts-of-plan.ts';
import type { BodyPiece, Piece, VideoPlan } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openPieceCache } from '../render/piece-cache.ts';
import { framePrint, printSide } from './frame-print.ts';
import { captionBoxes, findLook, type Look, lookFrames, saveLook } from './look.ts';
import {
  musicName,
  plannedPicture,
  type SeenPicture,
  type Signature,
  structureOf,
  type VoicePrint,
} from './signature.ts';
import { lowerRate, printRate, soundPrints } from './sound-print.ts';
import { wordPrint } from './word-print.ts';

/** A video of a batch, as its plan knows it. */
export interface BatchVideo {
  storyboard: Storyboard;
  /** Spoken lines in order. */
  lines: readonly { text: string }[];
  /** The choice on each axis; name the product in those that mean something within one product only. */
  axes: Readonly<Record<string, string>>;
}

/** A video of a batch that has been made: `file` is where it lies. */
export interface MadeVideo extends BatchVideo {
  plan: VideoPlan;
  settings: RenderSettings;
  file: string;
}

/**
 * Opens what tells signatures of videos before anything is drawn: pictures by what of which material they are going to
 * show. A line is listened to once, however many plans are tried with it.
 * @throws ClipoError of voice files, `cancelled`
 */
export function openPlanSignatures(signal?: AbortSignal): (videos: readonly BatchVideo[]) => Promise<Signature[]> {
  const hear = openEar(signal);
  return async (videos) => {
    const signatures: Signature[] = [];
    for (const video of videos) {
      signatures.push(await signatureOf(video, plannedPicture(video.storyboard), hear));
    }
    return signatures;
  };
}

/** The same for one plan. */
export async function planSignatures(videos: readonly BatchVideo[], signal?: AbortSignal): Promise<Signature[]> {
  return openPlanSignatures(signal)(videos);
}

/**
 * Signatures of finished videos. What their pieces look like was noted while they were drawn; where that note is gone,
 * the frames are read from the video once and noted anew.
 * @throws ClipoError of voice files, `program_failed` where a video can't be read, `cancelled`
 */
export async function madeSignatures(
  videos: readonly MadeVideo[],
  piecesDir: string,
  signal?: AbortSignal,
): Promise<Signature[]> {
  const hear = openEar(signal);
  const known = new Map<string, Look>();
  const signatures: Signature[] = [];
  for (const video of videos) {
    signatures.push(await signatureOf(video, await seePicture(video, known, piecesDir, signal), hear));
  }
  return signatures;
}

async function signatureOf(
  { storyboard, lines, axes }: BatchVideo,
  picture: Signature['picture'],
  hear: (clip: VoiceClip) => Promise<VoicePrint>,
): Promise<Signature> {
  const { name, language, format, voice, music } = storyboard;
  const heard: VoicePrint[] = [];
  for (const clip of voice) {
    heard.push(await hear(clip));
  }
  return {
    name,
    language,
    format,
    picture,
    sound: {
      voice: heard,
      weights: voice.map(({ sampleCount }) => (sampleCount * 1000) / audioRate),
      music: musicName(music),
    },
    words: wordPrint(
      lines.map(({ text }) => text),
      language,
    ),
    structure: structureOf(storyboard, axes),
  };
}

/** Listens to each spoken line once, however many videos say it. */
function openEar(signal?: AbortSignal): (clip: VoiceClip) => Promise<VoicePrint> {
  const known = new Map<string, VoicePrint>();
  return async ({ speechKey, path }) => {
    const heard = known.get(speechKey);
    if (heard !== undefined) {
      return heard;
    }
    if (signal?.aborted) {
      throw new ClipoError('cancelled', 'the comparison was cancelled');
    }
    const made = { key: speechKey, prints: soundPrints(lowerRate(await readWav(path), audioRate / printRate)) };
    known.set(speechKey, made);
    return made;
  };
}

/** The shots of a finished video: the bodies of its scenes. Changes between them belong to the structure. */
async function seePicture(
  video: MadeVideo,
  known: Map<string, Look>,
  piecesDir: string,
  signal?: AbortSignal,
): Promise<SeenPicture> {
  const cache = openPieceCache(piecesDir);
  const bodies = bodiesOf(video.plan);
  for (const { body, piece } of bodies) {
    const look = known.get(body.hash) ?? (await findLook(cache.pathOf(piece.hash), body.hash));
    if (look !== undefined) {
      known.set(body.hash, look);
    }
  }
  if (bodies.some(({ body }) => !known.has(body.hash))) {
    for (const [hash, look] of await looksInFile(video, signal)) {
      known.set(hash, look);
      // The pieces' folder may be gone: then this comparison has its looks, and the next one takes them again.
      const piece = bodies.find(({ body }) => body.hash === hash)?.piece.hash ?? hash;
      await saveLook(cache.pathOf(piece), hash, look).catch(() => undefined);
    }
  }
  return { kind: 'seen', ...shotsOf(bodies, known, video.settings.fps) };
}

/** The looks of a video's pieces from its finished file: one FFmpeg run that brings out only the frames looked at. */
async function looksInFile({ plan, settings, file }: MadeVideo, signal?: AbortSignal): Promise<Map<string, Look>> {
  const places: { body: BodyPiece; frame: number }[] = [];
  for (const { body, start } of bodiesOf(plan)) {
    if (!places.some((place) => place.body.hash === body.hash)) {
      places.push(...lookFrames(body.frames, settings.fps).map((frame) => ({ body, frame: start + frame })));
    }
  }
  const chosen = places.map(({ frame }) => `eq(n\\,${frame})`).join('+');
  const grey = await runProgram(
    'ffmpeg',
    [
      ...['-threads', '1', '-i', file, '-an', '-fps_mode', 'passthrough'],
      ...[
        '-vf',
        `select='${chosen}',scale=${printSide}:${printSide}:flags=area,format=gray`,
        '-f',
        'rawvideo',
        'pipe:1',
      ],
    ],
    signal === undefined ? {} : { signal },
  );
  const size = printSide * printSide;
  if (grey.length !== places.length * size) {
    const problem = `${grey.length / size} of ${places.length} frames could be read`;
    throw new ClipoError('program_failed', `${file}: ${problem}`, { details: { program: 'ffmpeg', problem } });
  }
  const looks = new Map<string, number[]>();
  places.forEach(({ body }, index) => {
    const frame = Float64Array.from(grey.subarray(index * size, (index + 1) * size));
    looks.set(body.hash, [...(looks.get(body.hash) ?? []), ...framePrint(frame, captionBoxes(body))]);
  });
  return new Map([...looks].map(([hash, prints]) => [hash, Int32Array.from(prints)]));
}

interface PlacedBody {
  body: BodyPiece;
  /** The encoded piece that holds it: beside that lies what is known of it. */
  piece: Piece;
  start: number;
  scene: number;
}

function bodiesOf(plan: VideoPlan): PlacedBody[] {
  return partsOfPlan(plan).flatMap(({ part, piece, start, scene }) =>
    part.kind === 'body' ? [{ body: part, piece, start, scene }] : [],
  );
}

/** One shot a scene, also where its body was cut in two, with its length in milliseconds. */
function shotsOf(
  bodies: readonly PlacedBody[],
  known: ReadonlyMap<string, Look>,
  fps: number,
): Pick<SeenPicture, 'shots' | 'weights'> {
  const byScene = new Map<number, { look: number[]; frames: number }>();
  for (const { body, scene } of bodies) {
    const shot = byScene.get(scene) ?? { look: [], frames: 0 };
    shot.look.push(...(known.get(body.hash) ?? []));
    shot.frames += body.frames;
    byScene.set(scene, shot);
  }
  const shots = [...byScene.values()];
  return {
    shots: shots.map(({ look }) => Int32Array.from(look)),
    weights: shots.map(({ frames }) => (frames * 1000) / fps),
  };
}
