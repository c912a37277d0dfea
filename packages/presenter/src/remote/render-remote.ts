import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ClipoError,
  type PresenterEngine,
  type PresenterJob,
  type PresenterMedia,
  type PresenterTrack,
  type RemoteSource,
} from '@clipo/contract';
import { backdropOf, createPersonMatte } from '../footage/person-matte.ts';
import { engineFailure } from './fetch-result.ts';
import { keyOutGreen, maskOut } from './key-out.ts';
import { measureOffset } from './measure-offset.ts';
import { type RemoteRun, type RemoteVideo, runRemote } from './run-remote.ts';
import { type SpeechPart, splitSpeech, wavOf } from './split-speech.ts';

const sampleRate = 48_000;
/** Pictures that may lack at the end: the last one is held. More, and the engine made something else. */
const mostHeldMs = 250;

/** What an engine shall speak, and how large. */
export interface RemoteShow {
  source: RemoteSource;
  /** The voice: a WAV file, mono, 48 kHz. */
  voice: string;
  track: Pick<PresenterTrack, 'sentences' | 'language'>;
  width: number;
  height: number;
  fps: number;
  wantsAlpha: boolean;
  motion: PresenterJob['motion'];
  /** Most that it may cost, in cents of the engine's currency. */
  mostCents?: number | undefined;
  callbackUrl?: string | undefined;
  /** Addresses of files for engines that take nothing else: a store that both reach. */
  publish?: ((file: string) => Promise<string>) | undefined;
}

/** A finished clip: straight alpha, exactly as many frames as the voice lasts. */
export interface RemoteClip {
  path: string;
  frameCount: number;
  /** What the engine's pictures came late by in each part, before it was put right; undefined where it gave no sound. */
  offsetsMs: readonly (number | undefined)[];
  /** What the engine says that it cost, else what was reckoned. */
  costCents: number | undefined;
}

/** What a speech of so many milliseconds costs, as far as the price was set. */
export function reckonCost(engine: Pick<PresenterEngine, 'capabilities'>, durationMs: number): number | undefined {
  const { centsPerSecond } = engine.capabilities;
  return centsPerSecond === undefined ? undefined : Math.ceil((centsPerSecond * durationMs) / 1000);
}

/**
 * Has an engine speak a voice of any length: its cost is known and held against the limit first, what is too long is split at
 * gaps between sentences, the parts are made as many at a time as the engine takes, what came late is put right by the sound
 * that came back, green screens and masks become transparency, and the parts are joined to the frame.
 * @param output the clip's file
 * @throws ClipoError `presenter_failed`, `consent_needed`, `url_refused`, `fetch_failed`, `unreadable_material`, `cancelled`
 */
export async function renderRemote(
  engine: PresenterEngine,
  show: RemoteShow,
  run: RemoteRun,
  media: PresenterMedia,
  output: string,
): Promise<RemoteClip> {
  const { signal } = run;
  const samples = await media.readSamples(show.voice, sampleRate, signal);
  const reckoned = reckonCost(engine, (samples.length * 1000) / sampleRate);
  if (show.mostCents !== undefined && (reckoned ?? 0) > show.mostCents) {
    const money = (cents: number) => (cents / 100).toFixed(2);
    throw engineFailure(engine.id, 'engine_budget', 'it would cost more than the limit', {
      cost: money(reckoned ?? 0),
      limit: money(show.mostCents),
      currency: engine.capabilities.currency,
    });
  }
  const { leastAudioMs, mostAudioMs, mostAudioBytes, concurrency } = engine.capabilities;
  const most = Math.min((mostAudioMs * sampleRate) / 1000, Math.floor((mostAudioBytes - 44) / 2));
  const parts = splitSpeech(samples, show.track.sentences, { least: (leastAudioMs * sampleRate) / 1000, most });
  await mkdir(run.folder, { recursive: true });
  const published = await publishedSource(engine, show);
  const videos: RemoteVideo[] = new Array(parts.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < parts.length; at = next++) {
      const part = parts[at] as SpeechPart;
      videos[at] = await runRemote(engine, await jobOf(engine, show, published, samples, part, run), run);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, parts.length)) }, worker));
  const offsetsMs: (number | undefined)[] = [];
  const frameAt = (sample: number) => Math.round((sample * show.fps) / sampleRate);
  const frames = async function* () {
    for (const [at, part] of parts.entries()) {
      const video = videos[at] as RemoteVideo;
      const sent = samples.subarray(part.start, part.end);
      const offset = await offsetOf(video.video, sent, media, signal);
      offsetsMs.push(offset);
      const count = frameAt(part.end) - frameAt(part.start);
      yield* partFrames(
        engine,
        show,
        video,
        { count, shift: Math.round(((offset ?? 0) * show.fps) / 1000) },
        media,
        signal,
      );
    }
  };
  await media.writeFrames(output, frames(), show, signal);
  const told = videos.map(({ costCents }) => costCents);
  const isTold = told.every((cents) => cents !== undefined);
  return {
    path: output,
    frameCount: frameAt(samples.length),
    offsetsMs,
    costCents: isTold ? told.reduce<number>((sum, cents) => sum + (cents ?? 0), 0) : reckoned,
  };
}

