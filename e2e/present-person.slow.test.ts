import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Manifest } from '@clipo/contract';
import { createPresenterMedia, runProgram } from '@clipo/engine';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';
import { replayServer } from '../packages/presenter/src/remote/replay-server.fixture.ts';
import { engineServer, filmVoice } from './remote-film.fixture.ts';

const root = path.join(import.meta.dirname, '..');
let folder = '';
const at = (name: string) => path.join(folder, name);

/** One product of one photo, in six seconds. */
const brief = {
  product: {
    id: 'cup',
    name: 'Tumbler',
    category: 'Home',
    sellingPoints: ['One hand opens the lid', 'Stays hot until evening'],
  },
  materials: [{ file: 'coffee.png' }],
  languages: ['en'],
  durationSeconds: 6,
  resolution: 720,
  music: false,
  count: 2,
  plan: 'one-factor',
  axes: { hook: 1, body: 1, cta: 1, presenter: 2 },
  presenter: [{ character: 'ana.png', layout: 'half' }, 'lin'],
};
/** Of Ana's clothes, and of what presenters stand on, as a draft's frame shows them. */
const shirt = [expect.closeTo(44, -1), expect.closeTo(92, -1), expect.closeTo(110, -1)];
const ground = [expect.closeTo(233, -1), expect.closeTo(228, -1), expect.closeTo(218, -1)];

