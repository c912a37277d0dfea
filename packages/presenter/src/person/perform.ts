import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  ClipoError,
  type Performance,
  type PresenterEngine,
  type PresenterMedia,
  type PresenterTrack,
  type RemoteSource,
} from '@clipo/contract';
import { writeWhole } from '../consent/consent-store.ts';
import { faceFrameOf } from '../face/face-frame.ts';
import { findFaces } from '../face/find-faces.ts';
import { findLandmarks } from '../face/find-landmarks.ts';
import { opaqueBox } from '../face/fit-person.ts';
import type { Motion } from '../face/liveliness.ts';
import { pyramidOf } from '../face/picture-patch.ts';
import type { PartOfPicture } from '../face/place-person.ts';
import { type RemoteShow, renderRemote } from '../remote/render-remote.ts';
import type { RemoteRun } from '../remote/run-remote.ts';
import { type ClipFacts, clipFactsOf, performanceKey } from './open-clip.ts';

/** A speech that an outside engine shall perform. */
export interface PerformanceToOrder {
  engine: PresenterEngine;
  source: RemoteSource;
  motion: Motion;
  track: PresenterTrack;
  /** The voice of the track, from its first sample on: a WAV file, mono, 48 kHz. */
  voice: string;
  fps: number;
  mostCents: number | undefined;
  deadlineMs: number;
  /** How often an engine without call-backs is asked; left out, every two seconds. */
  pollMs?: number | undefined;
  /** Where orders are kept, how results are fetched, and how a file gets a public address; left out, by the plain ways. */
  means?: (Pick<RemoteRun, 'orders' | 'fetchUrl'> & Pick<RemoteShow, 'publish'>) | undefined;
}

/** What engines are asked for: tall, as most of them film, and as large as a presenter gets on screen. */
const canvas = { width: 720, height: 1280 } as const;

/**
 * Has an outside engine perform a speech, cuts the person out where the engine did not, and finds where they stand in the clip.
 * An order that was paid is kept in `folder`, so that the same speech is not paid twice.
 * @throws ClipoError as `renderRemote`
 */
export async function orderPerformance(
  order: PerformanceToOrder,
  { folder, media, signal }: { folder: string; media: PresenterMedia; signal: AbortSignal },
): Promise<Performance> {
  const { engine, source, motion, track, voice, fps, mostCents, deadlineMs, pollMs, means } = order;
  const key = performanceKey(track);
  const clip = path.join(folder, `${key}.mkv`);
  await mkdir(folder, { recursive: true });
  if ((await stat(clipFactsOf(clip)).catch(() => undefined)) && (await stat(clip).catch(() => undefined))) {
    // The facts are written last: a clip that has them is whole.
    return { key, path: clip };
  }
  const { frameCount } = await renderRemote(
    engine,
    { source, voice, track, ...canvas, fps, wantsAlpha: true, motion, mostCents, publish: means?.publish },
    {
      folder: path.join(folder, 'orders'),
      deadlineMs,
      pollMs,
      signal,
      orders: means?.orders,
      fetchUrl: means?.fetchUrl,
    },
    media,
    clip,
  );
  await writeWhole(clipFactsOf(clip), await factsOf(clip, { fps, frames: frameCount }, media, signal));
  return { key, path: clip };
}

async function factsOf(
  clip: string,
  { fps, frames }: { fps: number; frames: number },
  media: PresenterMedia,
  signal: AbortSignal,
): Promise<ClipFacts> {
  let shown: PartOfPicture | undefined;
  let head: ClipFacts['head'];
  for (const firstFrame of new Set([0, Math.floor(frames / 2), frames - 1])) {
    for await (const data of media.readFrames(clip, { ...canvas, fps, firstFrame, mostFrames: 1 }, signal)) {
      const picture = { ...canvas, data };
      shown = together(shown, opaqueBox(picture));
      head ??= await headIn(picture);
    }
  }
  if (shown === undefined) {
    const { size } = await stat(clip);
    throw new ClipoError('unreadable_material', `${clip}: ${size} bytes without a frame`, {
      details: { file: path.basename(clip), problem: 'holds no picture' },
    });
  }
  return { ...canvas, fps, frames, shown, head };
}

async function headIn(picture: Parameters<typeof pyramidOf>[0]): Promise<ClipFacts['head']> {
  const pyramid = pyramidOf(picture);
  const [face] = (await findFaces(pyramid)).sort((a, b) => b.width - a.width);
  if (face === undefined) {
    return undefined;
  }
  const { x, y, halfHeight } = faceFrameOf((await findLandmarks(pyramid, face)).points).head;
  return { x, y, halfHeight };
}

function together(a: PartOfPicture | undefined, b: PartOfPicture): PartOfPicture {
  if (a === undefined) {
    return b;
  }
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
}
