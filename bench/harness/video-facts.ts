import { execFileSync } from 'node:child_process';

/** MD5 of the coded video stream of a file: equal bits, equal hash. */
export function streamHash(path: string): string {
  const args = ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'streamhash', '-hash', 'md5', '-'];
  return execFileSync('ffmpeg', args, { encoding: 'utf8' }).trim();
}

/** Frames of a file's video, counted by decoding them. */
export function countFrames(path: string): number {
  const entries = ['-count_frames', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_frames'];
  // Some files have side data, which leaves a comma behind the number.
  return Number.parseInt(
    execFileSync('ffprobe', ['-v', 'error', ...entries, '-of', 'csv=p=0', path], { encoding: 'utf8' }),
    10,
  );
}

/** Structural similarity of a file's picture (all planes) to raw I420 frames of the same size, from 0 to 1. */
export function similarity(path: string, raw: string, size: { width: number; height: number; fps: number }): number {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${size.width}x${size.height}`];
  const same = (from: string, to: string) => `[${from}]settb=1/${size.fps},setpts=N[${to}]`;
  const graph = `${same('0:v', 'a')};${same('1:v', 'b')};[a][b]ssim=stats_file=-`;
  const told = execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      path,
      ...input,
      '-framerate',
      String(size.fps),
      '-i',
      raw,
      '-lavfi',
      graph,
      '-f',
      'null',
      '-',
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const frames = [...told.matchAll(/All:([\d.]+)/g)].map((match) => Number(match[1]));
  return frames.reduce((sum, value) => sum + value, 0) / frames.length;
}
