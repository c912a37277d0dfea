import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BriefInput, InputProblems, Manifest } from '@clipo/contract';
import { createEspeakEngine } from '@clipo/speech';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBrief } from '../brief/load-brief.ts';
import { loadProducts } from '../brief/load-products.ts';
import { makeBatch } from './make-batch.ts';
import { planMake } from './plan-make.ts';
import { settingsIn } from './settings.fixture.ts';
import type { MakeInput } from './types.ts';

const example = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'tumbler');
const sentences = ['出门水又凉了？', '澄光随行保温杯，95℃热水放6小时后仍有62℃。', '点击下方，带走它！'];
const text = sentences.join('');

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('own-voice');
  await cp(example, join(folder.path, 'brief'), { recursive: true, filter: (path) => !path.includes('/out') });
  await record(join(folder.path, 'brief', 'voice.wav'));
});
afterAll(() => folder?.remove());

/** The sentences said one after another with half a second between: what a user's microphone would give. */
async function record(path: string): Promise<void> {
  const voice = createEspeakEngine({ cacheDir: join(folder.path, 'spoken') });
  const parts: Buffer[] = [Buffer.alloc(40_000)];
  for (const sentence of sentences) {
    const speech = await voice.speak({ text: sentence, language: 'zh-CN', voice: 'default', rate: 1 });
    parts.push((await readFile(speech.path)).subarray(44), Buffer.alloc(48_000));
  }
  await voice.close();
  const sound = Buffer.concat(parts);
  const header = (await readFile(join(folder.path, 'spoken', await firstWav()))).subarray(0, 44);
  header.writeUInt32LE(36 + sound.length, 4);
  header.writeUInt32LE(sound.length, 40);
  await writeFile(path, Buffer.concat([header, sound]));
}

async function firstWav(): Promise<string> {
  return (await readdir(join(folder.path, 'spoken'))).find((name) => name.endsWith('.wav')) ?? '';
}

async function inputOf(changes: Partial<BriefInput>): Promise<MakeInput> {
  const own = join(folder.path, 'brief');
  const written = JSON.parse(await readFile(join(example, 'brief.json'), 'utf8')) as BriefInput;
  const voice = { file: 'voice.wav', text, rights: { holder: 'Li Na', licence: 'recorded for this brief' } };
  const small = { durationSeconds: 12, resolution: 720, count: 1, voice } as const;
  await writeFile(join(own, 'brief.json'), JSON.stringify({ ...written, ...small, ...changes }));
  const { brief } = await loadBrief(own);
  const { products } = await loadProducts(own, brief);
  const outDir = join(folder.path, 'out');
  return { folder: own, brief, products, briefHash: 'x', outDir, isDraft: true, isForce: false };
}

const deps = () => ({
  onEvent: () => {},
  signal: new AbortController().signal,
  env: settingsIn(join(folder.path, 'home')),
});

describe("the user's own voice as the narration (C8)", () => {
  it('is what the video says, in its own rhythm, with captions, and the manifest tells that word times are aligned', async () => {
    const input = await inputOf({});
    const { batch } = await planMake(input, deps(), { isKept: true });
    const [video] = batch.videos;
    expect(batch.videos).toHaveLength(1);
    expect(video?.plan.frames).toBe(360);
    expect(video?.lines.map(({ role, text: said, source }) => [role, said, source])).toEqual([
      ['hook', sentences[0], undefined],
      ['body', sentences[1], '厂家检测报告 2026-08，室温20℃'],
      ['cta', sentences[2], undefined],
    ]);
    const shown = video?.storyboard.captions.map((caption) => caption.text).join('') ?? '';
    expect(shown.replace(/[，。？！\s]/gu, '')).toBe(text.replace(/[，。？！]/gu, ''));
    const manifest = Manifest.parse(await makeBatch(input, batch, deps()));
    expect(manifest.videos[0]).toMatchObject({
      status: 'done',
      voice: { engine: 'recording-3', licence: 'recorded for this brief', wordTimes: 'aligned' },
    });
    expect(manifest.materials).toContainEqual(
      expect.objectContaining({ file: 'voice.wav', rights: expect.objectContaining({ holder: 'Li Na' }) }),
    );
  }, 120_000);

  it('refuses what a recording can not give, each with its field, before any work', async () => {
    const input = await inputOf({
      count: 24,
      languages: ['zh-CN', 'en'],
      axes: { hook: 3 },
      mustSay: ['耐用'],
      mustNotSay: ['保温杯'],
    });
    const problems = await planMake(input, deps(), { isKept: true }).then(
      () => [],
      (error: unknown) => (error instanceof InputProblems ? error.problems : []),
    );
    expect(problems.map(({ details }) => details.field)).toEqual([
      'languages',
      'count',
      'axes.hook',
      'mustSay[0]',
      'mustNotSay[0]',
    ]);
  });

  it.each([
    ['a length that the recording is too short for', { durationSeconds: 30 }, 'durationSeconds', 'invalid_input'],
    ['a length that it is too long for', { durationSeconds: 6 }, 'durationSeconds', 'invalid_input'],
    ['a picture in its place', { voice: { file: 'coffee.png', text } }, 'voice.file', 'invalid_input'],
    ['another text', { voice: { file: 'voice.wav', text: text.repeat(5) } }, 'voice.text', 'invalid_input'],
  ] as const)('refuses %s', async (_, changes, field, code) => {
    const input = await inputOf(changes as Partial<BriefInput>);
    await expect(planMake(input, deps(), { isKept: true })).rejects.toMatchObject({ code, details: { field } });
  });

  it('refuses a path that leaves the folder, and a file that is not there', async () => {
    await expect(inputOf({ voice: { file: '../voice.wav', text } })).rejects.toBeInstanceOf(InputProblems);
    const input = await inputOf({ voice: { file: 'gone.m4a', text } });
    await expect(planMake(input, deps(), { isKept: true })).rejects.toMatchObject({
      problems: [{ code: 'not_found', details: { file: 'gone.m4a', field: 'voice.file' } }],
    });
  });

  it('tells a music file that is not there by the field that names it (C3)', async () => {
    const rights = { holder: 'A', licence: 'CC0-1.0' };
    const input = await inputOf({ music: { file: 'gone.mp3', rights } } as Partial<BriefInput>);
    await expect(planMake(input, deps(), { isKept: true })).rejects.toMatchObject({
      problems: [{ code: 'not_found', details: { file: 'gone.mp3', field: 'music.file' } }],
    });
  });
});
