import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runProgram } from './commands/run.ts';
import { widthOf } from './progress/text-width.ts';
import { type HereEnd, runHere } from './run-here.fixture.ts';
import { verbGroups } from './verbs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo cli '));
  await cp(join(root, 'examples', 'tumbler'), join(folder, 'tumbler'), { recursive: true });
  await rm(join(folder, 'tumbler', 'out'), { recursive: true, force: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const main = join(root, 'apps', 'cli', 'src', 'main.ts');
const environment = () => ({ CLIPO_LANG: 'en', CLIPO_HOME: join(folder, 'home') });

/** Runs a command line by the function that the process runs. */
const clipo = (words: readonly string[], env: Record<string, string> = {}) =>
  runHere(words, { cwd: folder, env: { ...environment(), ...env } });

/** Runs a command line as a process, with standard output and standard error apart. */
async function clipoProcess(words: readonly string[]): Promise<HereEnd> {
  const errors = join(folder, 'errors');
  const end = await runProgram('/bin/sh', ['-c', '"$0" "$@" 2>"$ERRORS"', process.execPath, main, ...words], {
    cwd: folder,
    env: { ...environment(), ERRORS: errors },
  });
  return { code: end.code, out: end.output, err: await readFile(errors, 'utf8') };
}

/**
 * A house whose set-up is done: the script and the lock are copies, Node and the sources are the real ones. The script
 * of this repository is not run: where its stamp is old it would install anew under the feet of running tests.
 */
async function makeHouse(): Promise<string> {
  const house = join(folder, 'a house');
  await mkdir(join(house, 'node_modules', '.bin'), { recursive: true });
  await cp(join(root, 'clipo'), join(house, 'clipo'));
  await cp(join(root, 'package-lock.json'), join(house, 'package-lock.json'));
  await symlink(process.execPath, join(house, 'node_modules', '.bin', 'node'));
  await symlink(join(root, 'apps'), join(house, 'apps'));
  const { output } = await runProgram('/bin/sh', ['-c', 'cksum <package-lock.json'], { cwd: house });
  await writeFile(join(house, 'node_modules', '.clipo-stamp'), output);
  return house;
}

it('the command runs from any folder, through a link, and starts in a few times what Node alone needs', async () => {
  await symlink(join(await makeHouse(), 'clipo'), join(folder, 'a link'));
  const times: { clipo: number; node: number }[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const started = performance.now();
    const end = await runProgram(join(folder, 'a link'), ['--version'], { cwd: tmpdir() });
    const between = performance.now();
    await runProgram(process.execPath, ['--eval', '0'], { cwd: tmpdir() });
    times.push({ clipo: between - started, node: performance.now() - between });
    expect(end).toEqual({ code: 0, output: '0.1.0\n' });
  }
  // Four times on an idle machine: 0.13 s beside 0.03 s. A set-up done again would take hundreds of times as long.
  const least = (of: 'clipo' | 'node') => Math.min(...times.map((time) => time[of]));
  expect(least('clipo') / least('node')).toBeLessThan(25);
});

it('a set-up that can not be done says what to type', async () => {
  const copy = join(folder, 'a copy');
  await cp(join(root, 'clipo'), join(copy, 'clipo'));
  await cp(join(root, 'package-lock.json'), join(copy, 'package-lock.json'));
  const noNpm = await runProgram(
    '/bin/sh',
    [
      '-c',
      'for tool in sh cksum dirname readlink cat rm mkdir; do ln -s "$(command -v "$tool")" "$BIN"; done; PATH=$BIN; exec "$0" make x',
      join(copy, 'clipo'),
    ],
    {
      env: { BIN: await mkdtemp(join(folder, 'bin-')) },
    },
  );
  expect(noNpm.code).toBe(1);
  // All that the verb needs, in one go; without apt-get there is no command to name.
  expect(noNpm.output).toMatch(/^clipo: missing: npm ffmpeg.*npm comes with Node\.js/);
});

const verbs = verbGroups.flatMap(({ files }) => files.flatMap(({ verbs: each }) => Object.keys(each)));

/** Help pages of a verb and of the verbs below it. */
async function helpOf(words: readonly string[], lang: string): Promise<string[]> {
  const { code, out, err } = await clipo([...words, '--help'], { CLIPO_LANG: lang });
  expect([code, err]).toEqual([0, '']);
  const below = /\n(?:Verbs:|命令：)\n((?: {2}.*\n)+)/.exec(out)?.[1] ?? '';
  const names = [...below.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name);
  return [out, ...(await Promise.all(names.map((name) => helpOf([...words, name], lang)))).flat()];
}

it.each(verbs)('%s explains itself in both languages, on lines of 80 columns', async (verb) => {
  const [english, chinese] = await Promise.all([helpOf([verb], 'en'), helpOf([verb], 'zh-CN')]);
  expect(english.length).toBe(chinese.length);
  for (const page of english) {
    expect(page).toContain('Usage: clipo');
    expect(page).not.toMatch(/\p{Script=Han}/u);
  }
  for (const page of chinese) {
    expect(page).toContain('用法：');
    expect(page).not.toMatch(/Usage|Options|Arguments|Commands|\[options\]|\(default/);
  }
  for (const line of [...english, ...chinese].flatMap((page) => page.split('\n'))) {
    expect(widthOf(line), line).toBeLessThanOrEqual(80);
  }
});

it.each(['en', 'zh-CN'])('without a word all verbs are listed, on lines of 80 columns (%s)', async (lang) => {
  const { out } = await clipo([], { CLIPO_LANG: lang });
  for (const verb of verbs) {
    expect(out).toMatch(new RegExp(`^  ${verb} `, 'm'));
  }
  expect(Math.max(...out.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
});

it.each(['brief', 'storyboard', 'manifest'])(
  'the JSON Schema of %s is printed and is what is committed',
  async (name) => {
    const { out, code } = await clipo(['schema', name]);
    expect(code).toBe(0);
    expect(out).toBe(await readFile(join(root, 'docs', 'schema', `${name}.json`), 'utf8'));
  },
);

it('doctor lists what is there, and names the command for what is not', async () => {
  const Findings = z.array(
    z.object({ id: z.string(), status: z.enum(['ok', 'missing', 'note']), do: z.string().optional() }),
  );
  const whole = Findings.parse(JSON.parse((await clipo(['doctor', '--json'], { PATH: process.env.PATH ?? '' })).out));
  expect(whole.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'node',
      'ffmpeg',
      'ffprobe',
      'encoder-libx264',
      'fonts',
      'home',
      'disk',
      'memory',
      'cores',
    ]),
  );
  expect(whole.filter(({ status }) => status === 'missing')).toEqual([]);
  const bare = await runProgram(process.execPath, [main, 'doctor'], {
    env: { PATH: folder, CLIPO_LANG: 'en', CLIPO_HOME: '/proc/clipo' },
  });
  expect(bare.code).toBe(1);
  expect(bare.output).toContain('✗ FFmpeg');
  expect(bare.output).toContain('apt-get install ffmpeg');
  expect(bare.output).toContain('✗ CLIPO_HOME');
});

const wrong: readonly [words: string[], error: RegExp][] = [
  [['mak'], /mak: unknown verb; did you mean make\?/],
  [['make'], /brief: is missing/],
  [['label', 'a.mp4'], /--out <file>: is missing/],
  [['make', 'tumbler', '--cout', '3'], /--cout: unknown option; did you mean --count\?/],
  [['make', 'tumbler', '--count'], /needs a value/],
  [['make', 'tumbler', 'other'], /more words/],
  [['copy'], /Usage: clipo copy[\s\S]* score /],
  [['make', 'nowhere'], /nowhere does not exist/],
  [['make', 'tumbler', '--count', 'many'], /--count: expected number/],
  [['make', 'tumbler', '--count', '2.5'], /--count: must be a whole number/],
  [['make', 'tumbler', '--count', '0'], /--count: is too small: at least 1/],
  [['make', 'tumbler', '--formats', '9x16,2x3'], /--formats\[1\]: must be one of 9x16/],
  [['make', 'tumbler', '--formats', '1x1,1x1'], /--formats: 1x1 is listed twice/],
  [['make', 'tumbler', '--plan', 'some'], /--plan: must be one of full/],
  [['make', 'tumbler', '--seed', '-3'], /--seed: is too small/],
  [['make', 'tumbler', '--seed', '99999999999999999999'], /^clipo: --seed: is too large: at most 2147483647\n$/],
  [['make', 'tumbler', '--out', ''], /--out: needs a value/],
  [['make', 'tumbler', '--out', 'tumbler'], /--out: is the brief's own folder/],
  [['make', 'tumbler', '--out', 'tumbler/brief.json'], /--out: is a file/],
  [['schema', 'video'], /document: must be one of brief, storyboard, manifest/],
  [['bench', 'nothing'], /nothing: there is no such bench/],
];

it.each(wrong)('%j ends with 2, says why, prints nothing and writes nothing', async (words, error) => {
  const before = await readdir(join(folder, 'tumbler'));
  const end = await clipo(words);
  expect([end.code, end.out]).toEqual([2, '']);
  expect(end.err).toMatch(error);
  expect(end.err).not.toMatch(/\n\s+at /);
  expect(await readdir(join(folder, 'tumbler'))).toEqual(before);
});

it.each([[['make', 'tumbler', '--cout', '3']], [['schema', 'brief']]])(
  'the process ends as the same command does inside this one: %j',
  async (words) => {
    expect(await clipoProcess(words)).toEqual(await clipo(words));
  },
);

it('wrong input under --json is an event too', async () => {
  await writeFile(join(folder, 'bad.json'), '{"materials": []}');
  const { code, out } = await clipo(['make', 'bad.json', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ event: 'failed', code: 'invalid_input' });
});

/** Starts a batch, presses Ctrl-C after four seconds, and tells what was said and how long the end took. */
async function interrupt(out: string, ...nodeArgs: string[]) {
  const script =
    '"$0" "$@" & child=$!; sleep 4; kill -INT $child; date +%s%N >&2; wait $child; code=$?; date +%s%N >&2; exit $code';
  const words = ['make', 'tumbler', '--count', '1', '--out', join(folder, out), '--json'];
  const options = { cwd: folder, env: { CLIPO_LANG: 'en', CLIPO_HOME: join(folder, 'home') } };
  const end = await runProgram('/bin/sh', ['-c', script, process.execPath, ...nodeArgs, main, ...words], options);
  const [signalled = 0, ended = 0] = [...end.output.matchAll(/^\d{16,}$/gm)].map(([time]) => Number(time) / 1e6);
  // Two seconds, and what a process may wait for its turn beside other work, which slows the telling of a version too. A batch
  // that is not ended goes on for many times as long.
  const before = performance.now();
  await runProgram(process.execPath, [main, '--version'], options);
  expect(ended - signalled).toBeLessThan(2000 + 5 * (performance.now() - before));
  return end;
}

it('Ctrl-C ends a running batch within two seconds with 130, and its last event says so', async () => {
  const end = await interrupt('cancelled');
  expect(end.code).toBe(130);
  expect(end.output).toContain('{"event":"cancelled","done":0,');
});

it('a batch that does not hear that it is cancelled is ended, and its last event says so as well', async () => {
  const end = await interrupt('unheard', '--import', 'data:text/javascript,AbortController.prototype.abort=()=>{}');
  expect(end.code).toBe(130);
  expect(end.output).toContain('{"event":"cancelled","done":0,');
});
