import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../ffmpeg/run.ts';
import { type EncoderRequest, encoderArguments } from './encoder-arguments.ts';

const small = { width: 180, height: 320 } as const;

/** Moving I420 frames, a few tones apart, so that encoders have something to predict. `first` shifts the motion. */
export function movingFrames(
  count: number,
  first: number,
  { width, height } = small as { width: number; height: number },
) {
  const frameBytes = (width * height * 3) / 2;
  const bytes = new Uint8Array(frameBytes * count).fill(128);
  for (let frame = 0; frame < count; frame += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const wave = Math.sin((x + (frame + first) * 3) / 9) + Math.sin((y - (frame + first) * 2) / 13);
        bytes[frame * frameBytes + y * width + x] = Math.round(126 + wave * 50 + ((x * 7 + y * 13 + frame * 5) % 11));
      }
    }
  }
  return bytes;
}

/** Plain frames, white where `isWhite` says so, else black: a flash to look for. */
export function flashFrames(count: number, isWhite: (frame: number) => boolean) {
  const frameBytes = (small.width * small.height * 3) / 2;
  const bytes = new Uint8Array(frameBytes * count).fill(128);
  for (let frame = 0; frame < count; frame += 1) {
    const luma = isWhite(frame) ? 235 : 16;
    bytes.fill(luma, frame * frameBytes, frame * frameBytes + small.width * small.height);
  }
  return bytes;
}

/** Encodes frames as a piece with Clipo's own arguments and gives its path. */
export async function encodePiece(
  folder: string,
  name: string,
  frames: Uint8Array,
  request: Partial<EncoderRequest> = {},
): Promise<string> {
  const path = join(folder, `${name}.mp4`);
  const whole: EncoderRequest = { codec: 'h264', fps: 30, quality: 'final', ...small, ...request };
  await runProgram('ffmpeg', [...encoderArguments(whole), path], { input: frames });
  return path;
}

/** MD5 of every decoded frame, in display order. */
export async function frameHashes(path: string): Promise<string[]> {
  const args = ['-i', path, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1'];
  return String(await runProgram('ffmpeg', args))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(line.lastIndexOf(',') + 1).trim());
}

/** Types of the boxes of an MP4 anywhere on the way to its samples. */
export async function boxTypes(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const types: string[] = [];
  const walk = (start: number, end: number) => {
    for (let at = start; at + 8 <= end; ) {
      const size = bytes.readUInt32BE(at);
      const type = bytes.toString('latin1', at + 4, at + 8);
      types.push(type);
      if (['moov', 'trak', 'edts', 'mdia', 'minf', 'stbl', 'udta'].includes(type)) {
        walk(at + 8, at + size);
      }
      at += Math.max(8, size);
    }
  };
  walk(0, bytes.length);
  return types;
}
