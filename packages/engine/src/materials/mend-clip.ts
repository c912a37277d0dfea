import path from 'node:path';
import { ClipoError, type Size } from '@clipo/contract';
import { filterValue } from '../ffmpeg/filter-value.ts';
import { runProgram } from '../ffmpeg/run.ts';

/** What is wrong with a clip's picture. */
export interface Faults {
  /** As `shakeOf` gives it: fraction of the long side. */
  shake: number;
  /** As `measureNoise` gives it. */
  noise: number;
}

/** What is done about it. `denoise`: the noise to take away, in steps of brightness. */
export interface Mends {
  steady: boolean;
  denoise: number;
}

/** Unrest that is seen: about 4 pixels of 1920. A hand that holds still stays below it. */
const leastShake = 0.002;
/** Noise that is seen through a phone's own compression. */
export const leastNoise = 2.5;
/** More than this can't be told from texture. */
const mostNoise = 14;
/** Edges that a steadied picture may lose on each side: a fiftieth. Together 4 %. */
const edge = 0.019;

/** What a clip needs, by measure; most need nothing. Pure. */
export function mendsFor({ shake, noise }: Faults): Mends {
  return {
    steady: shake >= leastShake,
    denoise: noise >= leastNoise ? Number(Math.min(mostNoise, noise).toFixed(1)) : 0,
  };
}

/** Whether there is anything to do. */
export function isMended({ steady, denoise }: Mends): boolean {
  return steady || denoise > 0;
}

/** Name of the file with a clip's motion, beside its playable form. */
export const motionName = 'motion.trf';

/**
 * The filters of a clip's mends; they come first of all that is done to its playable form. Pure.
 * @param folder the playable form's, which also holds its motion.
 */
export function mendFilters({ denoise, steady }: Mends, size: Size, folder: string): string[] {
  return [...denoiseFilters(denoise), ...(steady ? [steadyFilter(path.join(folder, motionName), size)] : [])];
}

/**
 * Follows the motion of a clip's playable form and leaves it beside it, for `mendFilters`.
 * @returns false where this build of FFmpeg has no vidstab: the clip then stays as it was filmed.
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`.
 */
export async function detectMotion(file: string, signal: AbortSignal | undefined): Promise<boolean> {
  const motion = path.join(path.dirname(file), motionName);
  const detect = `vidstabdetect=result=${filterValue(motion)}:shakiness=6:accuracy=12:stepsize=6:mincontrast=0.2`;
  try {
    await runProgram('ffmpeg', ['-i', `file:${file}`, '-an', '-vf', detect, '-f', 'null', '-'], signal && { signal });
    return true;
  } catch (cause) {
    if (cause instanceof ClipoError && /No such filter/.test(cause.message)) {
      return false;
    }
    throw cause;
  }
}

/** Moves at most as far as the zoom hides: no black edge ever shows, and nothing is cropped beyond it. */
function steadyFilter(motion: string, size: Size): string {
  const most = Math.floor(edge * Math.min(size.width, size.height));
  const zoom = (1 / (1 - 2 * edge) - 1) * 100;
  // A third of a second on either side: the way of the hand stays, its trembling goes.
  const options = [
    `input=${filterValue(motion)}`,
    'smoothing=12:optalgo=gauss:crop=keep:optzoom=0',
    `zoom=${zoom.toFixed(2)}:maxshift=${most}:maxangle=0.003:interpol=bicubic`,
  ];
  return `vidstabtransform=${options.join(':')}`;
}

/** Strengths are multiples of the noise: the nearest to the clean picture in trials with noise of known strength. */
function denoiseFilters(noise: number): string[] {
  const strength = (times: number) => (noise * times).toFixed(1);
  return noise === 0 ? [] : [`hqdn3d=${[1.8, 1.5, 2.3, 1.8].map(strength).join(':')}`];
}
