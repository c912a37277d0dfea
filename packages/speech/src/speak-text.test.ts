import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSpeech } from './open-speech.ts';
import { speakText } from './speak-text.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-text-'));
const speech = openSpeech({ cacheDir: folder });
afterAll(async () => {
  await speech.close();
  await rm(folder, { recursive: true });
});
const { signal } = new AbortController();
const say = (text: string) => speakText(speech, { text, language: 'zh-CN', voice: 'default', rate: 2 }, signal);

it('one endless sentence is cut at commas, else anywhere; a mix of scripts, tags and emoji is spoken as far as it goes', async () => {
  expect((await say(`${'很长，'.repeat(140)}完`)).words.length).toBeGreaterThan(140);
  const mixed = await say('<speak>你好 مرحبا</speak> 👍 Hello 世界。 שלום');
  expect(mixed.words.map(({ text }) => text).join('')).toMatch(/你好.*Hello世界/);
});

it('a pause where two sentences meet is kept', async () => {
  const gap = async (text: string) => {
    const { words } = await say(text);
    const index = words.findIndex(({ text: word }) => word.startsWith('二'));
    return ((words[index]?.startSample ?? 0) - (words[index - 1]?.endSample ?? 0)) / 48;
  };
  expect(await gap('先说一句。[停顿 2秒]二再说一句。')).toBeGreaterThan(1_950);
  expect(await gap('先说一句。二再说一句。')).toBeLessThan(700);
});
