import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPresenterMedia } from '@clipo/engine';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';

const root = path.join(import.meta.dirname, '..');
let folder = '';
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-person-'));
  const { width, height, data } = drawFace({ background: null });
  const canvas = createCanvas(width, height);
  const image = canvas.getContext('2d').createImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d').putImageData(image, 0, 0);
  await writeFile(at('ana.png'), canvas.toBuffer('image/png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line in a home of its own; tells how it ended and what it said. */
function clipo(...words: string[]): Promise<{ exit: number; said: string }> {
  const args = ['--disable-warning=ExperimentalWarning', path.join(root, 'apps/cli/src/main.ts'), ...words];
  const env = { ...process.env, CLIPO_HOME: at('home'), CLIPO_LANG: 'en' };
  return new Promise((done) => {
    execFile(process.execPath, args, { env, cwd: folder }, (error, out, err) =>
      done({ exit: error === null ? 0 : Number(error.code), said: `${out}${err}` }),
    );
  });
}
const present = () =>
  clipo('present', '--text', 'Hello there.', '--presenter', 'ana.png', '--size', '540', '-o', 'ana.webm');

it('a picture speaks with its person’s consent alone, and a withdrawal finds the video (C6)', async () => {
  const refused = await present();
  expect(refused).toMatchObject({ exit: 2, said: expect.stringContaining('no consent lies beside it') });
  await expect(stat(at('ana.webm'))).rejects.toMatchObject({ code: 'ENOENT' });

  const version = /\((\d{4}-\d{2})\)/.exec((await clipo('consent', 'text')).said)?.[1] ?? '';
  expect((await clipo('consent', 'make', 'ana.png', '--name', 'Ana', '--agree', version)).exit).toBe(0);
  expect(await present()).toMatchObject({ exit: 0 });
  const media = createPresenterMedia();
  const facts = await media.probe(at('ana.webm'));
  expect(facts).toMatchObject({ width: 540, height: 960, hasAudio: true });
  for await (const rgba of media.readFrames(at('ana.webm'), { width: 540, height: 960, fps: 30, mostFrames: 1 })) {
    expect(rgba[3]).toBe(0);
    expect(rgba[(900 * 540 + 270) * 4 + 3]).toBeGreaterThan(250);
  }
  expect((await readFile(at('ana.webm'))).includes('AIGC')).toBe(true);

  const withdrawn = await clipo('consent', 'withdraw', 'ana.png', '--by', 'Ana');
  expect(withdrawn.said).toContain(at('ana.webm'));
  expect(await present()).toMatchObject({ exit: 2, said: expect.stringContaining('was withdrawn') });
}, 180_000);
