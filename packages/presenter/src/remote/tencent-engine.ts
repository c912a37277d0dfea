import { createHmac } from 'node:crypto';
import type { PresenterEngine, PresenterProblem, PresenterState } from '@clipo/contract';
import { z } from 'zod';
import { askEngine, type EngineAnswer, failed, problem, problemOfStatus } from './ask-engine.ts';

/** Settings of Tencent Cloud's digital humans (智能数智人, IVH). */
export interface TencentSettings {
  appKey: string;
  accessToken: string;
  baseUrl?: string | undefined;
  centsPerSecond?: number | undefined;
  timeoutMs?: number | undefined;
  fetch?: typeof fetch | undefined;
  now?: () => Date;
}

const Answer = z.looseObject({
  Header: z.looseObject({ Code: z.number(), Message: z.string().nullish() }),
  Payload: z
    .looseObject({
      TaskId: z.union([z.string(), z.number()]).nullish(),
      Status: z.string().nullish(),
      MediaUrl: z.string().nullish(),
      ArrayCount: z.number().nullish(),
      FailCode: z.number().nullish(),
      FailMessage: z.string().nullish(),
      Duration: z.number().nullish(),
    })
    .nullish(),
});

/**
 * Tencent's broadcasting digital humans, driven by our own voice. The sound must lie at a public address. Its call-backs are
 * neither signed nor repeated, so only what `poll` tells is believed.
 */
export function createTencentEngine(settings: TencentSettings): PresenterEngine {
  const base = (settings.baseUrl ?? 'https://gw.tvs.qq.com').replace(/\/+$/, '');
  const { timeoutMs, fetch, now = () => new Date() } = settings;
  const call = async (verb: string, payload: object, signal?: AbortSignal): Promise<EngineAnswer> => {
    const query = signedQuery(settings.appKey, settings.accessToken, Math.floor(now().getTime() / 1000));
    return askEngine({
      url: `${base}/v2/ivh/videomaker/broadcastservice/${verb}?${query}`,
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify({ Header: {}, Payload: payload }),
      timeoutMs,
      fetch,
      signal,
    });
  };
  return {
    id: 'tencent-ivh',
    capabilities: {
      sources: ['avatar'],
      alpha: ['webm', 'none'],
      leastAudioMs: 1000,
      mostAudioMs: 600_000,
      mostAudioBytes: 100 * 1024 * 1024,
      transport: 'public_url',
      concurrency: 1,
      isOutside: true,
      isAbroad: false,
      centsPerSecond: settings.centsPerSecond,
      currency: 'CNY',
      licence: 'Tencent Cloud terms of service',
    },
    submit: async (job, signal) => {
      const { source, audio, idempotencyKey: key } = job;
      if (source.kind !== 'avatar' || audio.url === undefined) {
        return failed(key, problem('bad_input', 'it needs an avatar of its own, and the sound at a public address'));
      }
      const answer = await call(
        'videomake',
        {
          VirtualmanKey: source.avatarId,
          DriverType: 'OriginalVoice',
          InputAudioUrl: audio.url,
          SpeechParam: { Speed: 1 },
          VideoParam: { Format: job.out.wantsAlpha ? 'TransparentWebm' : 'Mp4' },
          ...(job.callbackUrl === undefined ? {} : { CallbackUrl: job.callbackUrl }),
        },
        signal,
      );
      const read = readAnswer(answer);
      if ('problem' in read) {
        return failed(key, read.problem);
      }
      const id = read.payload.TaskId;
      return id === undefined || id === null
        ? failed(key, problem('engine', 'its answer lacks the task id'))
        : { ref: String(id), phase: 'queued' };
    },
    poll: async (ref, signal) => {
      const read = readAnswer(await call('getprogress', { TaskId: ref }, signal));
      return 'problem' in read ? failed(ref, read.problem) : stateOf(ref, read.payload);
    },
  };
}

/** The query of a call: parameters in order, and the signature over them, HMAC-SHA256 in base64. */
export function signedQuery(appKey: string, accessToken: string, seconds: number): string {
  const plain = `appkey=${appKey}&timestamp=${seconds}`;
  const signature = createHmac('sha256', accessToken).update(plain).digest('base64');
  return `${plain}&signature=${encodeURIComponent(signature)}`;
}

type Payload = NonNullable<z.infer<typeof Answer>['Payload']>;

function readAnswer(answer: EngineAnswer): { payload: Payload } | { problem: PresenterProblem } {
  if ('problem' in answer) {
    return answer;
  }
  const parsed = Answer.safeParse(answer.body).data;
  if (parsed === undefined) {
    return { problem: problemOfStatus(answer.status, '') ?? problem('engine', 'it answers something unknown') };
  }
  const { Code: code, Message: message } = parsed.Header;
  return code === 0
    ? { payload: parsed.Payload ?? {} }
    : { problem: refusal(message ?? `code ${code}`, problemOfStatus(answer.status, message ?? '')) };
}

/** What its words mean: the codes are many and not all of them are told. */
function refusal(told: string, byStatus?: PresenterProblem): PresenterProblem {
  const rules: [RegExp, PresenterProblem['code'], boolean][] = [
    [/signature|appkey|token|auth|鉴权|签名|权限/i, 'auth', false],
    [/quota|balance|insufficient|额度|余额|次数|时长不足/i, 'quota', false],
    [/limit|frequen|concurren|并发|频率|限流|busy/i, 'busy', true],
    [/sensitive|illegal|审核|敏感|违规/i, 'moderation', false],
    [/too long|超长|时长超/i, 'audio_too_long', false],
    [/param|invalid|missing|参数/i, 'bad_input', false],
    [/expire|not exist|not found|不存在|过期/i, 'expired', false],
  ];
  const found = rules.find(([pattern]) => pattern.test(told));
  return found === undefined ? (byStatus ?? problem('engine', told)) : problem(found[1], told, found[2]);
}

function stateOf(ref: string, payload: Payload): PresenterState {
  switch (payload.Status) {
    case 'COMMIT':
      return { ref, phase: 'queued', queueAhead: Math.max(0, Math.trunc(payload.ArrayCount ?? 0)) };
    case 'MAKING':
      // Its progress is "reserved": it says nothing.
      return { ref, phase: 'running' };
    case 'SUCCESS': {
      const url = payload.MediaUrl;
      if (typeof url !== 'string' || url === '') {
        return failed(ref, problem('engine', 'done, but without a video'));
      }
      const alpha = /\.webm(?:[?#]|$)/.test(url) ? 'webm' : 'none';
      const durationMs = Math.max(0, Math.trunc(payload.Duration ?? 0));
      return { ref, phase: 'done', result: { videoUrl: url, alpha, ...(durationMs > 0 ? { durationMs } : {}) } };
    }
    case 'FAIL':
      return failed(ref, refusal(payload.FailMessage ?? `code ${payload.FailCode ?? ''}`));
    default:
      return failed(ref, problem('engine', `it tells an unknown status (${payload.Status ?? 'none'})`));
  }
}
