import { ClipoError, type Storyboard, type VoiceClip } from '@clipo/contract';
import { audioRate } from '../audio/audio-track.ts';
import { readWav } from '../audio/read-wav.ts';
import { runProgram } from '../ffmpeg/run.ts';
import type { BodyPiece, VideoPlan } from '../plan/plan-video.ts';
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
 * Signatures of videos before anything is drawn: pictures by what of which material they are going to show.
 * @throws ClipoError of voice files, `cancelled`
 */
export async function planSignatures(videos: readonly BatchVideo[], signal?: AbortSignal): Promise<Signature[]> {
  const hear = openEar(signal);
  const signatures: Signature[] = [];
  for (const video of videos) {
    signatures.push(await signatureOf(video, plannedPicture(video.storyboard), hear));
  }
  return signatures;
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
  const bodies = video.plan.pieces.flatMap((piece) => (piece.kind === 'body' ? [piece] : []));
  for (const { hash } of bodies) {
    const look = known.get(hash) ?? (await findLook(cache.pathOf(hash), hash));
    if (look !== undefined) {
      known.set(hash, look);
    }
  }
  if (bodies.some(({ hash }) => !known.has(hash))) {
    for (const [hash, look] of await looksInFile(video, signal)) {
      known.set(hash, look);
      // The pieces' folder may be gone: then this comparison has its looks, and the next one takes them again.
      await saveLook(cache.pathOf(hash), hash, look).catch(() => undefined);
    }
  }
  return {
    kind: 'seen',
    shots: bodies.map(({ hash }) => known.get(hash) ?? new Int32Array(0)),
    weights: bodies.map(({ frames }) => (frames * 1000) / video.settings.fps),
  };
}

/** The looks of a video's pieces from its finished file: one FFmpeg run that brings out only the frames looked at. */
async function looksInFile({ plan, settings, file }: MadeVideo, signal?: AbortSignal): Promise<Map<string, Look>> {
  const places: { piece: BodyPiece; frame: number }[] = [];
  let start = 0;
  for (const piece of plan.pieces) {
    const first = start;
    if (piece.kind === 'body' && !places.some((place) => place.piece.hash === piece.hash)) {
      places.push(...lookFrames(piece.frames, settings.fps).map((frame) => ({ piece, frame: first + frame })));
    }
    start += piece.frames;
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
  places.forEach(({ piece }, index) => {
    const frame = Float64Array.from(grey.subarray(index * size, (index + 1) * size));
    looks.set(piece.hash, [...(looks.get(piece.hash) ?? []), ...framePrint(frame, captionBoxes(piece))]);
  });
  return new Map([...looks].map(([hash, prints]) => [hash, Int32Array.from(prints)]));
}
