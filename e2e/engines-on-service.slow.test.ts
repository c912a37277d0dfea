import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { listenBefore } from '../apps/server/src/testing/listen.fixture.ts';
import { type RunningWorker, startWorker } from '../apps/server/src/work/worker.ts';
import { type Received, type Replayed, replayServer } from '../packages/presenter/src/remote/replay-server.fixture.ts';
import { signedQuery } from '../packages/presenter/src/remote/tencent-engine.ts';
import { anaPicture, asking } from './engine-on-service.fixture.ts';
import { filmVoice } from './remote-film.fixture.ts';

let folder = '';
let api: TestApi;
let worker: RunningWorker;
let server: Awaited<ReturnType<typeof replayServer>>;
/** The service's own address, which Tencent Cloud fetches the voice from. */
let door: Awaited<ReturnType<typeof listenBefore>>;
/** What each would have filmed of the voice that it was sent last. */
let film = new Uint8Array();
const { tell, upload, made } = asking(() => api);

const wavIn = ({ body }: Received) => {
  const start = body.indexOf('RIFF');
  const length = 8 + Buffer.from(body.slice(start + 4, start + 8), 'latin1').readUInt32LE();
  return Buffer.from(body.slice(start, start + length), 'latin1');
};
const takeVoice = (asked: Received) => {
  if (asked.body.includes('RIFF')) {
    film = new Uint8Array(filmVoice(folder, wavIn(asked), 0));
  }
};

const ivh = (verb: string) => `POST /v2/ivh/videomaker/broadcastservice/${verb}`;
const ivhAnswer = (Payload: object, Code = 0, Message = ''): Replayed => ({
  json: { Header: { Code, Message, RequestID: 'r' }, Payload },
});
/** What Tencent Cloud answers: to a call that is signed with the team's token, and not to another. */
const ivhSigned =
  (answer: (payload: Record<string, unknown>, base: string) => Replayed) =>
  ({ url, body }: Received, base: string): Replayed => {
    const query = url.split('?')[1] ?? '';
    const seconds = Number(new URLSearchParams(query).get('timestamp'));
    return query === signedQuery('tx-key', 'tx-token', seconds) && Math.abs(Date.now() / 1000 - seconds) < 300
      ? answer((JSON.parse(body) as { Payload: Record<string, unknown> }).Payload, base)
      : ivhAnswer({}, 100001, 'signature check failed');
  };
let filmOfLink: Uint8Array | string = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-engines-'));
  const store = (base: string) => ({
    policy: 'p',
    signature: 's',
    upload_dir: 'dashscope-instant/x',
    upload_host: `${base}/oss`,
    oss_access_key_id: 'k',
    x_oss_object_acl: 'private',
    x_oss_forbid_overwrite: 'true',
  });
  const task = (output: object) => ({ json: { output: { task_id: 't', ...output }, request_id: 'r' } });
  const aigc = '/api/v1/services/aigc/image2video';
  server = await replayServer({
    'GET /film.mp4': () => ({ type: 'video/mp4', body: film }),
    'POST /v3/assets': (asked) => {
      takeVoice(asked);
      return { json: { data: { asset_id: 'asset_1' } } };
    },
    'POST /v3/videos': [{ json: { data: { video_id: 'v1', status: 'waiting' } } }],
    'GET /v3/videos/v1': (_, base) => ({
      json: { data: { id: 'v1', status: 'completed', video_url: `${base}/film.mp4`, duration: 1 } },
    }),
    'GET /api/v1/uploads': (_, base) => ({ json: { data: store(base), request_id: 'r' } }),
    'POST /oss': (asked) => {
      takeVoice(asked);
      return { text: '' };
    },
    [`POST ${aigc}/face-detect`]: [{ json: { output: { pass: true, message: 'success' } } }],
    [`POST ${aigc}/video-synthesis/`]: [task({ task_status: 'PENDING' })],
    'GET /api/v1/tasks/t': (_, base) => task({ task_status: 'SUCCEEDED', results: { video_url: `${base}/film.mp4` } }),
    'POST /easy/submit': ({ body }) => {
      const { audio_url: voice, code } = JSON.parse(body) as { audio_url: string; code: string };
      const shared = path.join(folder, 'shared');
      const wav = readFileSync(path.join(shared, path.basename(voice)));
      void writeFile(path.join(shared, `${code}-r.mp4`), filmVoice(folder, wav, 0));
      return { json: { code: 10000, msg: 'ok', data: {}, success: true } };
    },
    [ivh('videomake')]: ivhSigned(({ InputAudioUrl: link, DriverType }) => {
      void (async () => {
        // As from anywhere: without any key.
        const fetched = await fetch(String(link));
        const bytes = Buffer.from(await fetched.arrayBuffer());
        filmOfLink = fetched.ok ? filmVoice(folder, bytes, 0) : `音频下载失败 ${fetched.status}`;
      })();
      return DriverType === 'OriginalVoice' ? ivhAnswer({ TaskId: 'ivh1' }) : ivhAnswer({}, 100002, 'invalid param');
    }),
    [ivh('getprogress')]: ivhSigned(({ TaskId }, base) => {
      if (TaskId !== 'ivh1') {
        return ivhAnswer({}, 100003, 'task not exist');
      }
      const made = { Progress: 100, MediaUrl: `${base}/ivh.mp4`, Duration: 1000 };
      return typeof filmOfLink !== 'string'
        ? ivhAnswer({ Status: 'SUCCESS', ...made })
        : ivhAnswer(
            filmOfLink === '' ? { Status: 'MAKING', Progress: 0 } : { Status: 'FAIL', FailMessage: filmOfLink },
          );
    }),
    'GET /ivh.mp4': () => ({ type: 'video/mp4', body: typeof filmOfLink === 'string' ? new Uint8Array() : filmOfLink }),
    'GET /easy/query': ({ url }) => {
      const code = new URL(url, 'http://x').searchParams.get('code') ?? '';
      return code === 'clipo-connection-test'
        ? { json: { code: 10004, msg: '' } }
        : { json: { code: 10000, data: { status: 2, progress: 100, result: `/${code}-r.mp4` } } };
    },
  });
  const { host } = new URL(server.base);
  door = await listenBefore(() => api.app);
  api = await startApi({
    CLIPO_WORKERS: '1',
    CLIPO_URL: door.url,
    CLIPO_ENGINE_HOSTS: host,
    CLIPO_DUIX_URL: server.base,
    CLIPO_DUIX_FOLDER: path.join(folder, 'shared'),
  });
  worker = await startWorker(api.deps);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  await server.close();
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

