import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ClipoError, Manifest } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { ingestFootage } from '@clipo/presenter/people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filmPerson, filmSize as size, sway } from './person-film.fixture.ts';

const media = createPresenterMedia();
let folder = '';
const at = (name: string) => path.join(folder, name);
const ruleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fits',
    (error: ClipoError) => error.details.rule ?? error.code,
  );

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-footage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('who talks while being filmed, and a film without a face, are refused by name (C6)', async () => {
  const talking = await filmPerson(at('talking.mp4'), 10, (part) => ({ mouthOpen: part < 0.5 ? 0.8 : 0 }));
  expect(await ruleOf(ingestFootage(talking, at('x.mkv'), media))).toBe('footage_mouth_moves');
  const empty = await filmPerson(at('empty.mp4'), 10, () => ({ radius: 2 }));
  expect(await ruleOf(ingestFootage(empty, at('x.mkv'), media))).toBe('face_none');
}, 240_000);

it('before a plain wall the person is cut out by a network, and every edge is refined', async () => {
  const file = await filmPerson(at('wall.mp4'), 10, (part) => ({ sway: sway(part) }));
  const footage = await ingestFootage(file, at('wall.mkv'), media);
  expect(footage.report.backdrop).toBe('other');
  const [x, y] = (footage.points[0] as (typeof footage.points)[number]).nose;
  let count = 0;
  for await (const rgba of media.readFrames(at('wall.mkv'), { ...size, fps: 25, mostFrames: 3 })) {
    const alpha = (px: number, py: number) => rgba[(Math.round(py) * size.width + Math.round(px)) * 4 + 3] as number;
    expect(alpha(x, y)).toBeGreaterThan(250);
    expect(alpha(x, y + 60)).toBeGreaterThan(250);
    expect(alpha(8, 8)).toBeLessThan(5);
    expect(alpha(size.width - 8, 60)).toBeLessThan(5);
    count++;
  }
  expect(count).toBe(3);
}, 240_000);

/** Runs the command line in a home of its own; tells how it ended and what it said. */
function clipo(...words: string[]): Promise<{ exit: number; said: string }> {
  const root = path.join(import.meta.dirname, '..');
  const args = ['--disable-warning=ExperimentalWarning', path.join(root, 'apps/cli/src/main.ts'), ...words];
  const env = { ...process.env, CLIPO_HOME: at('home'), CLIPO_LANG: 'en' };
  return new Promise((done) => {
    execFile(process.execPath, args, { env, cwd: folder }, (error, out, err) =>
      done({ exit: error === null ? 0 : Number(error.code), said: `${out}${err}` }),
    );
  });
}

it('a film of a person speaks from the command line and in a batch: looked at, agreed to, shown, both labels on it (C6)', async () => {
  await mkdir(at('ads'));
  await filmPerson(at('ads/ana.mp4'), 10, (part) => ({ sway: sway(part), background: '#1FC04A' }));
  await cp(path.join(import.meta.dirname, '../examples/tumbler/coffee.png'), at('ads/coffee.png'));
  const looked = await clipo('presenter', 'check', 'ads/ana.mp4', '--preview', 'seen.jpg');
  expect(looked).toMatchObject({ exit: 0, said: expect.stringMatching(/no consent lies beside it.*75 %: until now/s) });
  expect((await stat(at('seen.jpg'))).size).toBeGreaterThan(10_000);

  const version = /\((\d{4}-\d{2})\)/.exec((await clipo('consent', 'text')).said)?.[1] ?? '';
  const agreed = await clipo('consent', 'make', 'ads/ana.mp4', '--name', 'Ana', '--adult', '--agree', version);
  expect(agreed.exit, agreed.said).toBe(0);
  const present = ['present', '--text', 'Hello there.', '--presenter', 'ads/ana.mp4', '--size', '540'];
  expect(await clipo(...present, '-o', 'said.mp4')).toMatchObject({ exit: 0 });
  expect(await clipo('verify', 'said.mp4')).toMatchObject({ exit: 0 });
  expect(await media.probe(at('said.mp4'))).toMatchObject({ width: 540, height: 960, hasAudio: true });

  const product = { id: 'cup', name: 'Tumbler', category: 'Home', sellingPoints: ['One hand opens the lid'] };
  const plan = { plan: 'one-factor', axes: { hook: 1, body: 1, cta: 1, presenter: 2, voice: 2 }, count: 3 };
  const presenter = [{ character: 'ana.mp4', layout: 'half' }, 'lin'];
  const looks = { languages: ['en'], durationSeconds: 6, resolution: 720, music: false };
  const brief = { product, materials: [{ file: 'coffee.png' }], ...plan, ...looks, presenter };
  await writeFile(at('ads/brief.json'), JSON.stringify({ ...brief, voice: ['espeak:en-soft', 'espeak:en-female'] }));
  const made = await clipo('make', 'ads', '--draft', '--out', 'out');
  expect(made.exit, made.said).toBe(0);
  const { videos } = Manifest.parse(JSON.parse(await readFile(at('out/manifest.json'), 'utf8')));
  expect(videos.map(({ status, presenter: who }) => [status, who?.character, who?.voice])).toEqual([
    ['done', 'ana.mp4', 'espeak:en-soft'],
    ['done', 'lin', 'espeak:en-soft'],
    ['done', 'ana.mp4', 'espeak:en-female'],
  ]);
  const withdrawn = await clipo('consent', 'withdraw', 'ads/ana.mp4', '--by', 'Ana');
  expect(withdrawn.said).toContain(at('said.mp4'));
  expect(await clipo(...present, '-o', 'again.mp4')).toMatchObject({
    exit: 2,
    said: expect.stringContaining('withdrawn'),
  });
}, 600_000);
