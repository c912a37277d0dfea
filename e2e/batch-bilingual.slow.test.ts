import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveredPromises } from './delivered-promises.fixture.ts';
import { joinedPromises } from './joined-promises.fixture.ts';
import { type MadeBatch, makeTumbler } from './made-batch.fixture.ts';
import { manifestPromises } from './manifest-promises.fixture.ts';
import { picturePromises } from './picture-promises.fixture.ts';
import { reportPromises } from './report-promises.fixture.ts';
import { soundPromises } from './sound-promises.fixture.ts';
import { storyboardPromises } from './storyboard-promises.fixture.ts';
import { type WatchedVideo, watchBatch } from './watched-video.fixture.ts';

let batch: MadeBatch;
let watched: WatchedVideo[];
beforeAll(async () => {
  batch = await makeTumbler('bilingual', {
    product: {
      id: 'TB500',
      name: { 'zh-CN': '澄光随行保温杯 500ml', en: 'Clearlight Travel Tumbler 500 ml' },
      category: '家居日用',
      price: {
        amount: '89.00',
        currency: 'CNY',
        original: '129.00',
        originalProof: '2026-10, store price tag 门店价签',
      },
      sellingPoints: [
        { 'zh-CN': '316不锈钢内胆', en: '316 stainless steel liner' },
        { 'zh-CN': '杯盖一按即开，单手能喝', en: 'Lid opens with one press' },
        { 'zh-CN': '倒放不漏', en: 'No leaks upside down' },
      ],
      facts: [
        { text: { 'zh-CN': '净重268克', en: 'Weighs 268 grams' }, source: { 'zh-CN': '产品说明书', en: 'Manual' } },
        {
          text: { 'zh-CN': '倒放24小时无渗漏', en: 'No leak in 24 hours upside down' },
          source: { 'zh-CN': '2026年8月检测报告', en: 'Test report 2026-08' },
        },
      ],
    },
    brand: { name: { 'zh-CN': '澄光', en: 'Clearlight' }, colors: ['#1F6F78', '#F2B134'] },
    mustSay: [{ 'zh-CN': '澄光', en: 'Clearlight' }],
    mustNotSay: ['最好', 'best'],
    channels: [
      { platform: 'kuaishou', handle: '澄光' },
      { platform: 'douyin', handle: '澄光' },
    ],
    languages: ['zh-CN', 'en'],
    formats: ['9x16', '1x1'],
    count: 4,
  });
  watched = await watchBatch(batch);
}, 900_000);
afterAll(() => batch?.remove());

describe('4 creatives in two languages and two shapes (C9, C12)', () => {
  it('needs no words of another language: nothing is warned of', () => {
    expect(batch.manifest.warnings).toEqual([]);
    for (const { record } of batch.videos.filter((video) => video.record.language === 'en')) {
      expect(record.lines.map(({ text }) => text).join('')).not.toMatch(/\p{Script=Han}/u);
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
  reportPromises(() => batch);
  deliveredPromises(() => batch);
});
