import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dictionary, Language, Speech, SpeechRequest } from '@clipo/contract';
import { afterAll, expect, it } from 'vitest';
import { checkVoice, openSpeech } from './open-speech.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-voices-'));
const speech = openSpeech({ cacheDir: folder });
afterAll(async () => {
  await speech.close();
  await rm(folder, { recursive: true });
});
const say = (text: string, language: Language, more: Partial<SpeechRequest> = {}) =>
  speech.speak({ text, language, voice: 'default', rate: 1, ...more });

const sentences: Record<Language, string> = {
  'zh-CN': '杯盖一按即开，单手能喝，通勤路上真方便。',
  en: 'The lid of the tumbler opens at one press, so you can drink on the way to work.',
};

/** Every voice that can speak on this machine, with a language. */
const ready = (await speech.voices())
  .filter(({ needs }) => needs === undefined)
  .flatMap(({ id, languages }) => languages.map((language) => [id, language] as const));

it.each(ready)(
  'voice %s in %s keeps the contract: marks in order, within the sound, at a human pace',
  async (id, language) => {
    const text = sentences[language];
    const spoken = await say(text, language, { voice: id });
    keepsOrder(spoken.words, spoken.sampleCount);
    keepsOrder(spoken.phonemes, spoken.sampleCount);
    const seconds = spoken.sampleCount / 48_000;
    const count = language === 'en' ? text.split(' ').length : [...text].filter((sign) => /\p{L}/u.test(sign)).length;
    expect(count / seconds).toBeGreaterThan(language === 'en' ? 1.7 : 2.5);
    expect(count / seconds).toBeLessThan(language === 'en' ? 4 : 7);
    expect(spoken.words.map((word) => text.slice(word.textStart, word.textEnd))).toEqual(
      spoken.words.map((word) => word.text),
    );
    expect(spoken.phonemes.length).toBeGreaterThan(count);
  },
);

function keepsOrder(times: readonly { startSample: number; endSample: number }[], sampleCount: number): void {
  expect(times.length).toBeGreaterThan(4);
  let at = 0;
  for (const { startSample, endSample } of times) {
    expect(startSample).toBeGreaterThanOrEqual(at);
    expect(endSample).toBeGreaterThan(startSample);
    at = endSample;
  }
  expect(at).toBeLessThanOrEqual(sampleCount);
}

it('the catalogue tells name in both languages, licence, quality and whether the text stays here; espeak is a draft', async () => {
  const voices = await speech.voices();
  expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
  for (const { id, name, engine, licence, quality } of voices) {
    expect(id.startsWith(`${engine}:`)).toBe(true);
    expect(Object.values(name).every((text) => text.length > 0)).toBe(true);
    expect(licence.length).toBeGreaterThan(3);
    if (engine === 'espeak') {
      expect([quality, name['zh-CN'].includes('草稿音'), /draft voice/i.test(name.en)]).toEqual(['draft', true, true]);
    }
  }
});

it('a pause that is asked for is silence of that length, neither said nor captioned', async () => {
  const plain = await say('杯盖一按即开，单手能喝。', 'zh-CN');
  const marked = '杯盖一按即开，[停顿 0.8秒]单手能喝。[pause]';
  const paused = await say(marked, 'zh-CN');
  expect(paused.words.map(({ text }) => text).join('')).toBe(plain.words.map(({ text }) => text).join(''));
  const gap = (of: Speech) => {
    const index = of.words.findIndex(({ text }) => text.startsWith('单'));
    return ((of.words[index]?.startSample ?? 0) - (of.words[index - 1]?.endSample ?? 0)) / 48;
  };
  expect(gap(paused)).toBeGreaterThan(780);
  expect(gap(paused)).toBeLessThan(1_050);
  for (const word of paused.words) {
    expect(marked.slice(word.textStart, word.textEnd)).toBe(word.text);
  }
});

it('a marked word is louder than unmarked, carries weight, and is captioned without its marks', async () => {
  const text = 'Tap below to get yours.';
  const marked = await say('Tap **below** to get yours.', 'en');
  expect(marked.words.map((word) => word.text)).toEqual((await say(text, 'en')).words.map((word) => word.text));
  const below = marked.words.find((word) => word.text === 'below');
  expect([below?.isStressed, below?.textStart, below?.textEnd]).toEqual([true, 6, 11]);
});

