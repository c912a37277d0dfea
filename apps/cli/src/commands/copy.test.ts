import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { copyChanges, copyParts, copyReasons, termRules } from '@clipo/agent';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isMessageKey } from '../i18n/translate.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo copy '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const padded = '大家好，今天给大家介绍一款保温杯。它是全网最好的，净重268克。';

/** Runs the real command; `input` goes to its standard input. */
async function clipo(words: readonly string[], input = '', language = 'en') {
  const main = join(root, 'apps', 'cli', 'src', 'main.ts');
  const child = spawn(process.execPath, [main, 'copy', ...words], {
    cwd: folder,
    env: { ...process.env, CLIPO_LANG: language, CLIPO_HOME: join(folder, 'home') },
  });
  child.stdin.end(input);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const [out, errors] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return { code: await ended, out, errors };
}

it('a text is scored from an argument, a file or standard input alike, with reasons (C8)', async () => {
  await writeFile(join(folder, 'draft.txt'), padded);
  const ways = await Promise.all([
    clipo(['score', padded, '--json']),
    clipo(['score', '--file', 'draft.txt', '--json']),
    clipo(['score', '--json'], padded),
  ]);
  for (const { code, out } of ways) {
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ text: padded, terms: [{ term: '最好', rule: 'absolute' }] }]);
    expect(out).toBe(ways[0]?.out);
  }
});

it('an improved text comes first on standard output, then what was changed and why, in the person’s language (C8)', async () => {
  const [english, chinese] = await Promise.all([clipo(['improve', padded]), clipo(['improve', padded], '', 'zh')]);
  expect(english.out.split('\n')[0]).toContain('268克');
  expect(english.out.split('\n')[0]).not.toMatch(/大家好|最好/);
  expect(english.out).toMatch(/greeting out: 大家好/);
  expect(chinese.out).toMatch(/去掉寒暄：大家好/);
});

it('openings for a brief, as many as asked for (C8)', async () => {
  const brief = {
    product: { id: 'A', name: '澄光保温杯', sellingPoints: ['倒放不漏'] },
    materials: [{ file: 'a.png' }],
  };
  await writeFile(join(folder, 'brief.json'), JSON.stringify(brief));
  const { out } = await clipo(['hooks', 'brief.json', '--count', '6', '--json']);
  const hooks: unknown = JSON.parse(out);
  expect(hooks).toHaveLength(6);
});

it.each([
  [['score'], 'text: is missing; see --help'],
  [['score', '👍 !!'], 'text: has no words: write what is to be said'],
  [['score', 'x', '--platform', 'vine'], '--platform: must be one of'],
  [['improve', 'x', '--seconds', 'soon'], '--seconds: must be a whole number'],
  [['score', 'x', '--langage', 'en'], '--langage: unknown option; did you mean --language?'],
  [['polish'], 'polish: unknown verb'],
])('bad words are told with what to do: %j', async (words, message) => {
  const { code, errors } = await clipo(words);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

it('every reason, change and rule has a sentence', () => {
  const keys = [
    ...copyParts.map((part) => `copy.part.${part}`),
    ...copyReasons.map((code) => `copy.reason.${code}`),
    ...copyChanges.map((code) => `copy.change.${code}`),
    ...termRules.map((rule) => `copy.rule.${rule}`),
  ];
  expect(keys.filter((key) => !isMessageKey(key))).toEqual([]);
});
