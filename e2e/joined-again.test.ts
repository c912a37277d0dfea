import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from './decoded-video.fixture.ts';
import { type MadeBatch, makeTumbler, type TumblerChanges } from './made-batch.fixture.ts';

const changes: TumblerChanges = {
  count: 2,
  durationSeconds: 6,
  formats: ['1x1'],
  resolution: 720,
  fps: 24,
  languages: ['en'],
};

let batches: MadeBatch[];
beforeAll(async () => {
  // One after the other: each in a fresh CLIPO_HOME, the last one with one worker.
  batches = [await makeTumbler('again', changes), await makeTumbler('again', changes, true)];
}, 180_000);
afterAll(() => Promise.all((batches ?? []).map((batch) => batch.remove())));

describe('the same brief made again', () => {
  it('gives bit-identical pictures, on however many cores (C2)', async () => {
    const [first, ...others] = await Promise.all(
      batches.map((batch) => Promise.all(batch.videos.map(({ file }) => hashOf(file)))),
    );
    expect(others).toEqual([first]);
    expect(new Set(first).size).toBe(changes.count);
  });

  it('gives the very same files, made anew each time', () => {
    const [first, ...others] = batches.map(({ manifest }) =>
      manifest.videos.map(({ name, sha256, scenes, lines }) => ({ name, sha256, scenes, lines })),
    );
    expect(others).toEqual([first]);
    expect(batches.map(({ manifest }) => manifest.totals.scenesCached)).toEqual([0, 0]);
  });
});

/** SHA-256 of the picture's packets. */
async function hashOf(file: string): Promise<string> {
  const args = ['-v', 'error', '-i', file, '-map', '0:v', '-c', 'copy', '-f', 'streamhash', '-hash', 'sha256', '-'];
  const { out } = await runTool('ffmpeg', args);
  expect(out).toMatch(/^0,v,SHA256=[0-9a-f]{64}\s*$/);
  return out;
}