it('tags of other systems are not obeyed and not said, emoji alone is refused by its field', async () => {
  const spoken = await say('<speak>杯子<break time="3s"/>很轻</speak>', 'zh-CN');
  expect(spoken.sampleCount).toBeLessThan(48_000 * 6);
  await expect(say('😀🎉', 'zh-CN')).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'text' } });
  await expect(say('字'.repeat(10_000), 'zh-CN')).rejects.toMatchObject({ details: { field: 'text' } });
});

it('a voice that is not there is refused with the nearest, whatever engine it names', async () => {
  for (const [voice, language, nearest] of [
    ['espeak:zh-femal', 'zh-CN', 'espeak:zh-female'],
    ['flight:slt', 'en', 'flite:slt'],
    ['flite:slt', 'zh-CN', expect.any(String)],
  ] as const) {
    await expect(say('好 ok', language, { voice })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'voice', nearest },
    });
    await expect(checkVoice(speech, voice, language)).rejects.toMatchObject({ details: { field: 'voice' } });
  }
  await checkVoice(speech, 'espeak:zh-male', 'zh-CN');
});

it('a dictionary is obeyed by the engine and changes no other line: pinyin, respelling, hanzi in English', async () => {
  const dictionary = {
    signedOff: { by: '王敏', on: '2026-11-20' },
    words: {
      重光: { 'zh-CN': { pinyin: 'chong2 guang1' }, en: { say: 'Chong Gwang' } },
      Klypo: { 'zh-CN': { say: '克里波' }, en: { say: 'Clyp oh' } },
    },
  };
  const own = openSpeech({ cacheDir: folder, dictionary });
  const heard = (of: Speech) => of.phonemes.map(({ symbol }) => symbol).join(' ');
  const speak = (text: string, language: Language) => own.speak({ text, language, voice: 'default', rate: 1 });
  expect(heard(await speak('重光', 'zh-CN'))).toBe(heard(await say('虫光', 'zh-CN')));
  expect(heard(await speak('klypo', 'zh-CN'))).toBe(heard(await say('克里波', 'zh-CN')));
  const english = await speak('The 重光 is here.', 'en');
  expect(english.words.map(({ text }) => text)).toContain('重光');
  expect(heard(english)).toBe(heard(await say('The Chong Gwang is here.', 'en')));
  expect((await speak('别的话。', 'zh-CN')).key).toBe((await say('别的话。', 'zh-CN')).key);
  expect((await speak('重光', 'zh-CN')).key).not.toBe((await say('重光', 'zh-CN')).key);
  await own.close();
});

it('a word in IPA is said by its sounds where the engine takes them; where not, by its respelling, else refused by name', async () => {
  const signedOff = { by: '王敏', on: '2026-11-20' };
  const cloud = {
    url: 'http://127.0.0.1:9/v1',
    key: undefined,
    model: 'm',
    voices: ['a'],
    format: 'wav' as const,
    licence: 'x',
  };
  const withWords = (words: Dictionary['words']) =>
    openSpeech({ cacheDir: folder, cloud, dictionary: { signedOff, words } });
  const heard = (of: Speech) => of.phonemes.map(({ symbol }) => symbol).join(' ');
  const own = withWords({
    Xqv: { en: { ipa: 'ˈzæpoʊ' } },
    重光: { 'zh-CN': { ipa: 'tʂʰʊŋ˧˥ kwɑŋ˥˥' } },
  });
  const speak = (text: string, language: Language, voice = 'default') => own.speak({ text, language, voice, rate: 1 });
  const english = await speak('Get Xqv now.', 'en');
  expect(heard(english)).toContain('z æ p o ʊ n');
  expect(english.words.map(({ text }) => text)).toEqual(['Get', 'Xqv', 'now']);
  expect(english.words[1]?.isStressed).toBe(true);
  expect(heard(await speak('重光', 'zh-CN'))).toBe(heard(await say('虫光', 'zh-CN')));
  if (ready.some(([id]) => id === 'flite:slt')) {
    expect(heard(await speak('Get Xqv now.', 'en', 'flite:slt'))).toContain('z æ p o ʊ n');
  }
  await expect(speak('Get Xqv now.', 'en', 'openai:a')).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field: 'words.Xqv.en', rule: 'ipa_not_taken', engine: 'openai' },
  });
  await own.close();
  const wrong: Dictionary['words'][] = [{ Xqv: { en: { ipa: 'ʙa' } } }, { 重光: { 'zh-CN': { ipa: 'klaɪpoʊ' } } }];
  for (const words of wrong) {
    expect(() => withWords(words)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  }
});
