import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { VideoMaterial } from '@clipo/contract';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { finishMaterial } from './finish-material.ts';
import { measureFrames } from './measure-frames.ts';
import { measureNoise } from './measure-noise.ts';
import { createMotionTracker, shakeOf } from './measure-shake.ts';
import { detectMotion, isMended, type Mends, mendsFor } from './mend-clip.ts';
import { prepareMaterials } from './prepare-materials.ts';

const coffee = path.resolve(import.meta.dirname, '../../../../examples/tumbler/coffee.png');
const size = { width: 480, height: 360 };
const frames = 45;
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('mends');
});
afterAll(() => folder.remove());

/** Films the still with a camera that goes its way (FFmpeg expressions of `n`, in pixels of twice its size). */
async function film(name: string, x: string, y: string, noise = 0): Promise<string> {
  const output = path.join(folder.path, name);
  // Filmed at twice the size: a camera trembles by parts of a pixel.
  const filters = [
    `scale=1500:1000,crop=960:720:${x}:${y},scale=${size.width}:${size.height}:flags=area`,
    ...(noise === 0 ? [] : [`noise=alls=${noise}:allf=t:all_seed=3`]),
  ];
  const input = ['-loop', '1', '-framerate', '30', '-i', coffee, '-frames:v', String(frames), '-vf', filters.join(',')];
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-g', '15', '-pix_fmt', 'yuv420p', '-y'];
  await runProgram('ffmpeg', [...input, ...x264, output]);
  return output;
}

/** The mended form of a clip. */
async function mend(file: string, mends: Mends): Promise<string> {
  if (mends.steady) {
    expect(await detectMotion(file, undefined)).toBe(true);
  }
  const name = path.basename(file);
  const all = [{ startMs: 0, endMs: 1500 }];
  const clip = { ...size, durationMs: 1500, fps: 30, hasAudio: false, shots: all, moments: [{ ...all[0], score: 1 }] };
  const material = { kind: 'video', id: name, file: name, path: file, rights: undefined, ...clip } as VideoMaterial;
  const finished = await finishMaterial({ material, mends }, [null], path.join(folder.path, 'finished'));
  return (finished as VideoMaterial).path;
}

async function shakeOfFile(file: string): Promise<number> {
  const motion = createMotionTracker();
  const measures = await measureFrames(['-i', file], size, '', undefined, [], motion.take);
  expect(measures).toHaveLength(frames);
  return shakeOf(motion.shifts, { start: 0, end: frames }, 30, motion.longSide());
}

const trembling = { x: "'270+9*sin(n*2.1)+7*sin(n*3.7+1)'", y: "'140+8*sin(n*1.7)+6*cos(n*2.9)'" };
const steadyOnly = { steady: true, denoise: 0 };

describe('a shaken clip (C5)', () => {
  it('trembles less by 60 % and more, loses no frame, shows no edge, and comes out the same each time', async () => {
    const file = await film('shaken.mp4', trembling.x, trembling.y);
    const again = path.join(folder.path, 'again.mp4');
    await copyFile(file, again);
    const before = await shakeOfFile(file);
    expect(mendsFor({ shake: before, noise: 0 }).steady).toBe(true);
    const mended = await mend(file, steadyOnly);
    expect(await shakeOfFile(mended)).toBeLessThan(0.4 * before);
    expect(await readFile(await mend(again, steadyOnly))).toEqual(await readFile(mended));
  });

  it('is encoded twice in all, also where its noise goes: playable, then mended', async () => {
    const file = path.basename(await film('both.mp4', trembling.x, trembling.y, 16));
    const cacheDir = path.join(folder.path, 'cache');
    const still = path.basename(coffee);
    await copyFile(coffee, path.join(folder.path, still));
    const [clip] = (await prepareMaterials([{ file }, { file: still }], { root: folder.path, cacheDir })) as [
      VideoMaterial,
    ];
    const [entry = ''] = (await readdir(path.join(cacheDir, 'materials'))).filter((name) => name.includes(clip.id));
    expect(await readdir(path.join(cacheDir, 'matched'))).toHaveLength(1);
    expect((await readdir(path.join(cacheDir, 'materials', entry))).sort()).toEqual([
      'facts.json',
      'motion.trf',
      'playable.mp4',
    ]);
    const before = path.join(cacheDir, 'materials', entry, 'playable.mp4');
    expect(await shakeOfFile(clip.path)).toBeLessThan(0.6 * (await shakeOfFile(before)));
    expect(await measureNoise(clip.path, size, undefined)).toBeLessThan(
      0.6 * (await measureNoise(before, size, undefined)),
    );
  });

  it('a steady clip and a smooth pan are not touched', async () => {
    for (const [name, x] of [
      ['steady.mp4', '270'],
      ['pan.mp4', "'30+6*n'"],
    ] as const) {
      const file = await film(name, x, '140', 4);
      const faults = { shake: await shakeOfFile(file), noise: await measureNoise(file, size, undefined) };
      expect(isMended(mendsFor(faults)), `${name} ${JSON.stringify(faults)}`).toBe(false);
    }
  });
});

describe('a noisy clip (C5)', () => {
  it('loses at least half of its noise and is nearer to what was filmed', async () => {
    const clean = await film('clean.mp4', '270', '140');
    const file = await film('noisy.mp4', '270', '140', 16);
    const noise = await measureNoise(file, size, undefined);
    const mends = mendsFor({ shake: 0, noise });
    expect(mends.denoise).toBeGreaterThan(0);
    const before = await similarity(file, clean);
    const mended = await mend(file, mends);
    expect(await measureNoise(mended, size, undefined)).toBeLessThan(noise / 2);
    expect(await similarity(mended, clean)).toBeGreaterThan(before + 0.05);
  });
});

/** Mean SSIM of brightness over all frames. */
async function similarity(file: string, reference: string): Promise<number> {
  const args = ['-i', file, '-i', reference, '-lavfi', 'ssim=stats_file=-', '-f', 'null', '-'];
  const lines = (await runProgram('ffmpeg', args)).toString().match(/ Y:[\d.]+/g) ?? [];
  return lines.reduce((sum, line) => sum + Number(line.slice(3)), 0) / lines.length;
}
