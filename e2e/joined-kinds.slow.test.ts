import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinedPromises } from './joined-promises.fixture.ts';
import { type MadeBatch, makeTumbler, type TumblerChanges } from './made-batch.fixture.ts';
import { picturePromises } from './picture-promises.fixture.ts';
import { soundPromises } from './sound-promises.fixture.ts';
import { type WatchedVideo, watchBatch } from './watched-video.fixture.ts';

const kinds: [string, TumblerChanges, { width: number; height: number }][] = [
  ['HEVC', { codec: 'hevc', formats: ['1x1'] }, { width: 540, height: 540 }],
  ['24 frames a second, 16:9', { fps: 24, formats: ['16x9'] }, { width: 960, height: 540 }],
  ['25 frames a second, 4:5', { fps: 25, formats: ['4x5'] }, { width: 540, height: 676 }],
  ['50 frames a second, 3:4', { fps: 50, formats: ['3x4'] }, { width: 540, height: 720 }],
  ['60 frames a second', { fps: 60 }, { width: 540, height: 960 }],
  ['720p', { resolution: 720 }, { width: 360, height: 640 }],
  ['4K', { resolution: 2160 }, { width: 1080, height: 1920 }],
];

describe.each(kinds)('%s, as a draft of 10 s (C12)', (_, changes, size) => {
  let batch: MadeBatch;
  let watched: WatchedVideo[];
  beforeAll(async () => {
    batch = await makeTumbler('kind', { count: 1, durationSeconds: 10, ...changes });
    watched = await watchBatch(batch);
  }, 300_000);
  afterAll(() => batch?.remove());

  it('has half the size and the whole rate that the brief asks for', () => {
    const { fps } = batch.brief;
    expect(batch.manifest.videos).toMatchObject([{ ...size, fps }]);
    // Hook, body and call to action are rounded to whole frames each, so that any of them can meet.
    expect(Math.abs((batch.manifest.videos[0]?.frames ?? 0) - 10 * fps)).toBeLessThanOrEqual(2);
  });

  picturePromises(() => watched);
  soundPromises(() => watched);
  joinedPromises(
    () => batch,
    () => watched,
  );
});
