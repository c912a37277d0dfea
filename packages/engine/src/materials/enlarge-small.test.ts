import path from 'node:path';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { enlargeFilters, enlargementOf } from './enlarge-small.ts';

const coffee = path.resolve(import.meta.dirname, '../../../../examples/tumbler/coffee.png');
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('enlarged');
});
afterAll(() => folder.remove());

describe('a small still (C5)', () => {
  it.each([2, 3])(
    'made %i times smaller on purpose, comes back nearer to itself and sharper than by bicubic',
    async (times) => {
      const small = path.join(folder.path, `small-${times}.png`);
      const size = { width: 600 / times, height: Math.floor(400 / times) };
      const whole = { width: size.width * times, height: size.height * times };
      await runProgram('ffmpeg', ['-i', coffee, '-vf', `scale=${size.width}:${size.height}:flags=area`, '-y', small]);
      const enlarged = await judge(small, ['format=rgba', ...enlargeFilters(size, times, 0)].join(','), whole);
      const bicubic = await judge(small, `scale=${whole.width}:${whole.height}:flags=bicubic`, whole);
      expect(enlarged.similarity).toBeGreaterThan(bicubic.similarity + 0.008);
      expect(enlarged.edges).toBeGreaterThan(1.1 * bicubic.edges);
      // No more edge than there was: halos would show as that.
      expect(enlarged.edges).toBeLessThan(1);
    },
  );

  it('that is noisy as well is rid of its noise first, and nearer to itself than by bicubic', async () => {
    const small = path.join(folder.path, 'noisy.png');
    const [size, whole] = [
      { width: 300, height: 200 },
      { width: 600, height: 400 },
    ];
    const noisy = `scale=300:200:flags=area,format=gbrp,noise=alls=14:all_seed=5`;
    await runProgram('ffmpeg', ['-i', coffee, '-vf', noisy, '-y', small]);
    const enlarged = await judge(small, ['format=rgba', ...enlargeFilters(size, 2, 6)].join(','), whole);
    const bicubic = await judge(small, 'scale=600:400:flags=bicubic', whole);
    expect(enlarged.similarity).toBeGreaterThan(bicubic.similarity + 0.02);
  });

  it('is enlarged as far as a full frame needs, at most 3 times, and a large one not at all', () => {
    expect(enlargementOf({ width: 600, height: 400 })).toBe(3);
    expect(enlargementOf({ width: 1000, height: 1000 })).toBe(1.5);
    expect(enlargementOf({ width: 1920, height: 1080 })).toBe(1);
    expect(enlargementOf({ width: 3000, height: 2000 })).toBe(1);
    expect(enlargementOf({ width: 64, height: 64 }), 'an icon').toBe(1);
  });
});

/** Against the original: SSIM of brightness, and the share of its edges' strength that is there. */
async function judge(file: string, filters: string, { width, height }: { width: number; height: number }) {
  const original = `scale=${width}:${height}:flags=area`;
  const graph = `[0]${filters},format=yuv444p[a];[1]${original},format=yuv444p[b];[a][b]ssim=stats_file=-`;
  const told = (await runProgram('ffmpeg', ['-i', file, '-i', coffee, '-lavfi', graph, '-f', 'null', '-'])).toString();
  const edgesOf = async (source: string, chain: string) => {
    const args = ['-i', source, '-vf', `${chain},format=gray`, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
    const grey = await runProgram('ffmpeg', args);
    return grey.reduce(
      (sum, value, at) => sum + (at % width === 0 ? 0 : Math.abs(value - (grey[at - 1] ?? 0)) ** 2),
      0,
    );
  };
  return {
    similarity: Number(/ Y:([\d.]+)/.exec(told)?.[1]),
    edges: (await edgesOf(file, filters)) / (await edgesOf(coffee, original)),
  };
}
