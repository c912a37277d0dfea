import { join } from 'node:path';
import { musicCatalog } from '@clipo/contract';
import { expect, it } from 'vitest';
import { runProgram } from './run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const clipo = (words: readonly string[], env: Record<string, string>) =>
  runProgram(process.execPath, [main, ...words], { env });

it('clipo music lists every piece with mood, tempo and licence, for people and for programs', async () => {
  const { code, output } = await clipo(['music', '--json'], { CLIPO_LANG: 'en' });
  expect(code).toBe(0);
  const pieces = JSON.parse(output) as { name: string; mood: string; bpm: number; licence: string }[];
  expect(Object.fromEntries(pieces.map(({ name, ...piece }) => [name, piece]))).toEqual(musicCatalog);
  const plain = await clipo(['music'], { CLIPO_LANG: 'zh-CN' });
  expect(plain.output).toMatch(/festive-lanterns +112 bpm +喜庆/);
});
