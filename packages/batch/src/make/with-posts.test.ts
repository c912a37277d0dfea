import { Brief, ManifestVideo, type ManifestVideo as Video } from '@clipo/contract';
import { expect, it } from 'vitest';
import { withPosts } from './with-posts.ts';

const brief = Brief.parse({
  product: { id: 'A', name: '澄光保温杯', sellingPoints: ['倒放不漏'] },
  materials: [{ file: 'a.png' }],
  channels: [
    { platform: 'douyin', handle: '澄光生活' },
    { platform: 'xiaohongshu', handle: '澄光的杯子们' },
  ],
});
const products = brief.product === undefined ? [] : [{ product: brief.product, materials: [] }];
const line = (role: 'hook' | 'cta', text: string) => ({ role, text, startFrame: 0, endFrame: 90 });
const video: Video = {
  name: 'A_001',
  product: 'A',
  creative: 1,
  status: 'done',
  file: 'videos/A_001.mp4',
  sha256: null,
  width: 1080,
  height: 1920,
  fps: 30,
  frames: 180,
  durationMs: 6000,
  language: 'zh-CN',
  format: '9x16',
  axes: { hook: 'H01', body: 'B01', cta: 'C01', shots: 'S01', style: 'T01' },
  lines: [line('hook', '放包里就怕漏？倒放不漏。'), line('cta', '点下方看看。')],
  scenes: [],
  captions: null,
  cover: null,
  label: null,
  cpuSeconds: 1,
};

it('every channel of the brief gets its post, made of what the video says (C13)', () => {
  const [made] = withPosts([video], { brief, products });
  expect(ManifestVideo.parse(made).posts).toMatchObject([
    {
      platform: 'douyin',
      handle: '澄光生活',
      title: '放包里就怕漏？倒放不漏｜澄光保温杯',
      aiDeclaration: '内容由AI生成',
    },
    { platform: 'xiaohongshu', handle: '澄光的杯子们', aiDeclaration: '笔记含AI合成内容' },
  ]);
});

it('a video that failed, or a brief without channels, has no posts', () => {
  expect(withPosts([{ ...video, status: 'failed' }], { brief, products })[0]).not.toHaveProperty('posts');
  expect(withPosts([video], { brief: { ...brief, channels: [] }, products })[0]).not.toHaveProperty('posts');
});

it('no two posts of a platform share title and description: two accounts, two formats, a hundred videos (C13)', () => {
  const channels = [
    { platform: 'douyin', handle: '澄光生活' },
    { platform: 'douyin', handle: '澄光小店' },
    { platform: 'kuaishou', handle: '澄光生活' },
    { platform: 'kuaishou', handle: '澄光小店' },
    { platform: 'amazon', handle: 'Clearlight' },
    { platform: 'amazon', handle: 'Clearlight EU' },
  ] as const;
  // A hundred creatives of five openings, ten bodies and two calls, each in two formats.
  const videos = Array.from({ length: 200 }, (_, index): Video => {
    const creative = Math.floor(index / 2);
    return {
      ...video,
      name: `A_${index}`,
      creative: creative + 1,
      format: index % 2 === 0 ? '9x16' : '1x1',
      lines: [
        line(
          'hook',
          ['放包里就怕漏？倒放不漏。', '又忘了喝水？', '水都一样？', '先看澄光保温杯。', '怕拿不稳？'][creative % 5] ??
            '',
        ),
        { ...line('hook', `卖点${Math.floor(creative / 5) % 10}。`), role: 'body' },
        line('cta', ['点下方看看。', '先收藏。'][creative < 50 ? 0 : 1] ?? ''),
      ],
    };
  });
  const made = withPosts(videos, { brief: { ...brief, channels: [...channels] }, products });
  for (const platform of ['douyin', 'kuaishou', 'amazon']) {
    const posts = made.flatMap(({ posts }) => posts ?? []).filter((post) => post.platform === platform);
    expect(posts).toHaveLength(400);
    expect(new Set(posts.map(({ title, description }) => `${title}\n${description}`)).size).toBe(400);
  }
  for (const { posts } of made) {
    const [first, second] = posts ?? [];
    expect(second?.title).not.toBe(first?.title);
    expect(second?.description).not.toBe(first?.description);
  }
});

it('says the same again when the manifest is written again', () => {
  const both = { brief, products };
  expect(withPosts([video, { ...video, name: 'A_002', format: '1x1' }], both)).toEqual(
    withPosts([video, { ...video, name: 'A_002', format: '1x1' }], both),
  );
});
