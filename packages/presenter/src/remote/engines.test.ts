import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PresenterEngine } from '@clipo/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAliyunEngine } from './aliyun-engine.ts';
import { createClipoEngine } from './clipo-engine.ts';
import { createDuixEngine } from './duix-engine.ts';
import { jobFolder } from './engine-job.fixture.ts';
import { type Replayed, replayServer } from './replay-server.fixture.ts';
import { createTencentEngine, signedQuery } from './tencent-engine.ts';
import { signWebhook } from './webhook-signature.ts';

let folder: Awaited<ReturnType<typeof jobFolder>>;
let server: Awaited<ReturnType<typeof replayServer>> | undefined;
beforeAll(async () => {
  folder = await jobFolder();
});
afterAll(() => folder.remove());
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const job: typeof folder.job = (...args) => folder.job(...args);
const serve = async (exchange: Parameters<typeof replayServer>[0]) => {
  server = await replayServer(exchange);
  return server;
};
const bodyOf = (index: number) => JSON.parse(server?.received[index]?.body ?? '{}');

describe('Alibaba Cloud Model Studio', () => {
  const policy = (base: string) => ({
    json: {
      data: {
        policy: 'p',
        signature: 's',
        upload_dir: 'dashscope-instant/x',
        upload_host: `${base}/oss`,
        oss_access_key_id: 'k',
        x_oss_object_acl: 'private',
        x_oss_forbid_overwrite: 'true',
      },
      request_id: 'r',
    },
  });
  const pending = { json: { output: { task_id: 't_1', task_status: 'PENDING' }, request_id: 'r' } };
  const common = {
    'GET /api/v1/uploads': (_: unknown, base: string) => policy(base),
    'POST /oss': [{ status: 200, text: '' }],
    'POST /api/v1/services/aigc/image2video/video-synthesis/': [pending],
  };
  const engine = (base: string, model: 'videoretalk' | 'liveportrait') =>
    createAliyunEngine({ apiKey: 'sk', model, baseUrl: base, centsPerSecond: 8, timeoutMs: 400 });
  const upload = { audio: { path: '', durationMs: 4000 } };
  const local = (kind: 'portrait' | 'footage') =>
    job(kind, { audio: { ...upload.audio, path: path.join(folder.path, 'voice.wav') } });

  it('VideoRetalk: files go to its store, the task is asynchronous, the voice may be longer than the footage', async () => {
    const { base, received } = await serve(common);
    expect(await engine(base, 'videoretalk').submit(local('footage'))).toEqual({ ref: 't_1', phase: 'queued' });
    const last = received.at(-1);
    expect(last?.headers).toMatchObject({
      authorization: 'Bearer sk',
      'x-dashscope-async': 'enable',
      'x-dashscope-ossresourceresolve': 'enable',
    });
    expect(JSON.parse(last?.body ?? '')).toEqual({
      model: 'videoretalk',
      input: { video_url: 'oss://dashscope-instant/x/ana.mp4', audio_url: 'oss://dashscope-instant/x/voice.wav' },
      parameters: { video_extension: true },
    });
  });

  it('LivePortrait: the picture is looked at before anything is paid for', async () => {
    const faceless = {
      json: { output: { pass: false, code: 'InvalidImage.NoHumanFace', message: 'No human face detected.' } },
    };
    const { base, received } = await serve({
      ...common,
      'POST /api/v1/services/aigc/image2video/face-detect': [faceless],
    });
    const state = await engine(base, 'liveportrait').submit(local('portrait'));
    expect(state.error?.code).toBe('no_face');
    expect(received.some(({ url }) => url.includes('video-synthesis'))).toBe(false);
  });

  it('LivePortrait: motion is its template', async () => {
    const { base, received } = await serve({
      ...common,
      'POST /api/v1/services/aigc/image2video/face-detect': [{ json: { output: { pass: true, message: 'success' } } }],
    });
    expect((await engine(base, 'liveportrait').submit(local('portrait'))).ref).toBe('t_1');
    expect(JSON.parse(received.at(-1)?.body ?? '').parameters).toEqual({ template_id: 'calm', video_fps: 25 });
  });

  it.each<[object, string, string | undefined]>([
    [{ task_status: 'PENDING' }, 'queued', undefined],
    [{ task_status: 'RUNNING' }, 'running', undefined],
    [{ task_status: 'SUCCEEDED', video_url: 'http://dashscope-result.example.com/x.mp4' }, 'done', undefined],
    [
      { task_status: 'SUCCEEDED', results: { video_url: 'http://dashscope-result.example.com/x.mp4' } },
      'done',
      undefined,
    ],
    [{ task_status: 'CANCELED' }, 'cancelled', undefined],
    [{ task_status: 'UNKNOWN' }, 'failed', 'expired'],
    [{ task_status: 'FAILED', code: 'InvalidFile.Duration', message: 'audio duration' }, 'failed', 'audio_too_long'],
    [{ task_status: 'FAILED', code: 'DataInspectionFailed', message: 'inappropriate content' }, 'failed', 'moderation'],
    [{ task_status: 'FAILED', code: 'InternalError.Algo', message: 'algo' }, 'failed', 'engine'],
  ])('a task that tells %j', async (output, phase, code) => {
    const { base } = await serve({
      'GET /api/v1/tasks/t': [{ json: { output: { task_id: 't', ...output }, usage: { video_duration: 7.16 } } }],
    });
    const state = await engine(base, 'videoretalk').poll('t');
    expect([state.phase, state.error?.code]).toEqual([phase, code]);
    expect(state.phase === 'done' ? state.result?.durationMs : 7160).toBe(7160);
  });

  it.each([
    [401, 'InvalidApiKey', 'auth', false],
    [429, 'Throttling.RateQuota', 'busy', true],
    [400, 'Arrearage', 'quota', false],
    [400, 'InvalidParameter', 'bad_input', false],
    [400, 'InvalidURL', 'bad_input', false],
    [500, 'InternalError', 'engine', true],
  ])('%i %s', async (status, code, expected, isRetryable) => {
    const { base } = await serve({
      ...common,
      'POST /api/v1/services/aigc/image2video/video-synthesis/': [
        { status, json: { code, message: code, request_id: 'r' } },
      ],
    });
    const state = await engine(base, 'videoretalk').submit(local('footage'));
    expect(state.error).toMatchObject({ code: expected, isRetryable });
  });
});

