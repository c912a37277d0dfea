import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinedPromises } from './joined-promises.fixture.ts';
import { type MadeBatch, makeTumbler } from './made-batch.fixture.ts';
import { manifestPromises } from './manifest-promises.fixture.ts';
import { picturePromises } from './picture-promises.fixture.ts';
import { soundPromises } from './sound-promises.fixture.ts';
import { storyboardPromises } from './storyboard-promises.fixture.ts';
import { type WatchedVideo, watchBatch } from './watched-video.fixture.ts';

let batch: MadeBatch;
let watched: WatchedVideo[];
beforeAll(async () => {
  batch = await makeTumbler('tumbler');
  watched = await watchBatch(batch);
}, 900_000);
afterAll(() => batch?.remove());

describe('24 videos of the tumbler, from its brief as it is (C2, C3, C9)', () => {
  it('renders every distinct piece once, fewer than two and a half a video', () => {
    const { totals, videos } = batch.manifest;
    expect(videos).toHaveLength(24);
    expect(totals.scenesCached).toBe(0);
    // Of nine or so shots a video, most are shared with others.
    expect(totals.scenesRendered).toBeLessThan(2.5 * videos.length);
    const scenes = new Set(videos.flatMap((video) => video.scenes.map(({ hash }) => hash)));
    expect(scenes.size).toBeLessThanOrEqual(totals.scenesRendered);
  });

  it('passes the gate without a finding (C12)', () => {
    for (const { name, quality } of batch.manifest.videos) {
      expect(quality, name).toEqual({ passed: true, findings: [], replanned: [] });
    }
  });

  manifestPromises(() => batch);
  storyboardPromises(() => batch);
  picturePromises(() => watched);
  soundPromises(() => watched);
  joinedPromises(
    () => batch,
    () => watched,
  );
});
