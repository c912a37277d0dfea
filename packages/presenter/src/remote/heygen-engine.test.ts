import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobFolder } from './engine-job.fixture.ts';
import { createHeygenEngine } from './heygen-engine.ts';
import { importHeygenV2 } from './import-heygen-v2.ts';
import { type Replayed, replayServer } from './replay-server.fixture.ts';

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

describe('HeyGen, version 3', () => {
  const engine = (base: string) =>
    createHeygenEngine({ apiKey: 'key', baseUrl: base, webhookSecret: 'secret', timeoutMs: 400 });
  const uploads = {
    'POST /v3/assets': [{ json: { data: { asset_id: 'as_1' } } }, { json: { data: { asset_id: 'as_2' } } }],
  };

  it('uploads the voice, asks for the avatar with alpha, once for equal jobs, and follows it to the video', async () => {
    const { base, received } = await serve({
      ...uploads,
      'POST /v3/videos': [{ json: { data: { video_id: 'v_1' } } }],
      'GET /v3/videos/v_1': [
        { json: { data: { id: 'v_1', status: 'waiting' } } },
        { json: { data: { id: 'v_1', status: 'processing' } } },
        { json: { data: { id: 'v_1', status: 'completed', video_url: 'https://files.heygen.ai/v_1.webm?x=1' } } },
      ],
    });
    expect(await engine(base).submit(job('avatar'))).toEqual({ ref: 'v_1', phase: 'queued' });
    expect(received[0]?.headers['x-api-key']).toBe('key');
    expect(received[0]?.headers['content-type']).toMatch(/^multipart\/form-data/);
    expect(received[1]?.headers['idempotency-key']).toBe('clipo_abc');
    expect(bodyOf(1)).toEqual({
      type: 'avatar',
      avatar_id: 'lk_1',
      audio_asset_id: 'as_1',
      aspect_ratio: '9:16',
      resolution: '720p',
      output_format: 'webm',
      title: 'clipo_abc',
      callback_id: 'clipo_abc',
    });
    const phases = [];
    for (let asked = 0; asked < 3; asked++) {
      phases.push(await engine(base).poll('v_1'));
    }
    expect(phases.map(({ phase }) => phase)).toEqual(['queued', 'running', 'done']);
    expect(phases[2]?.result).toEqual({ videoUrl: 'https://files.heygen.ai/v_1.webm?x=1', alpha: 'webm' });
  });

  it('a portrait goes as a picture of its own', async () => {
    const { base } = await serve({ ...uploads, 'POST /v3/videos': [{ json: { data: { video_id: 'v_2' } } }] });
    expect((await engine(base).submit(job('portrait'))).ref).toBe('v_2');
    expect(bodyOf(2)).toMatchObject({
      type: 'image',
      image: { type: 'asset_id', asset_id: 'as_2' },
      output_format: 'mp4',
    });
  });

  it.each<[string, Replayed, string, boolean]>([
    ['wrong key', { status: 401, json: { error: { code: 'unauthorized', message: 'Unauthorized' } } }, 'auth', false],
    [
      'no credit',
      { status: 402, json: { error: { code: 'insufficient_credit', message: 'no credit' } } },
      'quota',
      false,
    ],
    ['too many', { status: 429, json: { error: { code: 'rate_limit_exceeded', message: 'slow down' } } }, 'busy', true],
    [
      'strict schema',
      { status: 400, json: { error: { code: 'invalid_parameter', message: 'Extra inputs are not permitted' } } },
      'bad_input',
      false,
    ],
    ['server fault', { status: 500, json: { error: { code: 'internal_error', message: 'oops' } } }, 'engine', true],
    ['a page of HTML', { status: 200, text: '<html>maintenance</html>' }, 'engine', false],
    ['a redirect', { status: 302, json: {}, location: 'http://169.254.169.254/' }, 'engine', false],
    ['silence', { hang: true }, 'timeout', true],
    ['an answer without id', { json: { data: {} } }, 'engine', false],
  ])('%s', async (_, answer, code, isRetryable) => {
    const { base } = await serve({ ...uploads, 'POST /v3/videos': [answer] });
    const state = await engine(base).submit(job('avatar'));
    expect(state).toMatchObject({ phase: 'failed', error: { code, isRetryable } });
  });

  it.each([
    [{ status: 'failed', failure_code: 'moderation_failed', failure_message: 'policy' }, 'moderation'],
    [{ status: 'failed', failure_code: 'avatar_error', failure_message: 'no face found in image' }, 'no_face'],
    [{ status: 'failed', failure_code: 'avatar_error', failure_message: 'look not ready' }, 'engine'],
    [{ status: 'completed' }, 'engine'],
    [{ status: 'dreaming' }, 'engine'],
  ])('a video that %j', async (data, code) => {
    const { base } = await serve({ 'GET /v3/videos/v': [{ json: { data: { id: 'v', ...data } } }] });
    expect((await engine(base).poll('v')).error?.code).toBe(code);
  });

  it('its call is believed with the right signature only', async () => {
    const call = {
      event_type: 'avatar_video.success',
      event_data: { video_id: 'v_1', url: 'https://files.heygen.ai/v.mp4' },
    };
    const body = Buffer.from(JSON.stringify(call));
    const signature = createHmac('sha256', 'secret').update(body).digest('hex');
    const heygen = engine('http://127.0.0.1:9');
    expect(heygen.webhook?.({ signature }, body)).toMatchObject({ ref: 'v_1', phase: 'done' });
    expect(heygen.webhook?.({ signature: signature.replace(/./, 'z') }, body)).toBeUndefined();
    expect(heygen.webhook?.({}, body)).toBeUndefined();
  });

  it('reads avatars and texts of version 2', () => {
    const scenes = importHeygenV2({
      video_inputs: [
        {
          character: { type: 'avatar', avatar_id: 'a_1', scale: 1 },
          voice: { type: 'text', input_text: '你好', voice_id: 'x' },
        },
        {
          character: { type: 'talking_photo', talking_photo_id: 'p_1' },
          voice: { type: 'audio', audio_url: 'https://x/a.mp3' },
        },
      ],
      dimension: { width: 720, height: 1280 },
    });
    expect(scenes).toEqual([
      { avatarId: 'a_1', text: '你好', width: 720, height: 1280 },
      { avatarId: 'p_1', text: undefined, width: 720, height: 1280 },
    ]);
    expect(() => importHeygenV2({ video_inputs: [] })).toThrow(/video_inputs/);
  });
});
