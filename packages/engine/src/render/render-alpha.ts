import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { ExplicitLabel, PresenterFrames, Size } from '@clipo/contract';
import { interleave } from '../audio/encode-mix.ts';
import { type MixRequest, mixAudio } from '../audio/mix-audio.ts';
import { startProgram } from '../ffmpeg/run.ts';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { paintLabel } from '../layers/label.ts';

/** A presenter on nothing: its frames where they belong, the label that is seen, and the sound under it. */
export interface AlphaRequest {
  size: Size;
  fps: number;
  frames: number;
  presenter: PresenterFrames;
  /** Where the presenter's picture lies, in whole pixels; it has that size. */
  at: { x: number; y: number; w: number; h: number };
  label: ExplicitLabel;
  sound: MixRequest;
  /** Path of the WebM. */
  out: string;
}

/**
 * Writes a WebM with exact alpha (VP9 by libvpx, its alpha as a second stream of the track) and Opus sound of the same
 * length. The explicit label is part of every frame.
 * @throws ClipoError `missing_program`, `program_failed`, `disk_full`, `cancelled`
 */
export async function renderAlpha(request: AlphaRequest, signal?: AbortSignal): Promise<void> {
  const { size, fps, frames, presenter, at, out } = request;
  const canvas = createNodeCanvas();
  const sheet = canvas.createCanvas(size.width, size.height);
  paintLabel(sheet.getContext('2d'), request.label);
  const label = canvas.takePixels(sheet);
  const mix = await mixAudio(request.sound, { signal });
  const sound = `${out}.${randomUUID()}.f32.tmp`;
  try {
    await writeFile(sound, interleave(mix, 0));
    const program = startProgram('ffmpeg', argumentsFor(size, fps, sound, out), signal);
    try {
      for (let index = 0; index < frames; index++) {
        signal?.throwIfAborted();
        const picture = await presenter.frame(index);
        const frame = frameOf(picture.rgba, at, label, size);
        // Taken, or the program has ended: its own end tells why.
        await Promise.race([
          new Promise<void>((resolve) => program.stdin.write(frame, () => resolve())),
          program.finished.catch(() => undefined),
        ]);
      }
      program.stdin.end();
    } catch (cause) {
      program.kill();
      // What the program says of its own end is nearer to the cause than a broken pipe.
      await program.finished;
      throw cause;
    }
    await program.finished;
  } finally {
    await rm(sound, { force: true });
  }
}

function argumentsFor({ width, height }: Size, fps: number, sound: string, out: string): string[] {
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', String(fps), '-i', 'pipe:0'];
  const audio = ['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', `file:${sound}`];
  const colors = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuva420p', '-colorspace', 'bt709'];
  const video = [
    '-c:v',
    'libvpx-vp9',
    '-auto-alt-ref',
    '0',
    '-b:v',
    '0',
    '-crf',
    '30',
    // Four times as fast as `good`, a quarter larger, the picture as near: it is cut again before anybody posts it.
    '-deadline',
    'realtime',
    '-cpu-used',
    '5',
    '-row-mt',
    '1',
  ];
  return [
    ...picture,
    ...audio,
    ...colors,
    ...video,
    '-c:a',
    'libopus',
    '-b:a',
    '96k',
    '-f',
    'webm',
    '-y',
    `file:${out}`,
  ];
}

/** A frame with straight alpha, as video carries it: the presenter in its place, the label over it. */
function frameOf(rgba: Uint8Array, at: AlphaRequest['at'], label: Uint8Array, size: Size): Uint8Array {
  const frame = new Uint8Array(size.width * size.height * 4);
  for (let y = Math.max(0, at.y); y < Math.min(size.height, at.y + at.h); y++) {
    const left = Math.max(0, at.x);
    const right = Math.min(size.width, at.x + at.w);
    const from = ((y - at.y) * at.w + left - at.x) * 4;
    frame.set(rgba.subarray(from, from + (right - left) * 4), (y * size.width + left) * 4);
  }
  for (let pixel = 0; pixel < frame.length; pixel += 4) {
    const over = label[pixel + 3] as number;
    if (over > 0) {
      const keep = 255 - over;
      for (let channel = 0; channel < 4; channel++) {
        const below = frame[pixel + channel] as number;
        frame[pixel + channel] = (label[pixel + channel] as number) + Math.round((below * keep) / 255);
      }
    }
    const alpha = frame[pixel + 3] as number;
    if (alpha > 0 && alpha < 255) {
      for (let channel = 0; channel < 3; channel++) {
        frame[pixel + channel] = Math.min(255, Math.round(((frame[pixel + channel] as number) * 255) / alpha));
      }
    }
  }
  return frame;
}
