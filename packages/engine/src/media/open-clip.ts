import type { VideoMaterial } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { startProgram } from '../ffmpeg/run.ts';
import type { ClipFrames, ClipRequest } from '../layers/layer.ts';
import { type FrameSchedule, scheduleFrames, selectFilter } from './clip-frames.ts';
import type { FrameBuffers } from './frame-buffers.ts';
import { openFramePipe } from './frame-pipe.ts';

/**
 * Starts FFmpeg on a stretch of a clip. It seeks, crops and scales; every source frame that the stretch shows comes once
 * through the pipe, and is held here for the scene frames that repeat it.
 * @throws ClipoError `unreadable_material` where the clip gives no frame, `program_failed`, `cancelled`.
 */
export async function openClip(
  request: ClipRequest,
  clip: VideoMaterial,
  { signal, buffers }: { signal?: AbortSignal | undefined; buffers?: FrameBuffers | undefined } = {},
): Promise<ClipFrames> {
  const schedule = scheduleFrames(request, clip);
  const pipe = await openFramePipe((request.width * request.height * 3) / 2, buffers);
  const program = startProgram('ffmpeg', clipArgs(request, clip, schedule), signal, undefined, pipe.end);
  program.stdin.end();
  // The program has its own hold on the pipe's end now: with ours let go of, the pipe ends when it does.
  pipe.end.destroy();
  let place = -1;
  let current: Uint8Array | null = null;
  return {
    frame: async (sceneFrame) => {
      const wanted = schedule.places[Math.min(sceneFrame - request.firstFrame, schedule.places.length - 1)] ?? 0;
      while (place < wanted) {
        const next = await pipe.next();
        if (next === null) {
          // The pipe ended: either FFmpeg failed, and says why, or the clip is shorter than it said, and the last stays.
          await program.finished;
          break;
        }
        current = next;
        place++;
      }
      if (current === null) {
        const problem = 'gave no frame';
        throw new ClipoError('unreadable_material', `${clip.file} ${problem}`, {
          details: { file: clip.file, problem },
        });
      }
      return current;
    },
    close: async () => {
      program.kill();
      pipe.close();
      // Its end is awaited so that no decoder outlives its scene; that it was killed is no failure.
      await program.finished.catch(() => undefined);
    },
  };
}

/** FFmpeg's arguments for a stretch of a clip's playable form. Pure. */
function clipArgs(request: ClipRequest, clip: VideoMaterial, schedule: FrameSchedule): string[] {
  // Half a frame early: an exact time may fall on either side of its frame by rounding.
  const seconds = Math.max(0, (schedule.first - 0.5) / clip.fps);
  const filters = [selectFilter(schedule), cropFilter(request.crop, clip), scaleFilter(request, clip)];
  return [
    ...['-threads', '1', '-filter_threads', '1', '-ss', seconds.toFixed(6), '-i', `file:${clip.path}`],
    ...['-an', '-vf', filters.filter((filter) => filter !== '').join(',') || 'null', '-fps_mode', 'passthrough'],
    ...['-frames:v', String(Math.max(1, schedule.shown.length)), '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'],
  ];
}

/** Even pixels of the source, inside it; '' for all of it. */
function cropFilter(crop: ClipRequest['crop'], clip: VideoMaterial): string {
  const cut = cropPixels(crop, clip);
  return cut.w === clip.width && cut.h === clip.height ? '' : `crop=${cut.w}:${cut.h}:${cut.x}:${cut.y}`;
}

function cropPixels(crop: ClipRequest['crop'], clip: VideoMaterial): { x: number; y: number; w: number; h: number } {
  const span = (start: number, length: number, whole: number): [number, number] => {
    const size = Math.min(whole, Math.max(2, Math.round((length * whole) / 2) * 2));
    return [Math.min(whole - size, Math.max(0, Math.round((start * whole) / 2) * 2)), size];
  };
  const [x, w] = span(crop.x, crop.w, clip.width);
  const [y, h] = span(crop.y, crop.h, clip.height);
  return { x, y, w, h };
}

/** Enlarging shows the difference between filters, reducing hardly does: Lanczos costs a third more than bicubic. */
function scaleFilter(request: ClipRequest, clip: VideoMaterial): string {
  const cut = cropPixels(request.crop, clip);
  if (cut.w === request.width && cut.h === request.height) {
    return '';
  }
  const flags = request.width > cut.w || request.height > cut.h ? 'lanczos' : 'bicubic';
  return `scale=${request.width}:${request.height}:flags=${flags}`;
}