/** The colour of a place in a frame. */
async function colorIn(file: string, frame: number, { x, y }: { x: number; y: number }): Promise<number[]> {
  const filters = `select=eq(n\\,${frame}),crop=2:2:${x}:${y},scale=1:1`;
  const args = [
    '-i',
    `file:${file}`,
    '-vf',
    filters,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    'pipe:1',
  ];
  return [...(await runProgram('ffmpeg', args))];
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-person-'));
  const { width, height, data } = drawFace({ background: null });
  const canvas = createCanvas(width, height);
  const image = canvas.getContext('2d').createImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d').putImageData(image, 0, 0);
  await mkdir(at('ads'));
  await writeFile(at('ads/ana.png'), canvas.toBuffer('image/png'));
  await cp(path.join(root, 'examples/tumbler/coffee.png'), at('ads/coffee.png'));
  await writeFile(at('ads/brief.json'), JSON.stringify(brief));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line in a home of its own; tells how it ended and what it said. */
function clipo(...words: string[]): Promise<{ exit: number; said: string }> {
  const args = ['--disable-warning=ExperimentalWarning', path.join(root, 'apps/cli/src/main.ts'), ...words];
  const tencent = { TENCENT_IVH_APP_KEY: 'app-1', TENCENT_IVH_ACCESS_TOKEN: 'token-1' };
  const env = { ...process.env, ...tencent, CLIPO_HOME: at('home'), CLIPO_LANG: 'en' };
  return new Promise((done) => {
    execFile(process.execPath, args, { env, cwd: folder }, (error, out, err) =>
      done({ exit: error === null ? 0 : Number(error.code), said: `${out}${err}` }),
    );
  });
}
const present = (...words: string[]) => clipo('present', '--text', 'Hello there.', '--size', '540', ...words);
const agree = async () => {
  const version = /\((\d{4}-\d{2})\)/.exec((await clipo('consent', 'text')).said)?.[1] ?? '';
  return clipo('consent', 'make', 'ads/ana.png', '--name', 'Ana', '--adult', '--agree', version);
};
const make = () => clipo('make', 'ads', '--draft', '--out', 'out');
const manifest = async (out: string) => Manifest.parse(JSON.parse(await readFile(at(`${out}/manifest.json`), 'utf8')));

it('a picture speaks with its person’s consent alone, and a withdrawal finds the video (C6)', async () => {
  const webm = ['--presenter', 'ads/ana.png', '-o', 'ana.webm'];
  const refused = await present(...webm);
  expect(refused).toMatchObject({ exit: 2, said: expect.stringContaining('no consent lies beside it') });
  expect(await make()).toMatchObject({ exit: 2, said: expect.stringContaining('no consent lies beside it') });
  await expect(stat(at('ana.webm'))).rejects.toMatchObject({ code: 'ENOENT' });

  // A child's consent is its guardian's: somebody must say which of the two it is.
  const unsaid = await clipo('consent', 'make', 'ads/ana.png', '--name', 'Ana', '--agree', '2026-11');
  expect(unsaid).toMatchObject({ exit: 2, said: expect.stringContaining('--guardian NAME') });
  expect((await agree()).exit).toBe(0);
  expect(await present(...webm)).toMatchObject({ exit: 0 });
  const media = createPresenterMedia();
  const facts = await media.probe(at('ana.webm'));
  expect(facts).toMatchObject({ width: 540, height: 960, hasAudio: true });
  for await (const rgba of media.readFrames(at('ana.webm'), { width: 540, height: 960, fps: 30, mostFrames: 1 })) {
    expect(rgba[3]).toBe(0);
    expect(rgba[(900 * 540 + 270) * 4 + 3]).toBeGreaterThan(250);
  }
  expect((await readFile(at('ana.webm'))).includes('AIGC')).toBe(true);

  // The same person in a batch: an axis beside a drawn presenter, found by the picture's hash.
  expect(await make()).toMatchObject({ exit: 0 });
  const made = await manifest('out');
  expect(made.videos.map(({ status, presenter }) => [status, presenter?.character])).toEqual([
    ['done', 'ana.png'],
    ['done', 'lin'],
  ]);
  expect(made.materials.map(({ file }) => file)).toContain('ana.png');
  const theirs = made.videos[0]?.file ?? '';
  expect(await colorIn(at(`out/${theirs}`), 40, { x: 180, y: 620 })).toEqual(shirt);

  const withdrawn = await clipo('consent', 'withdraw', 'ads/ana.png', '--by', 'Ana');
  expect(withdrawn.said).toContain(at('ana.webm'));
  expect(withdrawn.said).toContain(at(`out/${theirs}`));
  // Although all of it is in the cache.
  expect(await present(...webm)).toMatchObject({ exit: 2, said: expect.stringContaining('was withdrawn') });
  expect(await make()).toMatchObject({ exit: 2, said: expect.stringContaining('was withdrawn') });

  // A new consent to the same picture: the pieces are the same.
  expect((await agree()).exit).toBe(0);
  await rm(at('out'), { recursive: true });
  expect(await make()).toMatchObject({ exit: 0 });
  expect((await manifest('out')).totals).toMatchObject({ done: 2, scenesRendered: 0 });
}, 240_000);

it('an engine’s avatar speaks in a video; where the engine fails, a drawn presenter does, and it is told', async () => {
  let isAway = false;
  const server = await engineServer((wav) =>
    isAway ? { text: '<html>maintenance</html>' } : filmVoice(folder, wav, 0),
  );
  try {
    await mkdir(at('host'));
    const engine = { kind: 'clipo', baseUrl: server.base, centsPerSecond: 5 };
    const host = { version: 1, avatar: 'a1', engine, standIn: 'omar' };
    await writeFile(at('host/person.json'), JSON.stringify(host));
    const good = await present('--presenter', 'host', '-o', 'host.mp4');
    expect(good).toMatchObject({ exit: 0 });
    expect(good.said).not.toContain('omar');
    // Told before it was ordered.
    expect(good.said).toMatch(/host.*clipo-remote.*0\.\d\d CNY/i);
    // The film's square is red while it speaks, its green screen is gone, and the voice begins after a quarter second.
    const [red = 0, green = 0] = await colorIn(at('host.mp4'), 15, { x: 270, y: 700 });
    expect(red - green).toBeGreaterThan(100);
    expect(await colorIn(at('host.mp4'), 15, { x: 500, y: 60 })).toEqual(ground);

    isAway = true;
    await cp(at('host'), at('ads/host'), { recursive: true });
    await writeFile(at('ads/brief.json'), JSON.stringify({ ...brief, presenter: 'host', count: 1, axes: {} }));
    const batch = await clipo('make', 'ads', '--draft', '--out', 'away');
    expect(batch).toMatchObject({ exit: 0, said: expect.stringMatching(/in place of host.*omar/i) });
    const told = await manifest('away');
    expect(told.videos[0]?.presenter?.standIns).toMatchObject([{ for: 'host', character: 'omar' }]);
    expect(told.warnings.join()).toMatch(/omar/);
    expect(await readFile(at('away/report.html'), 'utf8')).toContain('"standIns":[{"for":"host"');
  } finally {
    await server.close();
  }
}, 240_000);

it('an engine that fetches the voice finds it in the public folder, and nobody else’s name is told', async () => {
  const ivh = 'POST /v2/ivh/videomaker/broadcastservice';
  let asked = '';
  const server = await replayServer({
    [`${ivh}/videomake`]: ({ body }) => {
      asked = (JSON.parse(body) as { Payload: { InputAudioUrl: string } }).Payload.InputAudioUrl;
      return { json: { Header: { Code: 0, Message: '' }, Payload: { TaskId: 't1' } } };
    },
    [`${ivh}/getprogress`]: [
      { json: { Header: { Code: 0, Message: '' }, Payload: { Status: 'FAIL', FailMessage: 'render node lost' } } },
    ],
  });
  try {
    await mkdir(at('shown'), { recursive: true });
    const old = `clipo-${'0'.repeat(32)}.wav`;
    await writeFile(at(`shown/${old}`), 'of two days ago');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(at(`shown/${old}`), twoDaysAgo, twoDaysAgo);
    await writeFile(at('shown/index.html'), 'not ours');
    await mkdir(at('ya'));
    const engine = {
      kind: 'tencent',
      baseUrl: server.base,
      publicFolder: { here: '../shown', url: 'https://v.example/s/' },
    };
    await writeFile(at('ya/person.json'), JSON.stringify({ version: 1, avatar: 'k7', engine, standIn: 'omar' }));
    const text = 'Hello there, this bottle opens with one hand and never leaks.';
    const said = await clipo('present', '--text', text, '--size', '540', '--presenter', 'ya', '-o', 'ya.mp4');
    // The engine lost it: the drawn presenter speaks, and that is told.
    expect(said).toMatchObject({ exit: 0, said: expect.stringMatching(/omar.*render node lost/s) });
    expect(asked).toMatch(/^https:\/\/v\.example\/s\/clipo-[0-9a-f]{32}\.wav$/);
    const name = asked.split('/').at(-1) ?? '';
    expect((await readdir(at('shown'))).sort()).toEqual([name, 'index.html']);
    expect((await createPresenterMedia().readSamples(at(`shown/${name}`), 16_000)).length).toBeGreaterThan(32_000);

    // Without the folder it is refused before anything is ordered, and told what to do.
    const { publicFolder: _, ...without } = engine;
    await writeFile(at('ya/person.json'), JSON.stringify({ version: 1, avatar: 'k7', engine: without }));
    const refused = await clipo('present', '--text', text, '--presenter', 'ya', '-o', 'no.mp4');
    expect(refused).toMatchObject({ exit: 2, said: expect.stringContaining('publicFolder') });
  } finally {
    await server.close();
  }
}, 240_000);