/** A picture or film of Ana's, with her consent to everything. */
async function ana(name: string, bytes: Buffer): Promise<string> {
  const id = await upload(name, bytes);
  const purposes = ['render', 'outside_engine', 'cross_border'];
  const wish = { person: { name: 'Ana', isAdult: true }, agreedTo: '2026-11', language: 'en', purposes };
  await tell('POST', `/api/v1/materials/${id}/consents`, wish);
  return id;
}

it.each<[string, object, string | undefined, () => Promise<object>]>([
  ['tencent', { kind: 'tencent' }, 'tx-key', async () => ({ avatar: 'lk_1' })],
  ['heygen', { kind: 'heygen' }, 'hg-key', async () => ({ avatar: 'anna_1' })],
  [
    'aliyun',
    { kind: 'aliyun', model: 'liveportrait' },
    'al-key',
    async () => ({ materialId: await ana('ana.png', anaPicture()) }),
  ],
  [
    'duix',
    { kind: 'duix' },
    undefined,
    async () => ({ materialId: await ana('ana.mp4', Buffer.from(filmVoice(folder, Buffer.alloc(200_000), 0))) }),
  ],
])(
  '%s performs on the service, over HTTP as its documentation shows it, with the team’s key (C6)',
  async (kind, engine, key, who) => {
    const address = kind === 'duix' ? {} : { baseUrl: server.base };
    const added = await tell('POST', '/api/v1/presenter-engines', {
      ...{ name: kind, engine: { ...engine, ...address } },
      ...(key !== undefined && { key }),
      ...(kind === 'tencent' && { token: 'tx-token' }),
    });
    expect(added).toMatchObject({ kind, lacks: null });
    expect(await tell('POST', `/api/v1/presenter-engines/${added.id}/try`)).toMatchObject(
      // What the other two answer to a job that is none, the replay has not.
      kind === 'duix' ? { isReached: true } : { problem: null },
    );
    const presenter = await tell('POST', '/api/v1/outside-presenters', {
      ...{ name: kind, engineId: added.id, deadlineSeconds: 600 },
      ...(await who()),
    });
    const said = { text: 'Hello there.', language: 'en', presenter: presenter.id, resolution: 540 };
    const done = await made('renders', await tell('POST', '/api/v1/presentations', said));
    expect(done).toMatchObject({ status: 'done', failedReason: null });
    expect(done.result?.notices).toBeUndefined();
    expect((await tell('GET', `/api/v1/presenter-orders?for=${done.id}`)).items).toMatchObject([{ phase: 'done' }]);
    if (key !== undefined) {
      expect(server.received.some(({ headers, url }) => JSON.stringify([headers, url]).includes(key))).toBe(true);
    }
  },
  600_000,
);