describe('Tencent Cloud digital humans', () => {
  const engine = (base: string) =>
    createTencentEngine({ appKey: 'app', accessToken: 'token', baseUrl: base, timeoutMs: 400 });
  const at = (verb: string) => `POST /v2/ivh/videomaker/broadcastservice/${verb}`;
  const ok = (Payload: object) => ({ json: { Header: { Code: 0, Message: '', RequestID: 'r' }, Payload } });

  it('signs as its documentation shows, to the letter', () => {
    expect(signedQuery('e38267c0e86411ebb02aed82acb0ed99', 'f68f2d10ae9e4604b76fb05cf46bccec', 1646636485)).toBe(
      'appkey=e38267c0e86411ebb02aed82acb0ed99&timestamp=1646636485&signature=BfWuaC9kmaicCggXc693uK%2BsZQ8qe88O4HVQNTdwZuo%3D',
    );
  });

  it('speaks with our voice from a public address, transparent, and tells how many wait before it', async () => {
    const { base, received } = await serve({
      [at('videomake')]: [ok({ TaskId: '81883d47' })],
      [at('getprogress')]: [
        ok({ Status: 'COMMIT', ArrayCount: 3, Progress: 0 }),
        ok({ Status: 'MAKING', Progress: 40 }),
        ok({ Status: 'SUCCESS', Progress: 100, MediaUrl: 'https://videomaker.example.com/x.webm', Duration: 11810 }),
      ],
    });
    expect(await engine(base).submit(job('avatar'))).toEqual({ ref: '81883d47', phase: 'queued' });
    expect(received[0]?.url).toMatch(/\?appkey=app&timestamp=\d+&signature=/);
    expect(bodyOf(0).Payload).toMatchObject({
      VirtualmanKey: 'lk_1',
      DriverType: 'OriginalVoice',
      InputAudioUrl: 'https://files.example.com/voice.wav',
      VideoParam: { Format: 'TransparentWebm' },
    });
    expect(await engine(base).poll('81883d47')).toEqual({ ref: '81883d47', phase: 'queued', queueAhead: 3 });
    expect((await engine(base).poll('81883d47')).phase).toBe('running');
    expect((await engine(base).poll('81883d47')).result).toMatchObject({ alpha: 'webm', durationMs: 11810 });
  });

  it.each<[object, string]>([
    [{ Status: 'FAIL', FailCode: 1, FailMessage: '音频时长超限' }, 'audio_too_long'],
    [{ Status: 'FAIL', FailMessage: '内容审核不通过' }, 'moderation'],
    [{ Status: 'FAIL', FailMessage: 'render error' }, 'engine'],
    [{ Status: 'SUCCESS', MediaUrl: '' }, 'engine'],
    [{ Status: 'NEW' }, 'engine'],
  ])('a task that tells %j', async (payload, code) => {
    const { base } = await serve({ [at('getprogress')]: [ok(payload)] });
    expect((await engine(base).poll('t')).error?.code).toBe(code);
  });

  it.each([
    ['signature check failed', 'auth'],
    ['并发数超过限制', 'busy'],
    ['额度不足', 'quota'],
    ['invalid param VirtualmanKey', 'bad_input'],
    ['task not exist', 'expired'],
  ])('a call refused with "%s"', async (message, code) => {
    const { base } = await serve({
      [at('videomake')]: [{ json: { Header: { Code: 100, Message: message, RequestID: '' } } }],
    });
    expect((await engine(base).submit(job('avatar'))).error?.code).toBe(code);
  });

  it('without a public address for the voice it asks for one, and calls nobody', async () => {
    const state = await engine('http://127.0.0.1:9').submit(job('avatar', { audio: { path: '', durationMs: 1000 } }));
    expect(state.error?.code).toBe('bad_input');
  });
});

