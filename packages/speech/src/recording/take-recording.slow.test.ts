import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language, SpokenWord } from '@clipo/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { createEspeakEngine } from '../espeak/engine.ts';
import { loudness } from '../loudness.ts';
import { type RecordedLine, takeRecording } from './take-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'clipo-recording-'));
const { signal } = new AbortController();
const voice = createEspeakEngine({ cacheDir: join(folder, 'voice') });
afterAll(async () => {
  await voice.close();
  rmSync(folder, { recursive: true });
});

const chinese = [
  '每天早上出门，水都凉了？',
  '澄光随行保温杯，95℃热水放6小时，还有62℃。',
  '净重只有268克，单手就能打开。',
  '倒放24小时，一滴不漏。',
  '今天下单89元，点击下方链接。',
];
const english = [
  'Your coffee is cold before the meeting starts.',
  'This tumbler keeps it at 62 degrees for 6 hours, even on an icy morning.',
  'It weighs 268 grams, and the lid opens with one hand.',
  'Tap below to get yours today.',
];

function samplesOf(path: string): Float64Array {
  const bytes = readFileSync(path);
  return Float64Array.from(
    { length: (bytes.length - 44) / 2 },
    (_, index) => bytes.readInt16LE(44 + index * 2) / 32_768,
  );
}

/** Somebody who says the sentences with pauses between, in a room that hums softly; with when each word is really said. */
async function speakAll(
  sentences: readonly string[],
  language: Language,
  options: { rate?: number; noise?: number } = {},
) {
  const { rate = 1, noise = 0.001 } = options;
  const spoken = await Promise.all(sentences.map((text) => voice.speak({ text, language, voice: 'default', rate })));
  const parts: Float64Array[] = [new Float64Array(33_000)];
  const words: SpokenWord[] = [];
  let at = 33_000;
  for (const [index, speech] of spoken.entries()) {
    words.push(
      ...speech.words.map((word) => ({ ...word, startSample: word.startSample + at, endSample: word.endSample + at })),
    );
    const pause = new Float64Array(14_000 + ((index * 9_700) % 17_000));
    parts.push(samplesOf(speech.path), pause);
    at += speech.sampleCount + pause.length;
  }
  let state = 1;
  const samples = Float64Array.from(parts.flatMap((part) => [...part])).map((value, index) => {
    state = (state * 48_271) % 2_147_483_647;
    return value * 0.3 + noise * ((state / 2_147_483_647) * 2 - 1) + noise * Math.sin(index / 150);
  });
  return { samples, words, speaking: spoken.reduce((sum, { sampleCount }) => sum + sampleCount, 0) };
}

const recordingOf = (samples: Float64Array, text: string, language: Language) => ({
  id: 'a'.repeat(64),
  file: 'voice.m4a',
  samples,
  text,
  language,
  licence: 'own recording',
});

/** Where the estimated words really were. */
function errorsOf(lines: readonly RecordedLine[], real: readonly SpokenWord[]): number[] {
  const found = lines.flatMap(({ startSample, speech }) =>
    speech.words.map((word) => ({ text: word.text, ms: (word.startSample + startSample) / 48 })),
  );
  expect(found.map(({ text }) => text)).toEqual(real.map(({ text }) => text));
  return found.map(({ ms }, index) => Math.abs(ms - (real[index]?.startSample ?? 0) / 48));
}

describe("the user's own voice", () => {
  it.each([
    ['Chinese', chinese, 'zh-CN', {}],
    ['fast Chinese in a noisy room', chinese, 'zh-CN', { rate: 1.2, noise: 0.006 }],
    ['English', english, 'en', {}],
    ['slow English', english, 'en', { rate: 0.85 }],
  ] as const)(
    '%s: words are timed where they are said, and say that they are aligned (C6, C8)',
    async (_, sentences, language, options) => {
      const { samples, words } = await speakAll(sentences, language, options);
      const text = sentences.join(language === 'en' ? ' ' : '');
      const { lines } = await takeRecording(recordingOf(samples, text, language), folder, signal);
      expect(lines.map((line) => line.text)).toEqual(sentences);
      const errors = errorsOf(lines, words).sort((a, b) => a - b);
      expect(errors[errors.length >> 1]).toBeLessThan(20);
      expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(120);
      for (const { speech } of lines) {
        expect([speech.timesFrom, speech.voiceLicence]).toEqual(['aligned', 'own recording']);
        const last = speech.words.at(-1)?.endSample ?? 0;
        expect(last).toBeLessThanOrEqual(speech.sampleCount);
      }
    },
  );

  it('lines never overlap, begin and end without a click, and are as loud as any voice (C2)', async () => {
    const { samples } = await speakAll(chinese, 'zh-CN');
    const { lines } = await takeRecording(recordingOf(samples, chinese.join(''), 'zh-CN'), folder, signal);
    const whole = new Float64Array(samples.length);
    let end = 0;
    for (const { startSample, speech } of lines) {
      expect(startSample).toBeGreaterThanOrEqual(end);
      const own = samplesOf(speech.path);
      end = startSample + own.length;
      whole.set(own, startSample);
      expect(Math.abs(own[0] ?? 1)).toBeLessThan(0.003);
      expect(Math.abs(own.at(-1) ?? 1)).toBeLessThan(0.003);
    }
    expect(Math.abs(loudness(whole) + 16)).toBeLessThan(0.5);
  });

  it('a sentence that is over in a moment goes with its neighbour', async () => {
    const sentences = ['真的吗？', ...chinese];
    const { samples } = await speakAll(sentences, 'zh-CN');
    const { lines } = await takeRecording(recordingOf(samples, sentences.join(''), 'zh-CN'), folder, signal);
    expect(lines.length).toBe(chinese.length);
    expect(lines[0]?.text).toBe('真的吗？每天早上出门，水都凉了？');
  });

  it('silence, hum, noise and a text that is plainly another are refused by name, with what to do', async () => {
    const seconds = (of: (index: number) => number) =>
      Float64Array.from({ length: 48_000 * 6 }, (_, index) => of(index));
    let state = 1;
    const noise = seconds(() => {
      state = (state * 48_271) % 2_147_483_647;
      return (state / 2_147_483_647 - 0.5) * 0.3;
    });
    const text = chinese.join('');
    for (const [samples, problem] of [
      [seconds(() => 0), /is silent/],
      [seconds((index) => 0.2 * Math.sin(index / 30)), /no speech/],
      [noise, /no speech/],
      [seconds((index) => (index % 48_000 < 400 ? 0.3 : 0)), /no speech|silent/],
    ] as const) {
      await expect(takeRecording(recordingOf(samples, text, 'zh-CN'), folder, signal)).rejects.toMatchObject({
        code: 'unreadable_material',
        details: { file: 'voice.m4a', problem: expect.stringMatching(problem) },
      });
    }
    const { samples } = await speakAll(english.slice(0, 3), 'en');
    for (const [own, problem] of [
      ['两句。话。', /three sentences/],
      ['短。短。短。', /takes about/],
      [chinese.join('').repeat(6), /takes about/],
    ] as const) {
      await expect(takeRecording(recordingOf(samples, own, 'zh-CN'), folder, signal)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { field: 'voice.text', problem: expect.stringMatching(problem) },
      });
    }
  });
});
