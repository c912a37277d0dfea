import { createHmac } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import path from 'node:path';
import type { PresenterEngine, PresenterJob, PresenterProblem, PresenterState } from '@clipo/contract';
import { z } from 'zod';
import { askEngine, type EngineAnswer, failed, problem, problemOfStatus } from './ask-engine.ts';
import { isSame } from './webhook-signature.ts';

/** Settings of HeyGen. Prices are what the account pays; undefined is not known. */
export interface HeygenSettings {
  apiKey: string;
  baseUrl?: string | undefined;
  /** The secret of the registered webhook endpoint. */
  webhookSecret?: string | undefined;
  centsPerSecond?: number | undefined;
  concurrency?: number | undefined;
  timeoutMs?: number | undefined;
  fetch?: typeof fetch | undefined;
}

const text = z.string().nullish();
const Failure = z.looseObject({
  error: z.union([z.looseObject({ code: text, message: text }), z.string()]).nullish(),
  message: text,
});
const Created = z.object({ data: z.looseObject({ video_id: z.string().min(1) }) });
const Asset = z.object({ data: z.looseObject({ asset_id: z.string().min(1) }) });
const Video = z.object({
  data: z.looseObject({
    status: z.string(),
    video_url: text,
    duration: z.number().nullish(),
    failure_code: text,
    failure_message: text,
  }),
});
const Event = z.object({
  event_type: z.string(),
  event_data: z.looseObject({ video_id: z.string(), url: text, msg: text }),
});

/**
 * HeyGen, API version 3: an avatar of the account or a picture, driven by our own voice. Sound and pictures are uploaded
 * first. The older version 2 is read by `importHeygenV2` only.
 */
