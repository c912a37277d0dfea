import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from '../ffmpeg/run.ts';
import { encodePlayable, type PlayableJob } from './encode-playable.ts';
import { scoreFrames } from './find-moments.ts';
import { measureFrames } from './measure-frames.ts';
import type { Stretch } from './playable-form.ts';
import { openingArgs, quotientOf } from './probe-media.ts';

/** Longest excerpt and all excerpts together, in milliseconds: more than any video of a batch can use. */
const excerptMs = 8_000;
const mostMs = 120_000;
const mostSamples = 48;

/**
 * Makes the playable form of a long clip from its best stretches, in their order. They are chosen by looking at single
 * key frames spread over the clip, so that a clip of hours costs about as much as one of minutes.
 * @param affordableMs how much of it may be decoded whole.
 * @returns the joins, as makePlayable does.
 */
export async function makeExcerpts(job: PlayableJob, durationMs: number, affordableMs: number): Promise<number[]> {
  const length = Math.min(mostMs, Math.max(2_000, affordableMs));
  const pieces: { file: string; frames: number }[] = [];
  let joined = 0;
  for (const stretch of await chooseStretches(job, durationMs, length)) {
    const file = path.join(job.folder, `excerpt-${pieces.length}.mp4`);
    const piece = { ...job, output: file };
    const input = ['-ss', String(stretch.startMs / 1000), '-t', String((stretch.endMs - stretch.startMs) / 1000)];
    const complaints = await encodePlayable(piece, [...input, ...openingArgs(job.path)], undefined);
    const frames = await countFrames(file, job.signal);
    // A damaged excerpt is not worth mending: there are others.
    if (complaints === '' && frames >= quotientOf(job.form.rate)) {
      pieces.push({ file, frames });
    }
  }
  const list = path.join(job.folder, 'excerpts.txt');
  await writeFile(list, pieces.map(({ file }) => `file '${path.basename(file)}'\n`).join(''));
  const bitexact = ['-fflags', '+bitexact', '-flags', '+bitexact'];
  const join = ['-f', 'concat', '-safe', '1', '-i', list, '-c', 'copy', ...bitexact, '-f', 'mp4', '-y', job.output];
  await runProgram('ffmpeg', join, job.signal && { signal: job.signal });
  return pieces.slice(0, -1).map(({ frames }) => {
    joined += frames;
    return (joined * 1000) / quotientOf(job.form.rate);
  });
}

async function countFrames(file: string, signal: AbortSignal | undefined): Promise<number> {
  const args = ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', file];
  return Number.parseInt((await runProgram('ffprobe', args, signal && { signal })).toString('latin1'), 10) || 0;
}

/** The best stretches by one key frame each, in order of time. */
async function chooseStretches(job: PlayableJob, durationMs: number, lengthMs: number): Promise<Stretch[]> {
  const slotMs = Math.min(excerptMs, lengthMs);
  const slots = Math.min(mostSamples, Math.floor(durationMs / slotMs));
  const stepMs = durationMs / slots;
  const measures = [];
  for (let slot = 0; slot < slots; slot++) {
    const seek = ['-skip_frame', 'nokey', '-ss', String((slot * stepMs) / 1000), '-noaccurate_seek'];
    const input = [...seek, ...openingArgs(job.path), '-map', `0:${job.track.index}`, '-frames:v', '1'];
    const [measure] = await measureFrames(input, job.form.size, '', job.signal);
    measures.push(measure ?? { sharpness: 0, motion: 0, change: 0, mean: 0, clipped: 1 });
  }
  const scores = scoreFrames(measures);
  return scores
    .map((score, slot) => ({ score, startMs: Math.floor(slot * stepMs) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.startMs - b.startMs)
    .slice(0, Math.max(1, Math.floor(lengthMs / slotMs)))
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ startMs }) => ({ startMs, endMs: startMs + slotMs }));
}
