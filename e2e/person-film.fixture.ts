import path from 'node:path';
import { runProgram } from '@clipo/engine';
import { type DrawnFace, drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';

/** Of films and frames. */
export const filmSize = { width: 360, height: 480 };

/** Films a drawn person: 24 drawings in three seconds, again and again for as long as is asked. */
export async function filmPerson(file: string, seconds: number, face: (part: number) => DrawnFace): Promise<string> {
  const drawings = 24;
  const bytes = Buffer.concat(
    Array.from(
      { length: drawings },
      (_, part) => drawFace({ ...filmSize, radius: 100, ...face(part / drawings) }).data,
    ),
  );
  await runProgram(
    'ffmpeg',
    [
      ...['-y', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', '360x480', '-r', '8', '-i', 'pipe:0'],
      ...['-vf', `loop=loop=-1:size=${drawings}:start=0,fps=25`, '-t', String(seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '14', '-pix_fmt', 'yuv420p', path.resolve(file)],
    ],
    { input: bytes },
  );
  return file;
}

/** A slow sway to both sides. */
export const sway = (part: number) => 8 * Math.sin(part * Math.PI * 2);
