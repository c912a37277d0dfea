import type { Size } from '@clipo/contract';
import { startProgram } from '../ffmpeg/run.ts';
import { openingArgs, openingStillArgs } from '../materials/probe-media.ts';
import { openFramePipe } from './frame-pipe.ts';

/**
 * Decodes a video or a picture for who looks at its frames: luma alone, a byte a sample, made `size` small by the mean of
 * what each sample covers, upright. `everyFrame` is told each, in order; the bytes are valid during the call.
 * @param options.isStill whether the file is a picture
 * @param options.mostSeconds what comes later is not looked at
 * @throws ClipoError program_failed where it can't be decoded, cancelled
 */
export async function readLumaFrames(
  path: string,
  { width, height }: Size,
  everyFrame: (luma: Uint8Array) => void,
  { isStill, mostSeconds, signal }: { isStill: boolean; mostSeconds: number; signal?: AbortSignal },
): Promise<void> {
  const pipe = await openFramePipe(width * height);
  const args = [
    ...[
      '-threads',
      '1',
      '-t',
      String(mostSeconds),
      ...(isStill ? openingStillArgs(path) : openingArgs(path)),
      '-an',
      '-sn',
    ],
    ...['-vf', `scale=${width}:${height}:flags=area,format=gray`],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
  ];
  const program = startProgram('ffmpeg', args, signal, undefined, pipe.end);
  pipe.end.destroy();
  for (let luma = await pipe.next(); luma !== null; luma = await pipe.next()) {
    everyFrame(luma);
  }
  pipe.close();
  await program.finished;
}
