import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Language, phonemeSymbols, type Speech } from '@clipo/contract';
import { afterAll, expect, it } from 'vitest';
import { createEspeakEngine } from './engine.ts';
import { symbolsOf } from './phonemes.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-phonemes-'));
const engine = createEspeakEngine({ cacheDir: folder });
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const speak = (text: string, language: Language) => engine.speak({ text, language, voice: 'default', rate: 1 });
const heard = (speech: Speech) => speech.phonemes.map(({ symbol }) => symbol).join(' ');

it('a voice tells its sounds in order, without overlap and inside it, all of the documented set (C6)', async () => {
  const known = new Set<string>(Object.values(phonemeSymbols).flat());
  for (const speech of await Promise.all([
    speak('澄光随行保温杯500ml，到手价¥89.00，点击下方链接带走它！', 'zh-CN'),
    speak('是四十四，还是十四？女儿喝可乐，元月云游。', 'zh-CN'),
    speak('The lid of the tumbler opens at one press, so you can drink on the way to work.', 'en'),
    speak('A measure of pure joy: the boy bought tour oil for fire, genre and a bird.', 'en'),
  ])) {
    let at = 0;
    for (const { symbol, startSample, endSample } of speech.phonemes) {
      expect(known.has(symbol), symbol).toBe(true);
      expect(startSample).toBeGreaterThanOrEqual(at);
      expect(endSample).toBeGreaterThan(startSample);
      at = endSample;
    }
    expect(at).toBeLessThanOrEqual(speech.sampleCount);
    const voiced = speech.phonemes.reduce((sum, { startSample, endSample }) => sum + endSample - startSample, 0);
    expect(voiced / speech.sampleCount).toBeGreaterThan(0.75);
  }
});

it('sounds are those of the words, Chinese and English, and a merged final is its parts', async () => {
  expect(heard(await speak('爸爸喝四杯水', 'zh-CN'))).toBe('p ɑ p ɑ x ɤ s ɨ p e ɪ ʂ w e ɪ');
  expect(heard(await speak('big map', 'en'))).toBe('b ɪ ɡ m æ p');
  expect(symbolsOf('ˈonɡ')).toEqual(['ʊ', 'ŋ']);
  expect(symbolsOf('ˈaɪɚ')).toEqual(['a', 'ɪ', 'ɚ']);
  expect([symbolsOf(''), symbolsOf('(en)')]).toEqual([[], []]);
});

it('the sound of a stop begins shut: it is quieter while lips are closed than in the vowel after it', async () => {
  const speech = await speak('Happy people pay a baby, paper up.', 'en');
  const file = await readFile(speech.path);
  const level = (from: number, to: number) => {
    const values = Array.from({ length: to - from }, (_, index) => file.readInt16LE(44 + (from + index) * 2) ** 2);
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  const stops = speech.phonemes.flatMap(({ symbol, startSample, endSample }, index) => {
    const next = speech.phonemes[index + 1];
    return symbol === 'p' && next !== undefined && (phonemeSymbols.vowel as readonly string[]).includes(next.symbol)
      ? [level(startSample, endSample) / level(next.startSample, next.endSample)]
      : [];
  });
  expect(stops.length).toBeGreaterThan(4);
  expect(Math.max(...stops)).toBeLessThan(0.35);
});

it('words that carry weight are told: stressed ones in English, numbers and prices in both', async () => {
  const english = await speak('Get yours today for $39.90 at the shop', 'en');
  const stressed = english.words.filter(({ isStressed }) => isStressed).map(({ text }) => text);
  expect(stressed).toEqual(expect.arrayContaining(['yours', 'today', '$39.90', 'shop']));
  expect(stressed).not.toContain('the');
  const chinese = await speak('到手价¥89.00，杯重268克', 'zh-CN');
  expect(chinese.words.filter(({ isStressed }) => isStressed).map(({ text }) => text)).toEqual(['¥89.00', '268']);
});
