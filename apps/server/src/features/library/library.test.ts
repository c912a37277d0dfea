import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videoPlaces, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { emptyBin } from './queries.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Told {
  id: string;
  next: string | null;
  items: { id: string; name: string; folderId: string | null; files: object | null; videos: number }[];
  parts: { kind: string; bytes: number }[];
  batchId: string;
  pieces: string[];
  writtenBy: string | null;
  produceId: string;
  brief: { product: { name: string }; formats: string[] };
  deliveries: { channels: { platform: string }[] }[];
}
const say = async (answer: Response) => (await answer.json()) as Told;
const get = async (path: string) => say(await api.ask('GET', `/api/v1/${path}`));
const post = (path: string, body: object) => api.ask('POST', `/api/v1/${path}`, body);

describe('the library holds all finished videos of a team', () => {
  it('found by what they say, page by page, put into folders, deleted and taken back with their files', async () => {
    const { ids } = await addMadeVideos(api, 5);
    const found = await get(`library?search=${encodeURIComponent('第3个 怕漏')}`);
    expect(found.items.map(({ name }) => name)).toEqual(['video-3']);
    const first = await get('library?limit=2');
    const second = await get(`library?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([...ids].reverse().slice(0, 4));
    const { id: folder } = await say(await post('video-folders', { name: '双十一' }));
    expect((await post('video-folders', { name: '双十一' })).status).toBe(409);
    expect((await post('library/move', { videos: ids.slice(0, 2), folder })).status).toBe(204);
    expect((await get(`library?folder=${folder}`)).items).toHaveLength(2);
    const before = (await get('storage')).parts;
    expect((await post('library/delete', { videos: ids.slice(0, 1) })).status).toBe(204);
    expect((await get('library')).items).toHaveLength(4);
    expect((await get('library?bin=true')).items.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    const after = (await get('storage')).parts;
    const bytesOf = (parts: Told['parts'], kind: string) => parts.find((part) => part.kind === kind)?.bytes ?? 0;
    expect(bytesOf(after, 'bin')).toBe(bytesOf(before, 'videos') - bytesOf(after, 'videos'));
    const channel = { platform: 'douyin', handle: 'a' };
    const deleted = { videos: ids.slice(0, 1), channels: [channel], labels: ['ai'] };
    expect((await post('deliveries', deleted)).status).toBe(422);
    expect((await post('library/restore', { videos: ids.slice(0, 1) })).status).toBe(204);
    const [back] = (await get(`library?folder=${folder}`)).items.filter(({ id }) => id === ids[0]);
    expect(back?.files).not.toBeNull();
    expect((await api.ask('DELETE', `/api/v1/video-folders/${folder}`)).status).toBe(204);
    expect((await get('library')).items.every(({ folderId }) => folderId === null)).toBe(true);
    const other = await api.otherTeam();
    const theirs = await api.ask(
      'POST',
      '/api/v1/library/delete',
      { videos: ids },
      {
        authorization: `Bearer ${other.key}`,
      },
    );
    expect(theirs.status).toBe(404);
  });

  it('what is in the bin for 30 days loses its files, its label record stays', async () => {
    const { ids } = await addMadeVideos(api, 1);
    const [id = ''] = ids;
    await post('library/delete', { videos: ids });
    await api.deps.db.asSystem((tx) => emptyBin(tx, new Date(Date.now() - 30 * 86_400_000)));
    const row = async () => {
      const [video] = await api.deps.db.asTeam(api.teamId, (tx) => tx.select().from(videos).where(eq(videos.id, id)));
      return video;
    };
    expect((await row())?.files).not.toBeNull();
    const long = new Date(Date.now() - 31 * 86_400_000);
    await api.deps.db.asTeam(api.teamId, (tx) =>
      tx.update(videoPlaces).set({ deletedAt: long }).where(eq(videoPlaces.videoId, id)),
    );
    await api.deps.db.asSystem((tx) => emptyBin(tx, new Date(Date.now() - 30 * 86_400_000)));
    expect((await row())?.files).toBeNull();
    expect((await row())?.record?.label?.implicit.Label).toBe('1');
  });

  it('a video tells where it comes from and where it went, and what a batch like it begins with', async () => {
    const { batchId, ids } = await addMadeVideos(api, 1);
    const channels = [{ platform: 'douyin', handle: '澄光' }];
    await post('deliveries', { videos: ids, channels, labels: ['ai'] });
    const lineage = await get(`videos/${ids[0]}/lineage`);
    expect(lineage).toMatchObject({ batchId, writtenBy: null, produceId: 'p0', pieces: ['piece-0'] });
    expect(lineage.deliveries[0]?.channels).toEqual(channels);
    expect(await get(`videos/${ids[0]}/source`)).toMatchObject({
      brief: { product: { name: '随行杯' }, formats: ['9x16'] },
    });
  });
});
