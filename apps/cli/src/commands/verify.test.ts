import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from './run.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const photo = join(root, 'examples', 'tumbler', 'coffee.png');
const own = '001191110102MACQD9K64010000';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo verify '));
  // As small as pictures are in which marks are looked for: each `verify` looks all over it.
  const small = await runProgram('ffmpeg', [
    '-v',
    'error',
    '-i',
    photo,
    '-vf',
    'scale=300:-2',
    join(folder, 'a b.png'),
  ]);
  expect(small.code, small.output).toBe(0);
  await writeFile(join(folder, 'words.txt'), '水杯');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const clipo = (words: readonly string[], env: Record<string, string> = {}) =>
  runProgram(process.execPath, [join(root, 'apps', 'cli', 'src', 'main.ts'), ...words], {
    cwd: folder,
    env: { CLIPO_LANG: 'en', CLIPO_PROVIDER_CODE: own, ...env },
  });

/** Whether a mark is looked for in the picture depends on what the machine can read. */
const seenOrNot = /^(?:unseen|unchecked)$/;

it('what others made is labelled and then found valid and ours; before, the label is missing (L4)', async () => {
  const before = await clipo(['verify', 'a b.png', '--json']);
  expect(before.code).toBe(3);
  expect(JSON.parse(before.output)).toMatchObject([
    { file: 'a b.png', ours: false, verdict: 'missing', label: { explicit: null, implicit: null } },
  ]);
  const labelled = await clipo(['label', 'a b.png', '-o', 'out.png', '--json']);
  expect(labelled.code, labelled.output).toBe(0);
  const { label } = JSON.parse(labelled.output);
  const after = await clipo(['verify', 'out.png', '--json']);
  expect(after.code).toBe(0);
  expect(JSON.parse(after.output)).toEqual([
    {
      file: 'out.png',
      ours: true,
      verdict: 'valid',
      label: { explicit: null, seen: expect.stringMatching(seenOrNot), implicit: label, signature: null, problems: [] },
      credentials: null,
      watermark: { found: false, key: null, score: expect.any(Number), pieces: [], record: null },
      altered: null,
    },
  ]);
  const others = await clipo(['verify', 'out.png', '--json'], { CLIPO_PROVIDER_CODE: '' });
  expect(JSON.parse(others.output)).toMatchObject([{ ours: false, verdict: 'valid' }]);
});

it('a person reads what holds and what does not, in their language, and what was not looked at', async () => {
  const { code, output } = await clipo(['verify', 'a b.png', 'words.txt'], { CLIPO_LANG: 'zh-CN' });
  expect(code).toBe(3);
  expect(output).toMatch(/a b\.png：没有 AI 标识/);
  expect(output).toMatch(/画面上的显式标识没有检查|画面上没有找到显式标识/);
  expect(output).toMatch(/AIGC-MISSING/);
  expect(output).toMatch(/words\.txt：无法读取这类文件/);
});

it('SARIF comes out whole, a missing file is named, and a text is no file to label', async () => {
  const sarif = JSON.parse((await clipo(['verify', 'a b.png', '--sarif'])).output);
  expect(sarif.runs[0].results[0].ruleId).toBe('AIGC-MISSING');
  const missing = await clipo(['verify', 'none.mp4']);
  expect([missing.code, missing.output]).toEqual([2, expect.stringContaining('none.mp4')]);
  const refused = await clipo(['label', 'words.txt', '-o', 'x.txt']);
  expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('words.txt')]);
  const wrong = await clipo(['label', 'a b.png', '-o', 'x.png'], { CLIPO_PROVIDER_CODE: '123' });
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('CLIPO_PROVIDER_CODE')]);
});