describe('Duix.Avatar on one’s own machine', () => {
  const engine = (base: string): PresenterEngine =>
    createDuixEngine({
      baseUrl: base,
      sharedFolder: { here: path.join(folder.path, 'shared'), there: '/code/data' },
      timeoutMs: 400,
    });

  it('files go to the folder that both see; the result is a file in it', async () => {
    await mkdir(path.join(folder.path, 'shared'), { recursive: true });
    const { base } = await serve({
      'POST /easy/submit': [{ json: { code: 10000, msg: 'ok', data: {}, success: true } }],
      'GET /easy/query': [
        { json: { code: 10000, data: { status: 1, progress: 40 } } },
        { json: { code: 10000, data: { status: 2, progress: 100, result: '/clipo_abc-r.mp4' } } },
      ],
    });
    expect((await engine(base).submit(job('footage'))).phase).toBe('queued');
    expect(bodyOf(0)).toEqual({
      audio_url: '/code/data/clipo_abc.wav',
      video_url: '/code/data/clipo_abc.mp4',
      code: 'clipo_abc',
      chaofen: 0,
      watermark_switch: 0,
      pn: 1,
    });
    expect((await readdir(path.join(folder.path, 'shared'))).sort()).toEqual(['clipo_abc.mp4', 'clipo_abc.wav']);
    expect(await engine(base).poll('clipo_abc')).toMatchObject({ phase: 'running', progress: 0.4 });
    expect((await engine(base).poll('clipo_abc')).result?.videoUrl).toBe('shared:clipo_abc-r.mp4');
  });

  it.each<[object, string]>([
    [{ code: 10001, msg: 'busy' }, 'busy'],
    [{ code: 10002, msg: 'bad' }, 'bad_input'],
    [{ code: 10003, msg: 'fault' }, 'engine'],
    [{ code: 10004, msg: '' }, 'expired'],
    [{ code: 10000, data: { status: 3, msg: 'no face' } }, 'no_face'],
  ])('%j', async (json, code) => {
    const { base } = await serve({ 'GET /easy/query': [{ json }] });
    expect((await engine(base).poll('x')).error?.code).toBe(code);
  });
});

