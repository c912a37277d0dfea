import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '@clipo/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { openSpeech } from '../open-speech.ts';
import { takeRecording } from './take-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'clipo-off-script-'));
const speech = openSpeech({ cacheDir: join(folder, 'voice') });
const { signal } = new AbortController();
const voices = await speech.voices();
const hasFlite = voices.some(({ id, needs }) => id === 'flite:awb' && needs === undefined);
afterAll(async () => {
  await speech.close();
  rmSync(folder, { recursive: true });
});

const chinese = [
  '每天早上出门，水都凉了？',
  '净重只有268克，单手就能打开。',
  '倒放24小时，一滴不漏。',
  '今天下单89元，点击下方链接。',
];
const english = [
  'Your coffee is cold before the meeting starts.',
  'It weighs 268 grams, and the lid opens with one hand.',
  'It stays hot for six hours, even on an icy morning.',
  'Tap below to get yours today.',
];

/** Somebody else than the draft voices of the alignment, with pauses, and when each sentence and word begins. */
async function read(said: readonly string[], language: Language, voice: string) {
  const parts: Float64Array[] = [];
  const words: { text: string; ms: number }[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const text of said) {
    const { path, words: own } = await speech.speak({ text, language, voice, rate: 1 });
    const bytes = readFileSync(path);
    const length = (bytes.length - 44) / 2;
    starts.push(at / 48);
    words.push(...own.map((word) => ({ text: word.text, ms: (word.startSample + at) / 48 })));
    parts.push(
      Float64Array.from({ length }, (_, index) => bytes.readInt16LE(44 + index * 2) / 32_768),
      new Float64Array(20_000),
    );
    at += length + 20_000;
  }
  return { samples: Float64Array.from(parts.flatMap((part) => [...part])), words, starts };
}

const take = (samples: Float64Array, script: readonly string[], language: Language) =>
  takeRecording(
    {
      id: 'b'.repeat(64),
      file: 'v.wav',
      samples,
      text: script.join(language === 'en' ? ' ' : ''),
      language,
      licence: '',
    },
    folder,
    signal,
  );

describe.each([
  [
    'zh-CN',
    'espeak:zh-soft',
    chinese,
    ['净重只有268克，就能打开。', '单手'],
    '倒放24小时，真的是一滴不漏。',
    '我自己用了三个月，很喜欢。',
  ],
  [
    'en',
    hasFlite ? 'flite:awb' : 'espeak:en-warm',
    english,
    ['It weighs 268 grams, and the lid opens.', 'one hand'],
    'It stays hot for about nearly six hours, even on an icy morning.',
    'My sister has used it every day since March.',
  ],
] as const)('a recording in %s by %s (C6)', (language, voice, script, [shorter, missing], longer, more) => {
  it('as written: words stand within the reach of the alignment, with sounds, and nothing is reported', async () => {
    const { samples, words } = await read(script, language, voice);
    const { lines, offScript } = await take(samples, script, language);
    expect(offScript).toEqual([]);
    const found = lines.flatMap(({ startSample, speech: own }) =>
      own.words.map(({ text, startSample: start }) => ({ text, ms: (start + startSample) / 48 })),
    );
    expect(found.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
    const errors = found.map(({ ms }, index) => Math.abs(ms - (words[index]?.ms ?? 0))).sort((a, b) => a - b);
    expect(errors[errors.length >> 1]).toBeLessThan(40);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(120);
    for (const { speech: own } of lines) {
      expect(own.timesFrom).toBe('aligned');
      expect(own.phonemes.length).toBeGreaterThan(own.words.length);
    }
  });

  it('a word and a sentence left out are named with their place, and the sentence makes no line', async () => {
    const word = await read(script.with(1, shorter), language, voice);
    const short = await take(word.samples, script, language);
    expect(short.offScript).toEqual([
      { kind: 'skipped', text: expect.stringContaining(missing), atMs: expect.any(Number) },
    ]);
    const [off] = short.offScript;
    expect(off?.kind === 'skipped' && off.atMs > (word.starts[1] ?? 0) && off.atMs < (word.starts[2] ?? 0)).toBe(true);
    const sentence = await read(script.toSpliced(2, 1), language, voice);
    const { lines, offScript } = await take(sentence.samples, script, language);
    expect(offScript.map((own) => own.kind)).toEqual(['skipped']);
    expect(lines.map(({ text }) => text)).toEqual(script.toSpliced(2, 1));
  });

  it('words and a sentence said besides are told with when they are heard', async () => {
    const word = await read(script.with(2, longer), language, voice);
    const { offScript } = await take(word.samples, script, language);
    expect(offScript.map(({ kind }) => kind)).toEqual(['added']);
    const sentence = await read(script.toSpliced(2, 0, more), language, voice);
    const taken = await take(sentence.samples, script, language);
    const added = taken.offScript.flatMap((own) => (own.kind === 'added' ? [own] : []));
    expect(added.length).toBe(taken.offScript.length);
    expect(Math.abs((added[0]?.startMs ?? 0) - (sentence.starts[2] ?? 0))).toBeLessThan(700);
    expect(Math.abs((added.at(-1)?.endMs ?? 0) - (sentence.starts[3] ?? 0))).toBeLessThan(900);
    expect(taken.lines.map(({ text }) => text)).toEqual(script);
  });
});