it('a key is made once, signs labels, and the signature is told (L1)', async () => {
  const key = await clipo(['label-key', 'key.json']);
  expect(key.code, key.output).toBe(0);
  const env = { CLIPO_LABEL_KEY: 'key.json' };
  expect((await clipo(['label', 'a b.png', '-o', 'signed.png'], env)).code).toBe(0);
  const [row] = JSON.parse((await clipo(['verify', 'signed.png', '--json'])).output);
  expect(row).toMatchObject({ verdict: 'valid', label: { signature: { algorithm: 'sm2', isValid: true } } });
  expect(key.output).toContain(row.label.signature.publicKey);
  const again = await clipo(['label-key', 'key.json']);
  expect([again.code, again.output]).toEqual([2, expect.stringContaining('key.json')]);
  const other = await clipo(['label-key', 'other.json', '--algorithm', 'rsa']);
  expect([other.code, other.output]).toEqual([2, expect.stringContaining('--algorithm')]);
  const wrong = await clipo(['label', 'a b.png', '-o', 'x.png'], { CLIPO_LABEL_KEY: 'words.txt' });
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('CLIPO_LABEL_KEY')]);
});

it('a label is burned into a picture and a film, which are still found valid; where nothing is seen, it is refused (L1)', async () => {
  const film = [
    '-f',
    'lavfi',
    '-i',
    'color=white:s=182x320:d=1',
    '-f',
    'lavfi',
    '-i',
    'sine=d=1',
    join(folder, 'f.mp4'),
  ];
  expect((await runProgram('ffmpeg', ['-v', 'error', ...film], {})).code).toBe(0);
  const turning = ['-metadata:s:v', 'rotate=90', join(folder, 'turned.mp4')];
  for (const [from, to] of [
    ['a b.png', 'burned.png'],
    ['f.mp4', 'burned.mp4'],
  ] as const) {
    const burned = await clipo(['label', from, '-o', to, '--burn', '--json'], { CLIPO_LANG: 'zh-CN' });
    expect(burned.code, burned.output).toBe(0);
    const [row] = JSON.parse((await clipo(['verify', to, '--json'])).output);
    expect(row).toMatchObject({ verdict: 'valid', label: { implicit: JSON.parse(burned.output).label } });
  }
  // A film that is shown turned: the label is upright, of the size that the shown frame asks for.
  const turned = await runProgram('ffmpeg', ['-v', 'error', '-i', join(folder, 'f.mp4'), '-c', 'copy', ...turning], {});
  expect(turned.code, turned.output).toBe(0);
  expect((await clipo(['label', 'turned.mp4', '-o', 'upright.mp4', '--burn'], { CLIPO_LANG: 'zh-CN' })).code).toBe(0);
  const gray = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-y', join(folder, 'upright')];
  await runProgram('ffmpeg', ['-v', 'error', '-i', join(folder, 'upright.mp4'), ...gray], {});
  const luma = await readFile(join(folder, 'upright'));
  expect(luma.length).toBe(320 * 182);
  const dark = [...luma.keys()].filter((at) => (luma[at] ?? 0) < 90).map((at) => [at % 320, Math.floor(at / 320)]);
  const [columns, rows] = [0, 1].map((axis) => dark.map((at) => at[axis] ?? 0)) as [number[], number[]];
  // Wider than high, at the left above, and each letter 5 % of 182 high at least.
  expect(Math.max(...rows) - Math.min(...rows)).toBeGreaterThanOrEqual(182 * 0.05);
  expect(Math.max(...columns) - Math.min(...columns)).toBeGreaterThan((Math.max(...rows) - Math.min(...rows)) * 2);
  expect(Math.max(...columns)).toBeLessThan(160);
  // White letters with a dark rim, on white: the rim is what is seen.
  const look = ['-v', 'error', '-i', join(folder, 'burned.mp4'), '-frames:v', '1', '-vf', 'crop=100:60:0:40', '-y'];
  expect(
    (await runProgram('ffmpeg', [...look, '-f', 'rawvideo', '-pix_fmt', 'gray', join(folder, 'seen')], {})).code,
  ).toBe(0);
  expect(Math.min(...(await readFile(join(folder, 'seen'))))).toBeLessThan(60);
  const refused = await clipo(['label', 'words.txt', '-o', 'x.png', '--burn']);
  expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('--burn')]);
  const wrong = await clipo(['label', 'f.mp4', '-o', 'x.png', '--burn']);
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('.mp4')]);
});
