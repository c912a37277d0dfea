import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchEvent } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import {
  expectNoLitter,
  expectPlainWords,
  expectRightVideos,
  filesUnder,
  readManifest,
  stampsUnder,
} from './outcome.fixture.ts';

const execute = promisify(execFile);
const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('full');
});
afterAll(() => workshop.remove());

/**
 * Runs a command that may write no file larger than a limit: needs no right of any kind, and reaches every writer, also
 * the programs that Clipo starts.
 */
async function makeWithin(blocks: number, words: readonly string[], lang: 'en' | 'zh-CN' = 'en') {
  // POSIX: a block of `ulimit -f` has 512 bytes.
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', main, 'make', ...words];
  return execute('sh', ['-c', `ulimit -c 0; ulimit -f ${blocks}; exec "$@"`, 'sh', ...command], {
    env: workshop.environment({ lang }),
    cwd: workshop.folder,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
}

it('a disk that takes no more than a part of the playable clip, of voices, of pieces is named in plain words; the same command works later', async () => {
  const folder = await workshop.brief();
  const out = join(folder, 'out');
  // What is written whole stays: with more room the same command comes further.
  for (const blocks of [8, 200, 400]) {
    const end = await makeWithin(blocks, [folder, '--draft']);
    expectPlainWords(end.err);
    expect(end.err).toMatch(/No room is left on the disk of /);
    // One error, however many files could not be written.
    expect(end.err.match(/No room is left/g)).toHaveLength(1);
    expect(end.code, end.err).toBe(3);
    expect((await filesUnder(join(out, 'videos'))).filter((file) => file.endsWith('.mp4'))).toEqual([]);
    await expectNoLitter(out, workshop);
  }
  const again = await workshop.run(['make', folder, '--draft']);
  expect(again.code, again.err).toBe(0);
  await expectRightVideos(out);
}, 180_000);

it('a disk that fills up in the middle of a batch stops it at once; what is finished is kept and a later run goes on', async () => {
  // Everything is in the cache, so that only what is written into the output meets the limit.
  const folder = await workshop.brief({ count: 3, seed: 77 });
  const out = join(folder, 'out');
  expect((await workshop.run(['make', folder, '--draft'])).code).toBe(0);
  const { videos } = await readManifest(out);
  const [first] = videos;
  // One is finished already; the rest finds the disk full.
  for (const video of videos.slice(1)) {
    await rm(join(out, '.clipo', 'videos', `${video.name}.json`));
    await Promise.all(['mp4', 'srt', 'vtt', 'ass'].map((ending) => rm(join(out, 'videos', `${video.name}.${ending}`))));
    await rm(join(out, 'covers', `${video.name}.png`));
  }
  const kept = await stampsUnder(join(out, 'videos'));
  const end = await makeWithin(100, [folder, '--draft', '--json']);
  expect(end.code, end.err).toBe(3);
  expectPlainWords(end.err);
  const events = end.out
    .trim()
    .split('\n')
    .map((line) => BatchEvent.parse(JSON.parse(line)));
  const failures = events.filter((event) => event.event === 'video-end' && event.status === 'failed');
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ error: expect.stringMatching(/No room is left on the disk of .*out/) });
  expect(events.at(-1)).toMatchObject({ event: 'done', done: 1, failed: 2 });
  const manifest = await readManifest(out);
  expect(manifest.videos.map(({ name, status, error }) => [name, status, error?.code])).toEqual(
    videos.map(({ name }) => (name === first?.name ? [name, 'done', undefined] : [name, 'failed', 'disk_full'])),
  );
  expect(await stampsUnder(join(out, 'videos'))).toEqual(kept);
  await expectNoLitter(out, workshop);

  const again = await workshop.run(['make', folder, '--draft']);
  expect(again.code, again.err).toBe(0);
  expect((await expectRightVideos(out)).totals).toMatchObject({ done: 3, failed: 0 });
  expect(await stampsUnder(join(out, 'videos'))).toMatchObject(kept);
}, 180_000);
