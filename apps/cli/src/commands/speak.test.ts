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
  expect((await readdir(folder)).some((name) => name.endsWith('.part'))).toBe(false);
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
