import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ClipoError, InputProblems, type RgbaPicture } from '@clipo/contract';
import { createPresenterMedia, runProgram } from '@clipo/engine';
import {
  createFootagePreview,
  findPortraitPoints,
  ingestFootage,
  loadPortrait,
  watchGestures,
} from '@clipo/presenter/people';
import type { FaceAnswer, FaceMessage, FaceTask, FootageProgress, FootageSeen } from './look-in-thread.ts';

// Networks keep a thread busy for seconds; in this one nobody waits for a heartbeat.
const task = workerData as FaceTask;
const media = createPresenterMedia();
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
const tell = (message: FaceMessage) => parentPort?.postMessage(message);
const looks = { portrait: lookAtPortrait, footage: lookAtFootage, gestures: lookForGestures } as const;
tell({ answer: await looks[task.kind]() });
parentPort?.close();

async function lookAtPortrait(): Promise<FaceAnswer> {
  const { path, name, landmarks } = task;
  const faults = await faultsOf(() => loadPortrait(path, media, undefined, { name, landmarks }));
  // Also where it is refused: mended points are what helps a drawing whose mouth is found in the wrong place.
  const found = landmarks ?? (await findPortraitPoints(path, media).catch(() => undefined));
  return { faults, landmarks: found ?? null, footage: null, seen: [] };
}

async function lookAtFootage(): Promise<FaceAnswer> {
  const { path, name, folder = '' } = task;
  const preview = createFootagePreview({ tileWidth: 120 });
  let footage: FootageSeen | null = null;
  let told = -1;
  let shown = Promise.resolve();
  const onProgress = ({ share, faceLost, mouthOpen, mostYaw }: FootageProgress) => {
    const step = Math.floor(share * 50);
    if (step === told) {
      return;
    }
    told = step;
    tell({ progress: { share, faceLost, mouthOpen, mostYaw } });
    if (step % 4 === 0) {
      shown = shown.then(() => show(preview.sheet()));
    }
  };
  const faults = await faultsOf(async () => {
    const options = { name, preview, onProgress, signal: stop.signal };
    const { report, loop } = await ingestFootage(path, join(folder, 'film.mkv'), media, options);
    const { seconds, backdrop, faceLost, mouthOpen, mostYaw, jump } = report;
    footage = { seconds, backdrop, faceLost, mouthOpen, mostYaw, jump, loopSeconds: loop.end / 25 };
  });
  await shown;
  // The last one holds all that was seen, also of a film that is refused.
  await show(preview.sheet());
  return { faults, landmarks: null, footage, seen: [] };
}

async function lookForGestures(): Promise<FaceAnswer> {
  let seen: FaceAnswer['seen'] = [];
  const faults = await faultsOf(async () => {
    seen = await watchGestures(task.path, media, stop.signal);
  });
  return { faults, landmarks: null, footage: null, seen };
}

/** Sends what was seen until now as a picture. One that fails is not worth a film. */
async function show(sheet: RgbaPicture | undefined): Promise<void> {
  if (sheet === undefined) {
    return;
  }
  const size = `${sheet.width}x${sheet.height}`;
  const raw = ['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-i', 'pipe:0'];
  const args = [...raw, '-frames:v', '1', '-q:v', '4', '-c:v', 'mjpeg', '-f', 'image2pipe', 'pipe:1'];
  const jpeg = await runProgram('ffmpeg', args, { input: Buffer.from(sheet.data) }).catch(() => undefined);
  if (jpeg !== undefined) {
    tell({ sheet: jpeg.toString('base64') });
  }
}

async function faultsOf(work: () => Promise<unknown>): Promise<FaceAnswer['faults']> {
  try {
    await work();
    return [];
  } catch (cause) {
    const faults = cause instanceof InputProblems ? cause.problems : cause instanceof ClipoError ? [cause] : undefined;
    if (faults === undefined) {
      throw cause;
    }
    return faults.map(({ code, message, details }) => ({ code, message, details: { ...details } }));
  }
}
