import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClipoError, ConsentGrant } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { createClipoEngine, orBuiltIn, type RemoteRun, type RemoteShow, renderRemote } from '@clipo/presenter/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Replayed, replayServer } from '../packages/presenter/src/remote/replay-server.fixture.ts';
import { wavOf } from '../packages/presenter/src/remote/split-speech.ts';
import { filmVoice, remoteSize, engineServer as serveEngine } from './remote-film.fixture.ts';

const media = createPresenterMedia();
const rate = 48_000;
const fps = 25;
const size = remoteSize;
/** Bursts of a voice that nobody could mistake for each other: begin and end in milliseconds. */
const bursts = [
  [200, 420],
  [640, 1100],
  [1400, 1500],
  [2300, 2800],
  [3100, 3260],
  [3900, 4700],
] as const;
const voiceMs = 5000;
let folder = '';
let voice = '';
let server: Awaited<ReturnType<typeof replayServer>> | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-remote-'));
  const samples = new Int16Array((voiceMs * rate) / 1000);
  for (const [from, to] of bursts) {
    for (let at = (from * rate) / 1000; at < (to * rate) / 1000; at++) {
      samples[at] = Math.round(9000 * Math.sin(at * 0.05) + 4000 * Math.sin(at * 0.211));
    }
  }
  voice = path.join(folder, 'voice.wav');
  await writeFile(voice, wavOf(samples));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const film = (wav: Buffer, lateMs: number, length = 1) => filmVoice(folder, wav, lateMs, length);
const engineServer = async (...how: Parameters<typeof serveEngine>) => {
  server = await serveEngine(...how);
  return server;
};

let count = 0;
const runOf = (more: Partial<RemoteRun> = {}): RemoteRun => ({
  folder: path.join(folder, `run-${count++}`),
  deadlineMs: 60_000,
  pollMs: 5,
  ...more,
});
const show = (more: Partial<RemoteShow> = {}): RemoteShow => ({
  source: { kind: 'avatar', avatarId: 'a' },
  voice,
  track: {
    language: 'en',
    sentences: bursts.map(([from, to]) => ({
      startSample: (from * rate) / 1000,
      endSample: (to * rate) / 1000,
      mood: 'neutral',
      role: 'body',
    })),
  },
  ...size,
  fps,
  wantsAlpha: true,
  motion: 'normal',
  ...more,
});
const engineAt = (base: string, capabilities = {}) =>
  createClipoEngine({
    baseUrl: base,
    token: 'tk',
    timeoutMs: 5000,
    capabilities: { leastAudioMs: 300, ...capabilities },
  });
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'made',
    (error: ClipoError) => `${error.code} ${error.details.rule ?? ''}`.trim(),
  );

/** Of each frame: whether the square is red, and the transparency of screen and square. */
async function readClip(file: string) {
  const frames: { isRed: boolean; screen: number; square: number }[] = [];
  for await (const rgba of media.readFrames(file, { ...size, fps, mostFrames: 1000 })) {
    const middle = (80 * size.width + 45) * 4;
    const corner = (10 * size.width + 5) * 4;
    frames.push({
      isRed: (rgba[middle] as number) > 140,
      screen: rgba[corner + 3] as number,
      square: rgba[middle + 3] as number,
    });
  }
  return frames;
}

