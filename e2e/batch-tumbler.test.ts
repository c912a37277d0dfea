import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from './decoded-video.fixture.ts';
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

  it('what two videos share is the same to the bit: nothing alters pixels, hashes or metadata to look different (C10)', async () => {
    const looked = await Promise.all(
      batch.videos.map(async ({ file, record, prepared }) => ({
        name: record.name,
        pieces: prepared.plan.pieces.map(({ hash, frames }) => ({ hash, frames })),
        ...(await packetsAndTags(file)),
      })),
    );
    const shared = looked.flatMap((one, index) =>
      looked.slice(index + 1).flatMap((other) => {
        const count = one.pieces.findIndex(({ hash }, at) => hash !== other.pieces[at]?.hash);
        const frames = one.pieces.slice(0, count).reduce((sum, piece) => sum + piece.frames, 0);
        return frames === 0 ? [] : [{ one, other, frames }];
      }),
    );
    // Whoever makes each video another one by noise shares nothing.
    expect(shared.length).toBeGreaterThan(24);
    for (const { one, other, frames } of shared) {
      expect(one.packets.slice(0, frames), `${one.name} ${other.name}`).toEqual(other.packets.slice(0, frames));
    }
    // Metadata tell nothing but the label, whose number is one of a file's own because the law asks for that.
    expect(new Set(looked.map(({ tags }) => tags)).size).toBe(1);
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

/** Digests of the picture's packets as they are shown, and all tags of the file but the AI label. */
async function packetsAndTags(file: string): Promise<{ packets: string[]; tags: string }> {
  const entries = [
    '-show_entries',
    'packet=stream_index,pts,data_hash:format_tags:stream_tags',
    '-show_data_hash',
    'md5',
  ];
  const { out } = await runTool('ffprobe', ['-v', 'error', ...entries, '-of', 'json', file]);
  const found = JSON.parse(out) as {
    packets: { pts: number; data_hash: string; stream_index: number }[];
    streams: { tags: object }[];
    format: { tags: Record<string, string> };
  };
  const { AIGC: _, ...tags } = found.format.tags;
  return {
    packets: found.packets
      .filter((packet) => packet.stream_index === 0)
      .sort((a, b) => a.pts - b.pts)
      .map((packet) => packet.data_hash),
    tags: JSON.stringify([tags, ...found.streams.map((stream) => stream.tags)]),
  };
}
