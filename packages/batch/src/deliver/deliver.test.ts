import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import type { Channel, ManifestVideo } from '@clipo/contract';
import { channelLimits, publishingLabels } from '@clipo/contract/channels';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  type ChannelDelivery,
  checkDelivery,
  type DeliveredVideo,
  packageEntries,
  writeFolder,
  writeZip,
} from './index.ts';

const record: ManifestVideo = {
  name: 'CUP1_001_zh-CN_9x16',
  product: 'CUP1',
  creative: 1,
  status: 'done',
  file: 'videos/a.mp4',
  sha256: 'a'.repeat(64),
  width: 1080,
  height: 1920,
  fps: 30,
  frames: 450,
  durationMs: 15_000,
  language: 'zh-CN',
  format: '9x16',
  axes: {},
  lines: [],
  scenes: [],
  captions: null,
  cover: null,
  label: {
    explicit: { text: 'AI生成', heightPx: 60 },
    implicit: {
      Label: '1',
      ContentProducer: 'x',
      ProduceID: 'p1',
      ReservedCode1: '',
      ContentPropagator: '',
      PropagateID: '',
      ReservedCode2: '',
    },
  },
  cpuSeconds: 1,
};
const stored = (text: string, sizeBytes = Buffer.byteLength(text)) => ({
  sizeBytes,
  open: async () => Readable.from([Buffer.from(text)]),
});
const video = (changes: Partial<ManifestVideo> = {}, film = stored('film')): DeliveredVideo => ({
  record: { ...record, ...changes },
  files: { video: film, cover: stored('cover'), srt: stored('srt'), vtt: stored('vtt') },
  otherCovers: [{ format: '3x4', file: stored('cover34') }],
  provenance: { batchId: 'bat_1' },
  licences: [{ what: 'cup.jpg', holder: '澄光', licence: '自有', scope: '', sha256: 'b' }],
});
const post = (platform: Channel['platform'], changes: object = {}) => ({
  platform,
  handle: '澄光 生活',
  title: channelLimits[platform].text.title === 0 ? '' : '放包里不漏的杯子',
  description: '单手能开\n#杯子',
  hashtags: channelLimits[platform].text.hashtags === 0 ? [] : ['杯子'],
  coverText: '不漏',
  aiDeclaration: channelLimits[platform].declaration.text,
  ...changes,
});
function delivery(
  platform: Channel['platform'],
  changes: { of?: DeliveredVideo; post?: object; labels?: ChannelDelivery['labels'] } = {},
): ChannelDelivery {
  return {
    channel: { platform, handle: '澄光 生活' },
    labels: changes.labels ?? ['ai'],
    videos: [{ video: changes.of ?? video(), post: post(platform, changes.post) }],
  };
}
const now = new Date('2026-11-28T08:00:00Z');
const rulesOf = (given: ChannelDelivery) =>
  checkDelivery(given, now).map(({ level, rule }) => `${level} ${rule.replace('rule.deliver_', '')}`);

describe('a channel is asked for only what it takes (C13)', () => {
  it('limits of every platform are data with the day of their check', () => {
    for (const [platform, limits] of Object.entries(channelLimits)) {
      expect(limits.platform).toBe(platform);
      expect(limits.checkedAt).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(limits.declaration.text === '').toBe(platform === 'amazon');
    }
  });

  it.each(['douyin', 'kuaishou', 'xiaohongshu', 'shipinhao', 'tiktok', 'instagram', 'facebook', 'youtube'] as const)(
    'an ordinary video passes on %s',
    (platform) => {
      expect(rulesOf(delivery(platform))).toEqual([]);
    },
  );

  it.each([
    ['amazon', { of: video() }, ['error format', 'error mbps_least', 'warning cover']],
    ['douyin', { of: video({ width: 360, height: 640 }) }, ['error side_least']],
    ['bilibili', { of: video({ width: 4320, height: 7680 }) }, ['error side_most', 'warning cover']],
    ['tiktok', { of: video({ fps: 20 }) }, ['error fps_least']],
    ['youtube', { of: video({ durationMs: 181_000 }) }, ['error seconds_most']],
    ['facebook', { of: video({ durationMs: 2000 }) }, ['error seconds_least']],
    ['instagram', { of: video({}, stored('', 301 * 1024 ** 2)) }, ['error mbps_most', 'error bytes_most']],
    ['douyin', { post: { publishAt: '2026-11-28T07:59:00Z' } }, ['error time_past']],
    ['douyin', { post: { publishAt: '2026-12-12T07:59:00Z' } }, []],
    ['douyin', { post: { publishAt: '2026-12-12T16:01:00+08:00' } }, ['warning time_far']],
    ['shipinhao', { post: { publishAt: '2026-12-12T16:01:00+08:00' } }, []],
    ['douyin', { post: { title: '字'.repeat(31) } }, ['error title_most']],
    ['shipinhao', { post: { title: '杯子！真的不漏' } }, ['error title_signs']],
    ['shipinhao', { post: { title: '杯子' } }, ['error title_least']],
    ['xiaohongshu', { post: { title: '' } }, ['error title_missing']],
    ['kuaishou', { post: { description: '字'.repeat(501) } }, ['error text_most']],
    ['youtube', { post: { description: '字'.repeat(1667) } }, ['error text_bytes']],
    ['douyin', { post: { hashtags: ['a', 'b', 'c', 'd', 'e', 'f'] } }, ['error hashtags_most']],
    ['bilibili', { post: { hashtags: ['字'.repeat(200)] } }, ['error hashtags_length', 'warning cover']],
    ['douyin', { labels: [] }, ['error label_missing']],
    ['douyin', { labels: ['none'] as const }, ['error label_none']],
    ['douyin', { labels: ['marketing'] as const }, ['warning label_no_ai']],
    ['douyin', { of: video({ label: null }) }, ['error not_labelled']],
  ] as const)('what %s does not take is told: %#', (platform, changes, wanted) => {
    expect(rulesOf(delivery(platform, changes))).toEqual(wanted);
  });

  it('"no label needed" is refused for what AI made, whatever else is chosen', () => {
    for (const label of Object.keys(publishingLabels)) {
      const rules = rulesOf(delivery('douyin', { labels: [label as 'ai', 'none'] }));
      expect(rules).toContain('error label_none');
    }
  });
});