describe('an outside engine speaks for a presenter (C6)', () => {
  it('long speech is split between sentences and rejoined to the frame, late pictures are put right, green becomes clear', async () => {
    const { base, received } = await engineServer((wav) => film(wav, 160));
    const output = path.join(folder, 'long.mkv');
    const engine = engineAt(base, { mostAudioMs: 2000, concurrency: 2, centsPerSecond: 3 });
    const clip = await renderRemote(engine, show(), runOf(), media, output);
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(3);
    expect(clip).toMatchObject({ frameCount: 125, costCents: 15 });
    for (const offset of clip.offsetsMs) {
      expect(Math.abs((offset ?? 0) - 160)).toBeLessThanOrEqual(5);
    }
    const frames = await readClip(output);
    expect(frames).toHaveLength(125);
    expect(frames.every(({ screen, square }) => screen === 0 && square === 255)).toBe(true);
    // Within a frame of the voice, in every part.
    for (const [from, to] of bursts) {
      const first = frames.findIndex(({ isRed }, at) => isRed && at >= (from / 1000) * fps - 3);
      expect(Math.abs((first * 1000) / fps - from)).toBeLessThanOrEqual(60);
      expect(frames[Math.round(((from + to) / 2000) * fps)]?.isRed).toBe(true);
    }
  });

  it('a run that was cut off goes on where it was: nothing is ordered twice', async () => {
    const { base, received } = await engineServer((wav) => film(wav, 0));
    const run = runOf();
    for (const name of ['first.mkv', 'second.mkv']) {
      await renderRemote(engineAt(base), show(), run, media, path.join(folder, name));
    }
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await readFile(path.join(folder, 'first.mkv'))).toEqual(await readFile(path.join(folder, 'second.mkv')));
  });

  it('what costs more than the limit is not ordered', async () => {
    const { base, received } = await engineServer((wav) => film(wav, 0));
    const work = renderRemote(
      engineAt(base, { centsPerSecond: 30 }),
      show({ mostCents: 149 }),
      runOf(),
      media,
      path.join(folder, 'x.mkv'),
    );
    expect(await faultOf(work)).toBe('presenter_failed engine_budget');
    expect(received).toEqual([]);
  });

  it('a face goes to an outside engine only with consent to just that', async () => {
    const { base, received } = await engineServer((wav) => film(wav, 0));
    const consent: ConsentGrant = { id: 'c_1', fileSha256: 'f', purposes: ['render'], recheck: async () => undefined };
    const source = { kind: 'portrait', path: voice, consent } as const;
    const work = renderRemote(engineAt(base), show({ source }), runOf(), media, path.join(folder, 'x.mkv'));
    expect(await faultOf(work)).toBe('consent_needed consent_purpose');
    expect(received).toEqual([]);
  });

  it.each<[string, (wav: Buffer) => Uint8Array | Replayed, string]>([
    ['too short a video', (wav) => film(wav, 0, 0.5), 'presenter_failed engine_length'],
    ['a page of HTML', () => ({ text: '<html>expired</html>' }), 'fetch_failed'],
    ['a result that is gone', () => ({ status: 404, json: {} }), 'presenter_failed engine_expired'],
    ['noise that is no video', () => ({ type: 'video/mp4', body: Buffer.alloc(4000, 7) }), 'unreadable_material'],
  ])('%s is told, and the built-in presenter can take over with a notice', async (_, make, fault) => {
    const { base } = await engineServer(make);
    const output = path.join(folder, 'bad.mkv');
    const work = orBuiltIn(renderRemote(engineAt(base), show(), runOf(), media, output));
    const outcome = await work;
    expect('notice' in outcome ? `${outcome.notice.code} ${outcome.notice.details.rule ?? ''}`.trim() : 'made').toBe(
      fault,
    );
    await expect(readFile(output)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    'http://10.0.0.8/video.mp4',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/video.mp4',
    'file:///etc/passwd',
    'shared:../../etc/passwd',
  ])('a result at %s is not fetched', async (url) => {
    const { base } = await engineServer(
      (wav) => film(wav, 0),
      () => url,
    );
    const fault = await faultOf(renderRemote(engineAt(base), show(), runOf(), media, path.join(folder, 'x.mkv')));
    expect(['url_refused', 'presenter_failed engine_expired']).toContain(fault);
  });

  it('an engine that hangs is left at the deadline', async () => {
    server = await replayServer({
      'POST /v1/presenter/jobs': [{ json: { ref: 'j', phase: 'queued' } }],
      'GET /v1/presenter/jobs/j': [{ hang: true }],
    });
    const work = renderRemote(
      engineAt(server.base),
      show(),
      runOf({ deadlineMs: 400 }),
      media,
      path.join(folder, 'x.mkv'),
    );
    expect(await faultOf(work)).toBe('presenter_failed engine_timeout');
  });

  it('a cancel is a cancel, and tells the engine', async () => {
    server = await replayServer({
      'POST /v1/presenter/jobs': [{ json: { ref: 'j', phase: 'queued' } }],
      'GET /v1/presenter/jobs/j': [{ json: { ref: 'j', phase: 'running' } }],
      'DELETE /v1/presenter/jobs/j': [{ json: {} }],
    });
    const stop = new AbortController();
    const run = runOf({ signal: stop.signal, onState: ({ phase }) => phase === 'running' && stop.abort() });
    await expect(
      renderRemote(engineAt(server.base), show(), run, media, path.join(folder, 'x.mkv')),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(server.received.at(-1)?.method).toBe('DELETE');
  });

  it('an engine that is busy for a moment is asked again', async () => {
    const { base, received } = await engineServer((wav) => film(wav, 0));
    const busy = createClipoEngine({ baseUrl: base, capabilities: { leastAudioMs: 300 } });
    let refused = 0;
    const moody = {
      ...busy,
      submit: async (...args: Parameters<typeof busy.submit>) =>
        refused++ < 2
          ? { ref: 'x', phase: 'failed' as const, error: { code: 'busy' as const, isRetryable: true, message: 'busy' } }
          : busy.submit(...args),
    };
    expect((await renderRemote(moody, show(), runOf(), media, path.join(folder, 'y.mkv'))).frameCount).toBe(125);
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
