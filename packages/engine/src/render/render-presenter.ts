import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PresenterPort, PresenterRequest } from '@clipo/contract';
import { startProgram } from '../ffmpeg/run.ts';

/** Content type of what `renderPresenter` writes. */
export const presenterFilmType = 'video/mp4';

/**
 * Draws frames of a presenter into a film that browsers can decode: twice as high as the presenter's picture, above its
 * premultiplied colours, below how opaque they are. Groups of pictures are short, so that any frame is near.
 * @throws ClipoError as the port does; `missing_program`, `program_failed`, `cancelled`
 */
export async function renderPresenter(
  request: PresenterRequest,
  path: string,
  presenters: PresenterPort,
  signal: AbortSignal,
): Promise<void> {
  const { size, fps, firstFrame, endFrame } = request;
  await mkdir(dirname(path), { recursive: true });
  const presenter = await presenters.open(request);
  try {
    const program = startProgram('ffmpeg', argumentsFor(size, fps, path), signal);
    try {
      for (let at = firstFrame; at < endFrame; at++) {
        signal.throwIfAborted();
        const { rgba } = await presenter.frame(at);
        await Promise.race([
          new Promise<void>((resolve) => program.stdin.write(colorsOverAlpha(rgba), () => resolve())),
          program.finished,
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
    await presenter.close();
  }
}

function argumentsFor({ width, height }: PresenterRequest['size'], fps: number, path: string): string[] {
  return [
    ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height * 2}`, '-r', String(fps), '-i', 'pipe:0'],
    ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-crf', '10', '-g', '12', '-bf', '0', '-threads', '2', '-colorspace', 'bt709', '-color_primaries', 'bt709'],
    ...['-color_trc', 'bt709', '-color_range', 'tv', '-movflags', '+faststart', '-f', 'mp4', '-y', `file:${path}`],
  ];
}

function colorsOverAlpha(rgba: Uint8Array): Uint8Array {
  const both = new Uint8Array(rgba.length * 2);
  both.set(rgba);
  const words = new Uint32Array(both.buffer, rgba.length);
  for (let pixel = 0, at = 3; at < rgba.length; pixel++, at += 4) {
    words[pixel] = (rgba[at] as number) * 0x01_01_01_01;
  }
  return both;
}
