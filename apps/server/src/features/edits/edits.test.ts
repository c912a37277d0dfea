import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runProgram } from '@clipo/engine';
import { publicOnly } from '@clipo/guarded-fetch';
import { verifyFile } from '@clipo/label';
import { busyFactor, tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { treeOf } from '../../testing/process-tree.fixture.ts';
import { type RunningWorker, startWorker } from '../../work/worker.ts';

let api: TestApi;
let worker: RunningWorker;
let files: Server;
let host = '';
/** Loopback is private; here it stands for the public network. */
const addresses = { ...publicOnly, isAllowed: (address: string) => address === '127.0.0.1' };

beforeAll(async () => {
  const sent: Record<string, string> = {
    '/cat.mp4': await tinyMedia('clip'),
    '/wave.jpg': await tinyMedia('pictureJpeg'),
    '/berlin.wav': await tinyMedia('sound'),
  };
  files = createServer(async (request, response) => {
    const path = sent[request.url ?? ''];
    response.writeHead(path === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' });
    response.end(path === undefined ? '' : await readFile(path));
  });
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  host = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  api = await startApi({ CLIPO_WORKERS: '1' }, { addresses });
  worker = await startWorker({ ...api.deps, addresses });
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  files.close();
});

interface Queued {
  success: boolean;
  message: string;
  response: { id: string; message: string };
}
interface Rendered {
  response: { status: string; error?: string; url?: string; duration?: number; data: unknown };
}

const send = (edit: object, headers = {}) => api.ask('POST', '/edit/v1/render', edit, headers);

/** As Shotstack's guide says: ask until it is done or failed. */
async function renderOf(edit: object): Promise<Rendered['response']> {
  const answer = await send(edit);
  const queued = (await answer.json()) as Queued;
  expect([answer.status, queued]).toEqual([
    201,
    {
      success: true,
      message: 'Created',
      response: { message: 'Render Successfully Queued', id: expect.stringMatching(/^rnd_/) },
    },
  ]);
  for (;;) {
    const told = await api.ask('GET', `/edit/v1/render/${queued.response.id}`);
    const { response } = (await told.json()) as Rendered;
    if (response.status === 'done' || response.status === 'failed') {
      return response;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The basic edit of Shotstack's gallery (a title over a picture and a film, with music), shorter and smaller. */
const basicEdit = () => ({
  timeline: {
    soundtrack: { src: `${host}/berlin.wav`, effect: 'fadeOut' },
    background: '#000000',
    tracks: [
      {
        clips: [
          {
            asset: { type: 'title', text: 'Hello {{NAME}}', style: 'minimal', size: 'large' },
            start: 0,
            length: 1,
            transition: { in: 'slideRight', out: 'fade' },
            effect: 'zoomIn',
          },
        ],
      },
      {
        clips: [
          { asset: { type: 'image', src: `${host}/wave.jpg` }, start: 0, length: 1, effect: 'zoomIn' },
          { asset: { type: 'video', src: `${host}/cat.mp4`, trim: 0.2, volume: 0.5 }, start: 'auto', length: 1 },
        ],
      },
    ],
  },
  output: { format: 'mp4', size: { width: 320, height: 180 }, fps: 25 },
  merge: [{ find: 'NAME', replace: 'World' }],
});

describe("a client of Shotstack's Edit API gets its video (O4)", () => {
  it('the documented basic edit is rendered: as long, as large, with sound, labelled as AI content (L1)', async () => {
    const done = await renderOf(basicEdit());
    expect(done).toMatchObject({ status: 'done', duration: 2, poster: null, thumbnail: null });
    expect(JSON.stringify(done.data)).toContain('Hello World');
    const { pathname, search } = new URL(done.url ?? '');
    const answer = await api.ask('GET', `${pathname}${search}`, undefined, { authorization: '' });
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    await using folder = await tempFolder();
    const file = join(folder.path, 'edit.mp4');
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    expect(await verifyFile(file)).toMatchObject({ ok: true });
    const facts = JSON.parse(
      (await runProgram('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', file])).toString(),
    ) as { streams: { codec_type: string; width?: number; height?: number; nb_frames?: string; duration: string }[] };
    const [film, sound] = facts.streams;
    expect(film).toMatchObject({ codec_type: 'video', width: 320, height: 180, nb_frames: '50' });
    expect(sound).toMatchObject({ codec_type: 'audio' });
    expect(Number(sound?.duration)).toBeCloseTo(2, 1);
  }, 180_000);

  it('what fails while it is made is told with its reason, in their shape', async () => {
    const edit = basicEdit();
    edit.timeline.soundtrack.src = `${host}/nowhere.mp3`;
    expect(await renderOf(edit)).toMatchObject({ status: 'failed', error: expect.stringContaining('404') });
  }, 60_000);

  const clip = (more: object) => ({
    timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'x' }, start: 0, length: 1, ...more }] }] },
    output: { format: 'mp4', resolution: 'sd' },
  });
  const first = 'timeline.tracks[0].clips[0]';
  it.each([
    [clip({ asset: { type: 'html', html: '<p>x</p>' } }), `${first}.asset.type`],
    [clip({ asset: { type: 'luma', src: 'https://x.example/x.mp4' } }), `${first}.asset.type`],
    [clip({ filter: 'blur' }), `${first}.filter`],
    [clip({ transform: { rotate: { angle: 45 } } }), `${first}.transform`],
    [clip({ fit: 'cover' }), `${first}.fit`],
    [clip({ opacity: [{ from: 0, to: 1 }] }), `${first}.opacity`],
    [clip({ transition: { in: 'wipeLeft' } }), `${first}.transition.in`],
    [clip({ start: 'alias://x' }), `${first}.start`],
    [clip({ length: 0 }), `${first}.length`],
    [{ ...clip({}), output: { format: 'gif', resolution: 'sd' } }, 'output.format'],
    [{ ...clip({}), output: { format: 'mp4', resolution: 'sd', poster: { capture: 1 } } }, 'output.poster'],
    [{ ...clip({}), output: { format: 'mp4' } }, 'output.resolution'],
    [{ ...clip({}), callback: 'https://x.example' }, 'callback'],
    [{ timeline: { tracks: [] }, output: { format: 'mp4', resolution: 'sd' } }, 'timeline.tracks'],
  ])('what is not made here is refused with its path: %# %s', async (edit, path) => {
    const answer = await send(edit);
    expect(answer.status).toBe(422);
    const told = (await answer.json()) as { detail: string; success: boolean; response: { message: string } };
    expect(told).toMatchObject({ success: false, code: 'invalid_input', response: { message: told.detail } });
    expect(told.detail).toContain(path);
    const chinese = await send(edit, { 'accept-language': 'zh-CN' });
    expect(((await chinese.json()) as { detail: string }).detail).toMatch(/\p{Script=Han}/u);
  });

  it('no address leads inside, and no forbidden word is rendered', async () => {
    const inside = clip({ asset: { type: 'image', src: 'http://169.254.169.254/latest' } });
    expect(await (await send(inside)).json()).toMatchObject({ code: 'url_refused', status: 422, success: false });
    const words = clip({ asset: { type: 'text', text: '全网最低价' } });
    expect(await (await send(words)).json()).toMatchObject({ code: 'content_rejected', status: 451 });
  });

  it('cancelled while it is drawn, its encoders stop within two seconds (C9)', async () => {
    const encoders = () => treeOf(process.pid).filter(({ line }) => line.includes('ffmpeg')).length;
    const { response } = (await (await send(clip({ length: 600 }))).json()) as Queued;
    await vi.waitUntil(() => encoders() > 0, { timeout: 120_000, interval: 20 });
    const started = performance.now();
    expect((await api.ask('POST', `/api/v1/renders/${response.id}/cancel`)).status).toBe(202);
    await vi.waitUntil(() => encoders() === 0, { timeout: 60_000, interval: 20 });
    expect(performance.now() - started).toBeLessThan(2000 * busyFactor());
  }, 240_000);

  it('a scope is needed, and another team sees nothing of it', async () => {
    const queued = (await (await send(clip({}))).json()) as Queued;
    const other = await api.otherTeam();
    const headers = { authorization: `Bearer ${other.key}` };
    const path = `/edit/v1/render/${queued.response.id}`;
    expect((await api.ask('GET', path, undefined, headers)).status).toBe(404);
    expect((await api.ask('GET', path, undefined, { authorization: '' })).status).toBe(401);
    expect((await api.ask('POST', `/api/v1/renders/${queued.response.id}/cancel`)).status).toBe(202);
    expect(await (await api.ask('GET', path)).json()).toMatchObject({ response: { status: 'failed' } });
  });
});
