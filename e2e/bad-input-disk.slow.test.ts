import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { expectPlainWords, expectRightVideos, filesUnder } from './outcome.fixture.ts';

const execute = promisify(execFile);
const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');

let workshop: Workshop;
let canMount = false;
beforeAll(async () => {
  workshop = await openWorkshop('disk');
  canMount = await execute('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', workshop.temporary]).then(
    () => true,
    () => false,
  );
});
afterAll(() => workshop.remove());

/** A disk of its own for one command: what is mounted is seen by nobody else and gone with it. */
async function makeOn(
  disk: { at: string; options: string; before?: string },
  words: readonly string[],
  lang: 'en' | 'zh-CN',
) {
  await mkdir(disk.at, { recursive: true });
  const listing = join(workshop.folder, 'listing');
  const script = [
    'mount -t tmpfs -o "$OPTIONS" tmpfs "$AT" || exit 99',
    disk.before ?? ':',
    '"$@"; code=$?',
    '(cd "$AT" && find . -type f -size +0) >"$LISTING"',
    'exit $code',
  ].join('\n');
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', main, 'make', ...words];
  const env = { ...workshop.environment({ lang }), OPTIONS: disk.options, AT: disk.at, LISTING: listing };
  const end = await execute('unshare', ['-rm', 'sh', '-c', script, 'sh', ...command], {
    env,
    cwd: workshop.folder,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
  const left = (await readFile(listing, 'utf8')).split('\n').filter((line) => line !== '');
  return { ...end, left };
}

const full = { en: /No room is left on the disk of .*small/, 'zh-CN': /small.*所在的磁盘已满/ } as const;
const sizes = [
  ['no room at all for the output', 'size=4k,nr_inodes=3', 'en'],
  ['room for a part of a video', 'size=300k', 'zh-CN'],
  ['room for a part of the subtitles', 'size=8k', 'en'],
] as const;

it.for(sizes)(
  '%s: the disk is named, in plain words, and nothing half written stays',
  async ([, options, lang], { skip }) => {
    skip(!canMount, 'mounting is not allowed here');
    const folder = await workshop.brief({ count: 2 });
    const at = join(workshop.folder, 'small');
    const end = await makeOn({ at, options }, [folder, '--draft', '--out', join(at, 'out')], lang);
    expectPlainWords(end.err);
    expect(end.err).toMatch(full[lang]);
    expect([2, 3], end.err).toContain(end.code);
    const names = end.left.filter((file) => !/\.clipo\/(batch\.json|videos\/)/.test(file));
    expect(names.filter((file) => /work|\.part|run\.json/.test(file))).toEqual([]);
    if (end.code === 2) {
      expect(names.filter((file) => /videos\/.*\.mp4$/.test(file))).toEqual([]);
    }
  },
);

it('a full disk under CLIPO_HOME is named, and the same command works once there is room', async ({ skip }) => {
  skip(!canMount, 'mounting is not allowed here');
  const folder = await workshop.brief({ seed: 7 });
  // Room for nothing, for a part of the voices, for a part of the pieces.
  for (const [lang, options, says] of [
    ['en', 'size=4k,nr_inodes=2', /No room is left on the disk of .*home/],
    ['zh-CN', 'size=400k', /home.*所在的磁盘已满/],
    ['en', 'size=1200k', /No room is left on the disk of .*home/],
  ] as const) {
    const end = await makeOn({ at: workshop.home, options }, [folder, '--draft'], lang);
    expectPlainWords(end.err);
    expect(end.err, options).toMatch(says);
    expect([2, 3], end.err).toContain(end.code);
    expect(await filesUnder(join(folder, 'out', 'videos'))).toEqual([]);
    expect(end.left.filter((file) => /\.part|\.tmp$|\.mp4\.\d+\.|runs\/./.test(file))).toEqual([]);
  }
  const end = await workshop.run(['make', folder, '--draft']);
  expect(end.code, end.err).toBe(0);
  await expectRightVideos(join(folder, 'out'));
});

it('a disk that is read-only is refused before any work, as output and as CLIPO_HOME', async ({ skip }) => {
  skip(!canMount, 'mounting is not allowed here');
  const folder = await workshop.brief();
  const at = join(workshop.folder, 'fixed');
  const output = await makeOn({ at, options: 'ro' }, [folder, '--draft', '--out', join(at, 'out')], 'en');
  expect(output.code).toBe(2);
  expect(output.err).toMatch(/fixed\/out can't be written\. Choose another folder with --out/);
  expectPlainWords(output.err);
  const home = await makeOn({ at: workshop.home, options: 'ro' }, [folder, '--draft'], 'zh-CN');
  expect(home.code).toBe(2);
  expect(home.err).toMatch(/CLIPO_HOME：.*home 无法写入/);
  expectPlainWords(home.err);
  expect(await filesUnder(join(folder, 'out'))).toEqual([]);
});

it('a CLIPO_HOME that is a file or can not be made is told by its name', async () => {
  const folder = await workshop.brief();
  await writeFile(join(workshop.folder, 'a file'), '');
  for (const home of [join(workshop.folder, 'a file'), join(workshop.folder, 'a file', 'home'), '/proc/clipo-home']) {
    const end = await workshop.runHere(['make', folder, '--draft'], { env: { CLIPO_HOME: home } });
    expect(end.code).toBe(2);
    expect(end.err).toMatch(/CLIPO_HOME: .*can't be written \(E\w+\).*or set CLIPO_HOME/);
    expectPlainWords(end.err);
    expect(await filesUnder(join(folder, 'out'))).toEqual([]);
  }
  await rm(join(workshop.folder, 'a file'));
});