async function publishedSource(engine: PresenterEngine, { source, publish }: RemoteShow): Promise<RemoteSource> {
  const isNeeded =
    source.kind !== 'avatar' && source.url === undefined && engine.capabilities.transport === 'public_url';
  return isNeeded && publish !== undefined ? { ...source, url: await publish(source.path) } : source;
}

async function jobOf(
  engine: PresenterEngine,
  show: RemoteShow,
  source: RemoteSource,
  samples: Int16Array,
  { start, end }: SpeechPart,
  run: RemoteRun,
): Promise<PresenterJob> {
  const wav = wavOf(samples.slice(start, end));
  const { width, height, fps, wantsAlpha, motion } = show;
  const who = source.kind === 'avatar' ? source.avatarId : source.consent.fileSha256;
  const key = createHash('sha256')
    .update(wav)
    .update(JSON.stringify([who, width, height, fps, wantsAlpha, motion]));
  const idempotencyKey = `clipo_${key.digest('hex').slice(0, 40)}`;
  const file = path.join(run.folder, `${idempotencyKey}.wav`);
  await writeFile(file, wav);
  const url = engine.capabilities.transport === 'public_url' ? await show.publish?.(file) : undefined;
  return {
    idempotencyKey,
    source,
    audio: { path: file, durationMs: Math.round(((end - start) * 1000) / sampleRate), url },
    language: show.track.language,
    out: { width, height, fps, wantsAlpha },
    motion,
    callbackUrl: show.callbackUrl,
  };
}

async function offsetOf(video: string, sent: Int16Array, media: PresenterMedia, signal?: AbortSignal) {
  const { hasAudio } = await media.probe(video, signal);
  if (!hasAudio) {
    return undefined;
  }
  const returned = await media.readSamples(video, 16_000, signal);
  return measureOffset(
    Int16Array.from({ length: Math.floor(sent.length / 3) }, (_, at) => sent[at * 3] as number),
    returned,
  );
}

/** The frames of one part: as many as asked for, moved by `shift` so that mouth and voice agree. */
async function* partFrames(
  engine: PresenterEngine,
  { width, height, fps, wantsAlpha }: RemoteShow,
  video: RemoteVideo,
  { count, shift }: { count: number; shift: number },
  media: PresenterMedia,
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  const wanted = { width, height, fps, mostFrames: count + Math.max(0, shift) };
  const pictures = media.readFrames(video.video, wanted, signal)[Symbol.asyncIterator]();
  const masks =
    video.mask === undefined ? undefined : media.readFrames(video.mask, wanted, signal)[Symbol.asyncIterator]();
  let cutOut: ReturnType<typeof createPersonMatte> | undefined;
  const read = async () => {
    const [picture, mask] = await Promise.all([pictures.next(), masks?.next()]);
    if (picture.done === true) {
      return undefined;
    }
    if (video.alpha === 'greenscreen') {
      keyOutGreen(picture.value);
    } else if (video.alpha === 'mask' && mask !== undefined && mask.done !== true) {
      maskOut(picture.value, mask.value);
    } else if (video.alpha === 'none' && wantsAlpha) {
      cutOut ??= createPersonMatte(backdropOf(picture.value, width, height), width, height);
      await cutOut(picture.value);
    }
    return picture.value;
  };
  try {
    let last = await read();
    for (let skipped = 0; skipped < shift && last !== undefined; skipped++) {
      last = (await read()) ?? last;
    }
    let held = 0;
    for (let frame = 0; frame < count; frame++) {
      if (last === undefined || held * (1000 / fps) > mostHeldMs) {
        throw engineFailure(engine.id, 'engine_length', 'its video is too short', {
          seconds: ((frame - held) / fps).toFixed(1),
          wanted: (count / fps).toFixed(1),
        });
      }
      yield last;
      // A picture that came early waits for its voice.
      if (frame >= -shift) {
        const following = frame + 1 < count ? await read() : undefined;
        held = following === undefined ? held + 1 : 0;
        last = following ?? last;
      }
    }
  } finally {
    await Promise.all([pictures.return?.(), masks?.return?.()]);
  }
}

/**
 * An engine's clip, or, where the engine failed, the notice to show while a built-in presenter speaks in its place. What the
 * user must decide (consent, a cancel, a full disk) is not hidden that way.
 */
export async function orBuiltIn(work: Promise<RemoteClip>): Promise<{ clip: RemoteClip } | { notice: ClipoError }> {
  try {
    return { clip: await work };
  } catch (error) {
    const replaceable = ['presenter_failed', 'url_refused', 'fetch_failed', 'unreadable_material'];
    if (error instanceof ClipoError && replaceable.includes(error.code)) {
      return { notice: error };
    }
    throw error;
  }
}