describe('Clipo’s own protocol', () => {
  const now = new Date('2026-11-28T08:00:00Z');
  const engine = (base: string) =>
    createClipoEngine({ baseUrl: base, token: 'tk', webhookSecret: 'hush', timeoutMs: 400, now: () => now });

  it('hands in one multipart request with job, voice and source; addresses may be relative', async () => {
    const { base, received } = await serve({
      'POST /v1/presenter/jobs': [{ status: 202, json: { ref: 'j1', phase: 'queued', queueAhead: 1 } }],
      'GET /v1/presenter/jobs/j1': [
        { json: { ref: 'j1', phase: 'done', result: { videoUrl: 'result', alpha: 'greenscreen' }, costCents: 12 } },
      ],
      'DELETE /v1/presenter/jobs/j1': [{ status: 200, json: { ref: 'j1', phase: 'cancelled' } }],
    });
    expect(await engine(base).submit(job('portrait'))).toMatchObject({ ref: 'j1', queueAhead: 1 });
    expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer tk', 'idempotency-key': 'clipo_abc' });
    expect(received[0]?.body).toContain('"consentId":"c_1"');
    expect(received[0]?.body).toContain('filename="source.png"');
    const done = await engine(base).poll('j1');
    expect(done).toMatchObject({
      phase: 'done',
      costCents: 12,
      result: { videoUrl: `${base}/v1/presenter/jobs/j1/result` },
    });
    await engine(base).cancel?.('j1');
    expect(received.at(-1)?.method).toBe('DELETE');
  });

  it('a call is believed when it is signed, fresh and a state', () => {
    const clipo = engine('http://127.0.0.1:9');
    const body = Buffer.from(JSON.stringify({ ref: 'j1', phase: 'running', progress: 0.5 }));
    const signed = { 'x-clipo-signature': signWebhook('hush', body, now) };
    expect(clipo.webhook?.(signed, body)).toMatchObject({ ref: 'j1', progress: 0.5 });
    expect(clipo.webhook?.(signed, Buffer.from('{"ref":"j1","phase":"done"}'))).toBeUndefined();
    const old = { 'x-clipo-signature': signWebhook('hush', body, new Date(now.getTime() - 301_000)) };
    expect(clipo.webhook?.(old, body)).toBeUndefined();
    expect(clipo.webhook?.({ 'x-clipo-signature': signWebhook('other', body, now) }, body)).toBeUndefined();
  });

  it.each<[Replayed, string]>([
    [{ status: 401, json: { error: { message: 'no' } } }, 'auth'],
    [{ status: 503, json: {} }, 'engine'],
    [{ status: 200, json: { ref: 'j', phase: 'melting' } }, 'engine'],
    [{ status: 200, text: '<html>' }, 'engine'],
    [{ status: 200, text: `"${'x'.repeat(2_000_000)}"`, type: 'application/json' }, 'engine'],
    [{ hang: true }, 'timeout'],
  ])('an answer that is none: %#', async (answer, code) => {
    const { base } = await serve({ 'POST /v1/presenter/jobs': [answer] });
    expect((await engine(base).submit(job('avatar'))).error?.code).toBe(code);
  });

  it('an engine that is not there is told as such', async () => {
    expect((await engine('http://127.0.0.1:9').submit(job('avatar'))).error).toMatchObject({
      code: 'engine',
      isRetryable: true,
    });
  });
});
