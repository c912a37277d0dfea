import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Told {
  id: string;
  package: string;
  code: string;
  detail: string;
  problems: { field: string; detail: string }[];
  channels: { platform: string; package: string }[];
  findings: { level: string; rule: string; message: string }[];
  posts: Record<string, { title: string; platform: string; aiDeclaration: string }[]>;
  videos: { files: object; posts: { title: string }[] }[];
}
const say = async (answer: Response) => (await answer.json()) as Told;
const channels = [
  { platform: 'douyin', handle: '澄光生活' },
  { platform: 'xiaohongshu', handle: '澄光的杯子' },
];
const chinese = { 'accept-language': 'zh-CN' };

describe('videos are delivered to channels (C13)', () => {
  it('what a channel does not take is told before anything is made, in the language asked for, and refused', async () => {
    const { ids } = await addMadeVideos(api, 1);
    const wish = { videos: ids, channels, labels: ['none'] };
    const checked = await say(await api.ask('POST', '/api/v1/deliveries/check', wish, chinese));
    expect(checked.findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual([
      'warning deliver_not_approved',
      'warning deliver_not_approved',
      'error deliver_label_none',
      'error deliver_label_none',
    ]);
    expect(checked.findings.at(-1)?.message).toContain('无需标注');
    expect(checked.posts[ids[0] ?? '']).toMatchObject([
      { platform: 'douyin', aiDeclaration: '内容由AI生成' },
      { platform: 'xiaohongshu', aiDeclaration: '笔记含AI合成内容' },
    ]);
    const refused = await api.ask('POST', '/api/v1/deliveries', wish, chinese);
    expect(refused.status).toBe(422);
    expect((await say(refused)).problems).toHaveLength(2);
  });

  it('texts of your own pass the gate and the limits; where it goes and what it declares stays as it was', async () => {
    const { ids } = await addMadeVideos(api, 1);
    const [id = ''] = ids;
    const own = {
      platform: 'tiktok',
      handle: 'x',
      title: '',
      description: '',
      hashtags: [],
      coverText: '',
      aiDeclaration: '',
    };
    const ask = (text: object) =>
      api.ask('POST', '/api/v1/deliveries', {
        videos: ids,
        channels: channels.slice(0, 1),
        labels: ['ai'],
        posts: { [id]: [{ ...own, ...text }] },
      });
    expect((await ask({ title: '全网最低价的杯子' })).status).toBe(451);
    expect((await say(await ask({ title: '字'.repeat(31) }))).problems[0]?.detail).toContain('30');
    const made = await ask({ title: '放包里不漏' });
    expect(made.status).toBe(201);
    const whole = await say(await api.ask('GET', `/api/v1/deliveries/${(await say(made)).id}`));
    expect(whole.videos).toMatchObject([
      { posts: [{ platform: 'douyin', handle: '澄光生活', title: '放包里不漏', aiDeclaration: '内容由AI生成' }] },
    ]);
  });

  it('a package is a zip behind a signed link, its length told ahead, each file as it is in the store', async () => {
    const { ids } = await addMadeVideos(api, 2);
    const made = await api.ask('POST', '/api/v1/deliveries', { videos: ids, channels, labels: ['ai', 'marketing'] });
    expect(made.status).toBe(201);
    const delivery = await say(made);
    const answer = await api.app.request(delivery.channels[0]?.package ?? '');
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('douyin-澄光生活.zip'));
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.byteLength).toBe(Number(answer.headers.get('content-length')));
    const folder = await mkdtemp(join(tmpdir(), 'clipo-zip-'));
    try {
      await writeFile(join(folder, 'a.zip'), bytes);
      execFileSync('unzip', ['-q', join(folder, 'a.zip'), '-d', folder]);
      const own = join(folder, 'douyin-澄光生活');
      const film = await readFile(join(own, 'video-0', 'video-0.mp4'));
      expect(film.equals(await readFile(await tinyMedia('clip')))).toBe(true);
      expect(await readFile(join(own, 'manifest.csv'), 'utf8')).toContain('含有AI生成内容 / 含有营销信息');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    // A team of people is told in each package for what it may use its videos: here, for nothing but review (A2).
    const person = await signInWithCode(api, 'seller@example.com');
    const { id } = await say(await person.ask('GET', '/api/v1/me'));
    await api.deps.db.asSystem((tx) => tx.insert(members).values({ teamId: api.teamId, userId: id, role: 'viewer' }));
    const again = await api.app.request(delivery.package);
    const whole = Buffer.from(await again.arrayBuffer());
    expect(whole.byteLength).toBe(Number(again.headers.get('content-length')));
    const name = Buffer.from('使用授权.txt').toString('latin1');
    // In each folder, and once more in the zip's own list.
    expect(whole.toString('latin1').split(name)).toHaveLength(5);
    // Both channels in one, and nothing of it for who changes the link or is of another team.
    expect((await api.app.request(delivery.package)).status).toBe(200);
    const link = delivery.channels[0]?.package ?? '';
    expect((await api.app.request(link.replace('channel=0', 'channel=1'))).status).toBe(410);
    const other = await api.otherTeam();
    const asOther = { authorization: `Bearer ${other.key}` };
    expect((await api.ask('GET', `/api/v1/deliveries/${delivery.id}`, undefined, asOther)).status).toBe(404);
    const theirs = { videos: ids, channels, labels: ['ai'] };
    expect((await api.ask('POST', '/api/v1/deliveries', theirs, asOther)).status).toBe(404);
  });
});
