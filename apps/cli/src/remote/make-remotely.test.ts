import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordFolder } from '@clipo/batch/brief';
import { Manifest } from '@clipo/contract';
import { verifyFile } from '@clipo/label';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../run-here.fixture.ts';
import { startService } from './service.fixture.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let service: Awaited<ReturnType<typeof startService>>;
let url = '';
let key = '';
beforeAll(async () => {
  folder = await tempFolder('remote');
  await mkdir(join(folder.path, 'home'));
  service = await startService(join(folder.path, 'home'));
  ({ url, key } = service);
}, 120_000);
afterAll(async () => {
  await service.stop();
  await folder[Symbol.asyncDispose]();
});

/** A verb on this machine, and the same on the service: both by the function that the process runs. */
const here = (args: string[], env: Record<string, string> = {}) =>
  runHere(args, { cwd: folder.path, env: { CLIPO_LANG: 'en', CLIPO_HOME: join(folder.path, 'here'), ...env } });
const there = (args: string[], env: Record<string, string> = {}) =>
  here(['--server', url, ...args], { CLIPO_API_KEY: key, ...env });

it('make --server leaves the same files as make; started again it goes on; with --dry-run it sends nothing (O4)', async () => {
  const brief = {
    product: { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏', '杯身防滑'] },
    materials: [{ file: 'cup.mp4' }, { file: 'cup.jpg' }],
    durationSeconds: 6,
    resolution: 720,
    fps: 24,
    music: false,
  };
  await writeFile(join(folder.path, 'cup.mp4'), await readFile(await tinyMedia('clip')));
  await writeFile(join(folder.path, 'cup.jpg'), await readFile(await tinyMedia('pictureJpeg')));
  await writeFile(join(folder.path, 'brief.json'), JSON.stringify(brief));
  for (const [language, refusal] of [
    ['en', 'does not work with --server'],
    ['zh-CN', '不能与 --server 同用'],
  ] as const) {
    const dry = await there(['make', folder.path, '--draft', '--dry-run'], {
      CLIPO_API_KEY: key,
      CLIPO_LANG: language,
    });
    expect(dry).toMatchObject({ code: 2, out: '' });
    expect(dry.err).toContain(refusal);
  }
  const listed = async (what: string) =>
    (await fetch(`${url}/api/v1/${what}`, { headers: { authorization: `Bearer ${key}` } })).json();
  expect(await listed('materials')).toMatchObject({ items: [] });
  expect(await listed('batches')).toMatchObject({ items: [] });
  const out = join(folder.path, 'out');
  const make = (...more: string[]) => there(['make', folder.path, '--draft', '--out', out, ...more]);
  const detached = await make('--detach');
  expect(detached).toMatchObject({ code: 0, out: expect.stringMatching(/^bat_\w+\n$/) });
  const made = await make();
  expect(made).toMatchObject({ code: 0 });
  expect(made.err).toContain(detached.out.trim());
  expect(made.out).toBe(`${join(out, 'manifest.json')}\n`);
  const manifest = Manifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')));
  expect(manifest.totals).toMatchObject({ videos: 1, done: 1, failed: 0 });
  const [video] = manifest.videos;
  const path = join(out, video?.file ?? '');
  expect(await verifyFile(path)).toMatchObject({ ok: true });
  expect(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ).toBe(video?.sha256);
  for (const beside of [video?.cover, video?.captions?.srt, video?.captions?.vtt, video?.captions?.ass]) {
    expect((await stat(join(out, beside ?? ''))).size).toBeGreaterThan(0);
  }
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain(video?.name);
  // The same command again makes nothing: it fetches what is missing.
  await rm(path);
  // A video that a larger run made there, and this one does not name, goes as it does with make.
  const earlier = join(out, 'videos', 'earlier.mp4');
  await writeFile(earlier, 'film');
  await writeFile(join(out, recordFolder, 'earlier.json'), '{}');
  const again = await make();
  expect(again).toMatchObject({ code: 0 });
  expect(again.err).toContain('earlier');
  await expect(stat(earlier)).rejects.toThrow();
  expect((await stat(path)).size).toBeGreaterThan(0);
  expect(((await listed('batches')) as { items: object[] }).items).toHaveLength(1);
  const wrong = await there(['make', folder.path], { CLIPO_API_KEY: 'wrong' });
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('No valid key');
}, 300_000);

const same = [
  ['templates', '--json'],
  ['music', '--json'],
  ['voices', '--json'],
  ['presenters'],
  ['schema', 'brief'],
  ['copy', 'improve', '全网最低价的随行杯', '--platform', 'douyin', '--json'],
  ['check', '--text', '单手能开，倒放不漏。', '--json'],
];
it.each(same)('%s %s says at the service what it says here (O4)', async (...args) => {
  const [far, near] = await Promise.all([there(args), here(args)]);
  expect(far.code).toBe(0);
  expect(far.out.replaceAll(/\s/g, '')).toBe(near.out.replaceAll(/\s/g, ''));
});

it('check finds at the service what it finds here, and ends alike (S1, O4)', async () => {
  await writeFile(join(folder.path, 'words.txt'), '全网最低价的随行杯');
  const words = ['check', 'words.txt', '--text', 'the best cup in the world', '--json'];
  const [far, near] = await Promise.all([there(words), here(words)]);
  expect(far.code).toBe(4);
  expect(far).toEqual(near);
});

it("hooks, labels and a template of one's own go through the service (O4)", async () => {
  const hooks = ['copy', 'hooks', join(folder.path, 'brief.json'), '--count', '3', '--json'];
  expect((await there(hooks)).out).toBe((await here(hooks)).out);
  const template = join(folder.path, 'mine.json');
  await writeFile(template, (await here(['template', 'show', 'clear'])).out);
  expect(await there(['template', 'check', template])).toMatchObject({
    code: 0,
    out: (await here(['template', 'check', template])).out,
  });
  const clip = await tinyMedia('clip');
  expect((await there(['verify', clip])).code).toBe(3);
  const labelled = join(folder.path, 'labelled.mp4');
  expect(await there(['label', clip, '--out', labelled])).toMatchObject({ code: 0 });
  expect(await verifyFile(labelled)).toMatchObject({ ok: true });
  expect((await there(['verify', labelled])).out).toBe((await here(['verify', labelled])).out);
  expect((await there(['verify', '/nowhere.mp4'])).code).toBe(2);
}, 300_000);

it('speech and presenters are made by the service, labelled, with times of the file (O4, L1)', async () => {
  const sound = join(folder.path, 'said.wav');
  const spoken = await there(['speak', '这只杯子，保温十二小时。', '--out', sound, '--json']);
  expect(spoken).toMatchObject({ code: 0 });
  const marks = JSON.parse(spoken.out) as { sampleCount: number; words: { startSample: number; endSample: number }[] };
  expect((await verifyFile(sound)).problems).toEqual([]);
  expect((await stat(sound)).size).toBeGreaterThan(marks.sampleCount * 2);
  expect(marks.words[0]?.startSample).toBeGreaterThanOrEqual(1.44 * 48_000);
  expect(marks.words.at(-1)?.endSample).toBeLessThanOrEqual(marks.sampleCount);
  const film = join(folder.path, 'said.mp4');
  const said = await there(['present', '--text', '你好', '--size', '540', '--output', film]);
  expect(said).toMatchObject({ code: 0, out: `${film}\n` });
  expect(await verifyFile(film)).toMatchObject({ ok: true });
}, 300_000);

it.each([
  ['doctor'],
  ['backup', 'x'],
  ['restore', 'x'],
  ['start'],
  ['worker'],
  ['bench', 'plan'],
  ['test'],
  ['audit', 'verify'],
  ['audit-deps'],
  ['label-key', 'x'],
  ['consent', 'check', 'x'],
  ['presenter', 'check', 'x'],
  ['voices', 'pull', 'x'],
])('%s %s says that it concerns this machine (O4)', async (...args) => {
  const told = await there(args);
  expect(told).toMatchObject({ code: 2, out: '' });
  expect(told.err).toContain('leave --server out');
});

it('deliver --server packs what the service made, for its channels; a folder is refused with the remedy (C13)', async () => {
  const words = ['deliver', join(folder.path, 'out'), '--channel', 'kuaishou:澄光'];
  const zip = join(folder.path, 'k.zip');
  const refused = await there([...words, '--label', 'ai', '--out', join(folder.path, 'k')]);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('.zip');
  const none = await there([...words, '--label', 'none', '--out', zip]);
  expect(none.code).not.toBe(0);
  await expect(stat(zip)).rejects.toMatchObject({ code: 'ENOENT' });
  const packed = await there([...words, '--label', 'ai', '--out', zip]);
  expect(packed.code, packed.err).toBe(0);
  const names = (await readFile(zip)).toString('latin1');
  expect(names).toContain('manifest.csv');
  expect(names).toContain('AIGC');
});