describe('a package holds all that is posted (C13)', () => {
  const both = [delivery('douyin', { labels: ['ai', 'marketing'] }), delivery('xiaohongshu')];

  it('as a zip and as a folder with the same files; the table names each with its checksum and declarations', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clipo-deliver-'));
    try {
      const signal = new AbortController().signal;
      const entries = packageEntries(both, 'zh-CN');
      const zip = join(folder, 'all.zip');
      const size = await writeZip(entries, zip, signal);
      await writeFolder(entries, join(folder, 'plain'), signal);
      expect((await readFile(zip)).byteLength).toBe(size);
      execFileSync('unzip', ['-q', zip, '-d', join(folder, 'unzipped')]);
      const filesOf = async (part: string) => {
        const all = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
        const paths = all
          .filter((one) => one.isFile())
          .map((one) => relative(join(folder, part), join(one.parentPath, one.name)));
        return Promise.all(paths.sort().map(async (path) => [path, await readFile(join(folder, part, path), 'utf8')]));
      };
      expect(await filesOf('unzipped')).toEqual(await filesOf('plain'));
      const own = join(folder, 'unzipped', 'douyin-澄光_生活');
      const [row] = parse(await readFile(join(own, 'manifest.csv')), { bom: true, columns: true }) as Record<
        string,
        string
      >[];
      expect(row).toMatchObject({
        platform: 'douyin',
        account: '澄光 生活',
        ai_declaration: '内容由AI生成',
        publishing_labels: '含有AI生成内容 / 含有营销信息',
        hashtags: '#杯子',
        produce_id: 'p1',
        sha256: 'a'.repeat(64),
      });
      expect(await readFile(join(own, row?.video ?? ''), 'utf8')).toBe('film');
      expect(await readFile(join(own, row?.cover ?? ''), 'utf8')).toBe('cover');
      expect(await readFile(join(own, record.name, `${record.name}-cover-3x4.png`), 'utf8')).toBe('cover34');
      expect(await readFile(join(own, 'licences.csv'), 'utf8')).toContain('澄光');
      const page = await readFile(join(own, record.name, `${record.name}.txt`), 'utf8');
      expect(page).toContain('AI生成');
      expect(page).toContain('内容由AI生成');
      const provenance = JSON.parse(await readFile(join(own, record.name, 'provenance.json'), 'utf8')) as object;
      expect(provenance).toMatchObject({ batchId: 'bat_1', video: { sha256: 'a'.repeat(64) } });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('a file that breaks off leaves no zip behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clipo-deliver-'));
    try {
      const broken = {
        sizeBytes: 9,
        open: async () =>
          Readable.from(
            (async function* () {
              yield Buffer.from('half');
              throw new Error('gone');
            })(),
          ),
      };
      const entries = packageEntries([delivery('douyin', { of: video({}, broken) })], 'en');
      await expect(writeZip(entries, join(folder, 'a.zip'), new AbortController().signal)).rejects.toThrow();
      await expect(readFile(join(folder, 'a.zip'))).rejects.toThrow();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
