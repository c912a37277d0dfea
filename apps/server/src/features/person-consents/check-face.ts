import { Worker } from 'node:worker_threads';
import { ClipoError, type ErrorCode, type ErrorDetails } from '@clipo/contract';
import { lineOf, sayErrorIn } from '@clipo/messages';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectMaterial } from '../materials/queries.ts';

/** What the thread is asked: a picture of this machine, and what it is called. */
export interface FaceTask {
  path: string;
  name: string;
}
/** What it answers: all that is wrong. */
export interface FaceAnswer {
  faults: { code: ErrorCode; message: string; details: ErrorDetails }[];
}

/** Whether a person's picture can be made to speak, and all that is wrong with it, in both languages. */
export interface FaceCheck {
  /** A film is looked at when it is first used: that takes as long as it lasts. */
  kind: 'portrait' | 'footage';
  /** Null for a film. */
  isFit: boolean | null;
  faults: { rule: string; text: { 'zh-CN': string; en: string } }[];
}

/** Pictures that are looked at at a time in a process, and how long one may take. */
const atOnce = 1;
const longestMs = 60_000;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Looks at a picture as it would be looked at before it speaks: one face, its size, angle, mouth, eyes, light and sharpness, and
 * how it looks when it speaks. Nothing of it is kept.
 * @throws ClipoError `no_such_thing`, `invalid_input` for what is neither a picture nor a film, `program_failed`
 */
export async function checkFace(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  teamId: string,
  materialId: string,
): Promise<FaceCheck> {
  const { name, sha256, mediaType } = foundOr(
    await db.asTeam(teamId, (tx) => selectMaterial(tx, materialId)),
    'material',
    materialId,
  );
  if (mediaType.startsWith('video/')) {
    return { kind: 'footage', isFit: null, faults: [] };
  }
  if (!mediaType.startsWith('image/')) {
    const problem = `${materialId} is neither a picture nor a film: nobody is seen in it`;
    throw new ClipoError('invalid_input', `material: ${problem}`, { details: { field: 'material', problem } });
  }
  if (running >= atOnce) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  try {
    const { faults } = await lookInThread({ path: await media.localFile(sha256), name });
    return { kind: 'portrait', isFit: faults.length === 0, faults: faults.map(told) };
  } finally {
    running--;
    waiting.shift()?.();
  }
}

function told({ code, message, details }: FaceAnswer['faults'][number]): FaceCheck['faults'][number] {
  const error = new ClipoError(code, message, { details });
  const text = { 'zh-CN': lineOf(error, sayErrorIn('zh-CN')), en: lineOf(error, sayErrorIn('en')) };
  return { rule: String(details.rule ?? code), text };
}

function lookInThread(task: FaceTask): Promise<FaceAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./check-face-thread.ts', import.meta.url), { workerData: task });
    const lost = (problem: string, cause?: unknown) => {
      clearTimeout(end);
      const details = { program: 'face check', problem };
      reject(new ClipoError('program_failed', `face check: ${problem}`, { details, isRetryable: true, cause }));
    };
    const end = setTimeout(() => void worker.terminate(), longestMs);
    worker.once('message', (answer: FaceAnswer) => {
      clearTimeout(end);
      resolve(answer);
    });
    worker.once('error', (cause: Error) => lost(cause.message, cause));
    worker.once('exit', (code) => lost(`it ended with ${code}`));
  });
}
