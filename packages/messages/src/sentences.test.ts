import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sentenceIn } from './sentences.ts';

const packages = join(import.meta.dirname, '..', '..');

/** Sentences of a source as they are told, each gap filled with a number. */
function sentencesOf(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(packages, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(join(packages, folder, file), 'utf8').matchAll(pattern)])
    .map(([, , sentence = '']) => sentence.replace(/\$\{[^}]*\}/g, '7'));
}

it('whatever is wrong with a material is told in Chinese to who reads Chinese', () => {
  const pattern = /unreadable\([\w.]+, (['"`])(.+?)\1[,)]/g;
  const told = [...sentencesOf('engine/src/materials', pattern), ...sentencesOf('engine/src/fonts', pattern)];
  expect(told.length).toBeGreaterThan(10);
  // Without a value of its own: its end is a variable.
  const whole = told.map((sentence) =>
    sentence.endsWith('pixels; 7') ? sentence.replace(/7$/, 'at most 7 a side and 7 megapixels can be used') : sentence,
  );
  expect(whole.filter((sentence) => !/\p{Script=Han}/u.test(sentenceIn('zh-CN', sentence)))).toEqual([]);
  expect(told.map((sentence) => sentenceIn('en', sentence))).toEqual(told);
});

it('what stands in the way of people and teams is told in Chinese to who reads Chinese', () => {
  const features = ['accounts', 'agreements', 'sessions', 'teams', 'people', 'privacy'].map(
    (feature) => `../apps/server/src/features/${feature}`,
  );
  const told = features.flatMap((folder) =>
    sentencesOf(folder, /(?:problem = |conflict\(|wrong\((?:field, )?|weak\()(['"`])(.+?)\1[;)]/g),
  );
  expect(told.length).toBeGreaterThan(20);
  // Only the operator's log tells this one.
  const shown = told.filter((sentence) => !sentence.startsWith("refused the app's"));
  expect(shown.filter((sentence) => !/\p{Script=Han}/u.test(sentenceIn('zh-CN', sentence)))).toEqual([]);
});

it('values of a sentence keep their places in its translation', () => {
  expect(sentenceIn('zh-CN', 'no voice "a" for en; did you mean "b"? Known: default, b')).toBe(
    'en 没有声音“a”，是不是“b”？可用的有：default, b',
  );
  expect(sentenceIn('zh-CN', '"a\nb" holds "b", which mustNotSay forbids')).toBe('“a\nb”含有 mustNotSay 禁止的“b”');
  expect(sentenceIn('zh-CN', 'something else')).toBe('something else');
});
