import { Brief, ClipoError, type ErrorCode, errorTable, InputProblems, inputRules, parseInput } from '@clipo/contract';
import { lineOf, tellError } from '@clipo/messages';
import { expect, it } from 'vitest';
import { readEnvironment } from '../env.ts';
import { reportWords } from '../report/report-words.ts';
import { en, type MessageKey } from './en.ts';
import { isMessageKey, sayIn } from './translate.ts';
import { zhCN } from './zh-CN.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const zh = sayIn('zh-CN');
const english = sayIn('en');

it('both languages have the same messages with the same placeholders', () => {
  expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en) as MessageKey[]) {
    expect(placeholders(zhCN[key]), key).toEqual(placeholders(en[key]));
  }
});

it('a word goes with its number', () => {
  const plan = { name: 'A1', creatives: 3, languages: 1, formats: 1, products: 1 };
  expect(english('make.plan.heading', { ...plan, videos: 3 })).toContain('3 videos (3 creatives × 1 language ×');
  expect(english('make.done', { done: 1, time: '2 s', report: 'r' })).toContain('1 video in');
  for (const text of Object.values(en)) {
    expect(text.replace(/\{\w+(\|[^{}|]*\|[^{}|]*)?\}/g, '')).not.toMatch(/[{}|]/);
  }
});

it('the contact sheet has the same words in both languages', () => {
  expect(Object.keys(reportWords['zh-CN']).sort()).toEqual(Object.keys(reportWords.en).sort());
});

it('every error says in both languages what to do', () => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    // A fault of an input says its own rule.
    if (code !== 'invalid_input') {
      expect(zh(`error.${code}`)).toMatch(/\p{Script=Han}/u);
      expect(english(`error.${code}`)).toMatch(/[a-z]{3}/);
    }
  }
  for (const rule of inputRules.filter((candidate) => candidate !== 'other')) {
    expect(isMessageKey(`rule.${rule}`), rule).toBe(true);
  }
});

it('a fault of a brief is told in Chinese to who reads Chinese, also where a field has a rule of its own', () => {
  const brief = {
    product: { id: 'a b', name: {}, link: 'x', price: { amount: '-1', currency: 'rmb' } },
    materials: 'a.png',
    brand: { name: 'x', colors: ['red'] },
    exclusions: [{}],
    seed: 0.5,
  };
  const { lines, exit, code } = tellError(errorOf(brief), zh, false);
  expect([exit, code]).toEqual([2, 'invalid_input']);
  expect(lines[0]).toBe('输入有 9 处需要修改：');
  for (const line of lines.slice(1)) {
    // After the field's name nothing English is left but names, codes and examples.
    expect(line.split('：').slice(1).join('：'), line).toMatch(/\p{Script=Han}/u);
    expect(line).not.toMatch(/expected|received|must|missing/);
  }
});

it('of very many faults twenty are listed and the rest counted', () => {
  const many = Array.from({ length: 100 }, (_, n) => new ClipoError('not_found', 'x', { details: { file: `f${n}` } }));
  const { lines } = tellError(new InputProblems(many), english, false);
  expect(lines).toHaveLength(22);
  expect(lines.at(-1)).toBe('  … and 80 more');
});

it('no stack trace is shown unless asked for, and a mistake of ours says so', () => {
  const error = new TypeError('x is not a function');
  expect(tellError(error, english, false)).toMatchObject({ exit: 1, code: 'internal' });
  expect(tellError(error, english, false).lines.join('\n')).not.toContain('catalogs.test.ts');
  expect(tellError(error, english, true).lines.join('\n')).toContain('catalogs.test.ts');
});

it('a full disk, a read-only folder and a cancel are told as what they are', () => {
  const system = (code: string) => Object.assign(new Error(code), { code, path: '/data/out' });
  expect(tellError(system('ENOSPC'), english, false)).toMatchObject({ exit: 3, code: 'disk_full' });
  expect(tellError(system('EROFS'), english, false)).toMatchObject({ exit: 2, code: 'output_unwritable' });
  expect(tellError(new DOMException('x', 'AbortError'), english, false)).toMatchObject({
    exit: 130,
    code: 'cancelled',
  });
});

it('an error whose details are incomplete shows no bare placeholder', () => {
  expect(lineOf(new ClipoError('program_failed', 'ffmpeg: broke'), english)).not.toMatch(/\{\w+\}/);
});

it.each([
  [{ CLIPO_LANG: 'zh', LANG: 'en_US.UTF-8' }, 'zh-CN'],
  [{ LC_ALL: 'zh_TW.UTF-8' }, 'zh-CN'],
  [{ LANG: 'zh_CN' }, 'zh-CN'],
  [{ LC_ALL: 'en_GB', LANG: 'zh_CN' }, 'en'],
  [{ LC_ALL: '', LANG: 'zh_CN' }, 'zh-CN'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
])('%j speaks %s', (variables, language) => {
  expect(readEnvironment(variables).language).toBe(language);
});

function errorOf(brief: unknown): unknown {
  try {
    return parseInput(Brief, brief);
  } catch (error) {
    return error;
  }
}
