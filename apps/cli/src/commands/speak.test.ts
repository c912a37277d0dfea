import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VoiceInfo } from '@clipo/contract';
import { readLabels } from '@clipo/label';
import { afterAll, expect, it } from 'vitest';
import { runProgram } from './run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const folder = await mkdtemp(join(tmpdir(), 'clipo-speak-'));
const clipo = (words: readonly string[], env: Record<string, string> = {}) =>
  runProgram(process.execPath, [main, ...words], {
    cwd: folder,
    env: { CLIPO_HOME: folder, CLIPO_LANG: 'en', ...env },
  });
afterAll(() => rm(folder, { recursive: true }));

it('clipo voices lists every voice with licence and quality, for people and for programs', async () => {
  const { code, output } = await clipo(['voices', '--json']);
  expect(code).toBe(0);
  const voices = JSON.parse(output) as VoiceInfo[];
  expect(voices.map(({ id }) => id)).toEqual(expect.arrayContaining(['espeak:zh-female', 'sherpa:melo-zh-en']));
  const plain = await clipo(['voices'], { CLIPO_LANG: 'zh-CN', CLIPO_SPEECH_URL: 'https://voice.example/v1' });
  expect(plain.output).toMatch(/espeak:zh-female +草稿音（女声）/);
  expect(plain.output).toMatch(/openai:alloy.*文字会发送到服务商/);
  const wrong = await clipo(['voices'], { CLIPO_SPEECH_URL: 'voice.example' });
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('CLIPO_SPEECH_URL')]);
});

it('clipo speak writes a labelled WAV file with the times of its words, its marks neither said nor told', async () => {
  await writeFile(
    join(folder, 'dictionary.json'),
    JSON.stringify({
      signedOff: { by: 'A', on: '2026-11-20' },
      words: { 重庆: { 'zh-CN': { pinyin: 'chong2 qing4' } } },
    }),
  );
  const text = '重庆**热卖**。[停顿 1秒]到手价¥89.00！';
  const { code, output } = await clipo([
    'speak',
    text,
    '-o',
    'a.wav',
    '--json',
    'a.json',
    '--dictionary',
    'dictionary.json',
  ]);
  expect([code, output]).toEqual([0, expect.stringContaining('from the engine')]);
  const marks = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8'));
  expect(marks.language).toBe('zh-CN');
  expect(marks.words.map((word: { text: string }) => word.text).join('')).toBe('重庆热卖到手价¥89.00');
  expect((await readFile(join(folder, 'a.wav'))).length).toBeGreaterThan(marks.sampleCount * 2);
  const { labels } = await readLabels(join(folder, 'a.wav'));
  expect(labels).toHaveLength(1);
  // The rhythm first, 短长 短短, then the voice, whose times are those in the file.
  const wav = await readFile(join(folder, 'a.wav'));
  const loudAt = (seconds: number) => {
    const window = Array.from({ length: 480 }, (_, at) =>
      wav.readInt16LE(44 + (Math.round(seconds * 48_000) + at) * 2),
    );
    return Math.max(...window.map(Math.abs)) > 1000;
  };
  const unit = 0.12;
  const places = [0.5, 1.4, 3.5, 6, 8.4, 9.4, 10.4];
  expect(places.map((units) => loudAt(units * unit))).toEqual([true, false, true, false, true, false, true]);
  expect(marks.words[0].startSample).toBeGreaterThan(1.44 * 48_000);
  expect((await readdir(folder)).some((name) => name.endsWith('.part'))).toBe(false);
});

it('the audible label may be spoken, and left out only by who takes on the duty and is on record (L1)', async () => {
  const sound = async (name: string) =>
    JSON.parse(await readFile(join(folder, name), 'utf8')) as { sampleCount: number };
  expect((await clipo(['speak', '你好。', '-o', 'v.wav', '--json', 'v.json', '--label', 'voice'])).code).toBe(0);
  // Twelve characters at no more than 160 a minute.
  expect((await sound('v.json')).sampleCount / 48_000).toBeGreaterThan(4);
  const bare = ['speak', '你好。', '-o', 'n.wav', '--json', 'n.json', '--label', 'none'];
  const refused = await clipo(bare);
  expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('--agree 2026-11')]);
  expect(await readdir(folder)).not.toContain('n.wav');
  const who = ['--agree', '2026-11', '--recipient', 'Lin', '--reason', 'a film of our own'];
  expect((await clipo([...bare, ...who])).code).toBe(0);
  expect((await sound('n.json')).sampleCount / 48_000).toBeLessThan(2);
  const record = JSON.parse(await readFile(join(folder, 'labels/unlabelled.jsonl'), 'utf8'));
  expect(record).toMatchObject({ recipient: 'Lin', reason: 'a film of our own', duty: { version: '2026-11' } });
  const { labels } = await readLabels(join(folder, 'n.wav'));
  expect(labels.map(({ text }) => text)).toEqual([expect.stringContaining(record.produceId)]);
});

it.each([
  [['speak', '😀🎉', '-o', 'x.wav'], 'nothing that can be spoken'],
  [['speak', '字'.repeat(20_001), '-o', 'x.wav'], '20001 characters'],
  [['speak', 'hi', '-o', 'x.mp3'], 'must end in .wav'],
  [['speak', 'hi', '-o', 'x.wav', '--lang', 'fr'], 'zh-CN, en'],
  [['speak', 'hi', '-o', 'x.wav', '--voice', 'espeak:en-femal'], 'espeak:en-female'],
  [['speak', 'hi', '-o', 'x.wav', '--rate', '9'], 'between 0.5 and 2'],
  [['speak', 'hi', '-o', 'x.wav', '--dictionary', 'none.json'], 'none.json'],
  [['voices', 'pull', 'mello'], 'melo-zh-en'],
])('what can not be spoken is told, with the field and what to do: %j', async (words, problem) => {
  const { code, output } = await clipo(words);
  expect([code, output]).toEqual([2, expect.stringContaining(problem)]);
  expect(await readdir(folder)).not.toContain('x.wav');
});
