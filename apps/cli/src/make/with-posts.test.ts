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