export function createHeygenEngine(settings: HeygenSettings): PresenterEngine {
  const { apiKey, timeoutMs, fetch, webhookSecret } = settings;
  const base = (settings.baseUrl ?? 'https://api.heygen.com').replace(/\/+$/, '');
  const headers = { 'x-api-key': apiKey };
  const upload = async (file: string, type: string, signal?: AbortSignal): Promise<string | PresenterProblem> => {
    const body = new FormData();
    body.set('file', await openAsBlob(file, { type }), path.basename(file));
    const answer = await askEngine({
      url: `${base}/v3/assets`,
      method: 'POST',
      headers,
      body,
      timeoutMs,
      fetch,
      signal,
    });
    return idIn(answer, (value) => Asset.safeParse(value).data?.data.asset_id);
  };
  const submit = async (job: PresenterJob, signal?: AbortSignal): Promise<PresenterState> => {
    const { source, idempotencyKey: key } = job;
    const audio = await upload(job.audio.path, 'audio/wav', signal);
    if (typeof audio !== 'string') {
      return failed(key, audio);
    }
    let who: Record<string, unknown>;
    if (source.kind === 'avatar') {
      who = { type: 'avatar', avatar_id: source.avatarId };
    } else {
      const image = await upload(source.path, imageType(source.path), signal);
      if (typeof image !== 'string') {
        return failed(key, image);
      }
      who = { type: 'image', image: { type: 'asset_id', asset_id: image } };
    }
    const body = JSON.stringify({
      ...who,
      audio_asset_id: audio,
      aspect_ratio: aspectOf(job.out),
      resolution: Math.min(job.out.width, job.out.height) > 720 ? '1080p' : '720p',
      // Transparent footage comes as WebM, and only of avatars that have a matte.
      output_format: job.out.wantsAlpha && source.kind === 'avatar' ? 'webm' : 'mp4',
      title: key,
      callback_id: key,
      ...(job.callbackUrl === undefined ? {} : { callback_url: job.callbackUrl }),
    });
    const json = { ...headers, 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await askEngine({
      url: `${base}/v3/videos`,
      method: 'POST',
      headers: json,
      body,
      timeoutMs,
      fetch,
      signal,
    });
    const id = idIn(answer, (value) => Created.safeParse(value).data?.data.video_id);
    return typeof id === 'string' ? { ref: id, phase: 'queued' } : failed(key, id);
  };
  return {
    id: 'heygen',
    capabilities: {
      sources: ['avatar', 'portrait'],
      alpha: ['webm', 'none'],
      leastAudioMs: 1000,
      mostAudioMs: 600_000,
      mostAudioBytes: 32 * 1024 * 1024,
      transport: 'upload',
      concurrency: settings.concurrency ?? 1,
      isOutside: true,
      isAbroad: true,
      centsPerSecond: settings.centsPerSecond,
      currency: 'USD',
      licence: 'HeyGen terms of service',
    },
    submit,
    poll: async (ref, signal) => {
      const url = `${base}/v3/videos/${encodeURIComponent(ref)}`;
      return videoState(ref, await askEngine({ url, headers, timeoutMs, fetch, signal }));
    },
    // Version 3 has no call of its own for it; that of version 1 takes its videos too.
    forget: async (ref, signal) => {
      const url = `${base}/v1/video.delete?video_id=${encodeURIComponent(ref)}`;
      const answer = await askEngine({ url, method: 'DELETE', headers, timeoutMs, fetch, signal });
      return 'status' in answer && (answer.status === 404 || refusalOf(answer) === undefined);
    },
    webhook: (called, body) => {
      if (webhookSecret === undefined) {
        return undefined;
      }
      const expected = createHmac('sha256', webhookSecret).update(body).digest('hex');
      if (!isSame(called.signature ?? '', expected)) {
        return undefined;
      }
      try {
        return eventState(Event.parse(JSON.parse(Buffer.from(body).toString('utf8'))));
      } catch {
        return undefined;
      }
    },
  };
}

function idIn(answer: EngineAnswer, find: (body: unknown) => string | undefined): string | PresenterProblem {
  if ('problem' in answer) {
    return answer.problem;
  }
  return refusalOf(answer) ?? find(answer.body) ?? problem('engine', 'its answer lacks the id');
}

function refusalOf({ status, body }: { status: number; body: unknown }): PresenterProblem | undefined {
  const { error, message } = Failure.safeParse(body).data ?? {};
  const code = typeof error === 'object' ? (error?.code ?? '') : '';
  const told = typeof error === 'string' ? error : (error?.message ?? message ?? '');
  if (status < 400 && (error === undefined || error === null)) {
    return undefined;
  }
  return knownFailure(code, told) ?? problemOfStatus(status, told) ?? problem('engine', told);
}

/** What HeyGen's own codes mean, by the words they are made of. */
function knownFailure(code: string, told: string): PresenterProblem | undefined {
  const words = `${code} ${told}`.toLowerCase();
  const rules: [RegExp, PresenterProblem['code'], boolean][] = [
    [/no.?face|face.?not.?(found|detected)/, 'no_face', false],
    [/multiple.?faces|more than one face/, 'multi_face', false],
    [/moderation|sensitive|policy|nsfw/, 'moderation', false],
    [/insufficient|credit|quota|payment/, 'quota', false],
    [/concurren|rate.?limit|too many/, 'busy', true],
    [/audio.*too.?long|duration.?(exceed|limit)/, 'audio_too_long', false],
    [/unauthori[sz]ed|api.?key/, 'auth', false],
  ];
  const found = rules.find(([pattern]) => pattern.test(words));
  return found === undefined ? undefined : problem(found[1], told || code, found[2]);
}

function videoState(ref: string, answer: EngineAnswer): PresenterState {
  if ('problem' in answer) {
    return failed(ref, answer.problem);
  }
  const refused = refusalOf(answer);
  if (refused !== undefined) {
    return failed(ref, answer.status === 404 ? problem('expired', 'it does not know the video') : refused);
  }
  const video = Video.safeParse(answer.body).data?.data;
  switch (video?.status) {
    case 'waiting':
    case 'pending':
      return { ref, phase: 'queued' };
    case 'processing':
      return { ref, phase: 'running' };
    case 'completed':
      return typeof video.video_url === 'string'
        ? doneState(ref, video.video_url)
        : failed(ref, problem('engine', 'done, but without a video'));
    case 'failed': {
      const told = video.failure_message ?? '';
      return failed(ref, knownFailure(video.failure_code ?? '', told) ?? problem('engine', told || 'failed'));
    }
    default:
      return failed(ref, problem('engine', `it tells an unknown status (${video?.status ?? 'none'})`));
  }
}

function doneState(ref: string, videoUrl: string): PresenterState {
  const isWebm = /\.webm(?:[?#]|$)/.test(videoUrl);
  return { ref, phase: 'done', result: { videoUrl, alpha: isWebm ? 'webm' : 'none' } };
}

function eventState({ event_type: type, event_data: data }: z.infer<typeof Event>): PresenterState | undefined {
  if (type === 'avatar_video.success' && typeof data.url === 'string') {
    return doneState(data.video_id, data.url);
  }
  const told = data.msg ?? 'failed';
  return type === 'avatar_video.fail'
    ? failed(data.video_id, knownFailure('', told) ?? problem('engine', told))
    : undefined;
}

function aspectOf({ width, height }: { width: number; height: number }): string {
  const ratio = width / height;
  return ratio > 1.2 ? '16:9' : ratio < 0.83 ? '9:16' : '1:1';
}

function imageType(file: string): string {
  return path.extname(file).toLowerCase() === '.png' ? 'image/png' : 'image/jpeg';
}
