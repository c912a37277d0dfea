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

it('a text of 10,000 characters is spoken, its words in order and at their places, equal sentences once', async () => {
  const sentence = '杯盖一按即开，单手能喝。95℃热水放6小时后仍有62℃！';
  const text = sentence.repeat(Math.ceil(10_000 / sentence.length)).slice(0, 10_000);
  const spoken = await say(text);
  expect(spoken.sampleCount / 48_000).toBeGreaterThan(600);
  let at = 0;
  for (const word of spoken.words) {
    expect(word.startSample).toBeGreaterThanOrEqual(at);
    at = word.endSample;
    expect(text.slice(word.textStart, word.textEnd)).toBe(word.text);
  }
  expect(at).toBeLessThanOrEqual(spoken.sampleCount);
  expect(spoken.wav.length).toBe(44 + spoken.sampleCount * 2);
});

it('one endless sentence without a comma is cut anywhere', async () => {
  expect((await say('长'.repeat(410))).sampleCount).toBeGreaterThan(48_000 * 20);
});
