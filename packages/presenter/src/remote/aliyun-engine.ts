import { openAsBlob } from 'node:fs';
import path from 'node:path';
import type { PresenterEngine, PresenterJob, PresenterProblem, PresenterState } from '@clipo/contract';
import { z } from 'zod';
import { askEngine, type EngineAnswer, type EngineRequest, failed, problem, problemOfStatus } from './ask-engine.ts';

/** Settings of Alibaba Cloud Model Studio (百炼, DashScope), region Beijing. */
export interface AliyunSettings {
  apiKey: string;
  model: 'videoretalk' | 'liveportrait';
  baseUrl?: string | undefined;
  centsPerSecond?: number | undefined;
  timeoutMs?: number | undefined;
  fetch?: typeof fetch | undefined;
}

const text = z.string().nullish();
const Fault = z.looseObject({ code: text, message: text });
const Policy = z.object({
  data: z.looseObject({
    policy: z.string(),
    signature: z.string(),
    upload_dir: z.string(),
    upload_host: z.url(),
    oss_access_key_id: z.string(),
    x_oss_object_acl: z.string(),
    x_oss_forbid_overwrite: z.string(),
  }),
});
const Detected = z.object({ output: z.looseObject({ pass: z.boolean(), code: text, message: text }) });
const Task = z.object({
  output: z.looseObject({
    task_id: z.string().min(1),
    task_status: z.string(),
    code: text,
    message: text,
    video_url: text,
    results: z.looseObject({ video_url: text }).nullish(),
  }),
  usage: z.looseObject({ video_duration: z.number().nullish() }).nullish(),
});

/** What each model takes; sizes and lengths as of its page. */
const limits = {
  videoretalk: { source: 'footage', leastAudioMs: 2000, mostAudioMs: 120_000, mostAudioBytes: 30 * 1024 * 1024 },
  liveportrait: { source: 'portrait', leastAudioMs: 1000, mostAudioMs: 180_000, mostAudioBytes: 15 * 1024 * 1024 },
} as const;

/**
 * Alibaba Cloud's VideoRetalk (footage) and LivePortrait (a picture, which is looked at first). Files go to its own
 * temporary store unless the job brings public addresses; a task is known for 24 hours.
 */
export function createAliyunEngine(settings: AliyunSettings): PresenterEngine {
  const { model, timeoutMs, fetch } = settings;
  const { source: kind, ...audioLimits } = limits[model];
  const base = `${(settings.baseUrl ?? 'https://dashscope.aliyuncs.com').replace(/\/+$/, '')}/api/v1`;
  const auth = { authorization: `Bearer ${settings.apiKey}` };
  const post = (verb: string, body: object, headers: Record<string, string>, signal?: AbortSignal) =>
    askEngine({
      url: `${base}/services/aigc/image2video/${verb}`,
      method: 'POST',
      headers: { ...auth, 'content-type': 'application/json', 'x-dashscope-ossresourceresolve': 'enable', ...headers },
      body: JSON.stringify(body),
      timeoutMs,
      fetch,
      signal,
    });
  const addressOf = async (
    file: string,
    known: string | undefined,
    signal?: AbortSignal,
  ): Promise<string | PresenterProblem> => {
    if (known !== undefined) {
      return known;
    }
    const url = `${base}/uploads?action=getPolicy&model=${model}`;
    const answer = await askEngine({ url, headers: auth, timeoutMs, fetch, signal });
    const refused = refusalOf(answer);
    const policy = 'body' in answer ? Policy.safeParse(answer.body).data?.data : undefined;
    return (
      refused ??
      (policy === undefined
        ? problem('engine', 'it gives no leave to upload')
        : putFile(file, policy, { timeoutMs, fetch, signal }))
    );
  };
  const detect = async (imageUrl: string, signal?: AbortSignal): Promise<PresenterProblem | undefined> => {
    const body = { model: 'liveportrait-detect', input: { image_url: imageUrl } };
    const answer = await post('face-detect', body, {}, signal);
    const output = 'body' in answer ? Detected.safeParse(answer.body).data?.output : undefined;
    const refused = refusalOf(answer);
    if (refused !== undefined || output === undefined) {
      return refused ?? problem('engine', 'it does not say whether it sees a face');
    }
    return output.pass
      ? undefined
      : (knownFault(output.code ?? '', output.message ?? 'no face') ?? problem('no_face', output.message ?? ''));
  };
  const submit = async (job: PresenterJob, signal?: AbortSignal): Promise<PresenterState> => {
    const { source, idempotencyKey: key } = job;
    if (source.kind === 'avatar' || source.kind !== kind) {
      return failed(key, problem('bad_input', `${model} takes a ${kind}`));
    }
    const audio = await addressOf(job.audio.path, job.audio.url, signal);
    const seen = typeof audio === 'string' ? await addressOf(source.path, source.url, signal) : audio;
    if (typeof audio !== 'string' || typeof seen !== 'string') {
      return failed(key, typeof audio !== 'string' ? audio : (seen as PresenterProblem));
    }
    const refused = model === 'liveportrait' ? await detect(seen, signal) : undefined;
    if (refused !== undefined) {
      return failed(key, refused);
    }
    const body =
      model === 'videoretalk'
        ? { model, input: { video_url: seen, audio_url: audio }, parameters: { video_extension: true } }
        : {
            model,
            input: { image_url: seen, audio_url: audio },
            parameters: { template_id: job.motion, video_fps: job.out.fps },
          };
    const answer = await post('video-synthesis/', body, { 'x-dashscope-async': 'enable' }, signal);
    return stateOf(key, answer);
  };
  return {
    id: `aliyun-${model}`,
    capabilities: {
      sources: [kind],
      alpha: ['none'],
      ...audioLimits,
      transport: 'upload',
      concurrency: 1,
      isOutside: true,
      isAbroad: false,
      centsPerSecond: settings.centsPerSecond,
      currency: 'CNY',
      licence: 'Alibaba Cloud terms of service',
    },
    submit,
    poll: async (ref, signal) =>
      stateOf(
        ref,
        await askEngine({ url: `${base}/tasks/${encodeURIComponent(ref)}`, headers: auth, timeoutMs, fetch, signal }),
      ),
  };
}

async function putFile(
  file: string,
  policy: z.infer<typeof Policy>['data'],
  how: Pick<EngineRequest, 'timeoutMs' | 'fetch' | 'signal'>,
): Promise<string | PresenterProblem> {
  const key = `${policy.upload_dir}/${path.basename(file)}`;
  const body = new FormData();
  const fields = {
    OSSAccessKeyId: policy.oss_access_key_id,
    Signature: policy.signature,
    policy: policy.policy,
    'x-oss-object-acl': policy.x_oss_object_acl,
    'x-oss-forbid-overwrite': policy.x_oss_forbid_overwrite,
    key,
    success_action_status: '200',
  };
  for (const [name, value] of Object.entries(fields)) {
    body.set(name, value);
  }
  // The store takes the file as the last field.
  body.set('file', await openAsBlob(file), path.basename(file));
  const answer = await askEngine({ url: policy.upload_host, method: 'POST', body, ...how });
  if ('problem' in answer) {
    return answer.problem;
  }
  return problemOfStatus(answer.status, 'the upload was refused') ?? `oss://${key}`;
}

function refusalOf(answer: EngineAnswer): PresenterProblem | undefined {
  if ('problem' in answer) {
    return answer.problem;
  }
  const { code, message } = Fault.safeParse(answer.body).data ?? {};
  return answer.status < 400
    ? undefined
    : (knownFault(code ?? '', message ?? '') ?? problemOfStatus(answer.status, message ?? code ?? ''));
}

/** Its codes, by their beginnings. */
function knownFault(code: string, told: string): PresenterProblem | undefined {
  const rules: [RegExp, PresenterProblem['code'], boolean][] = [
    [/NoHumanFace|NoHuman|InvalidFile\.NoFace|no human face/i, 'no_face', false],
    [/MultiHumanFace|MultiFace|multiple (?:human )?face/i, 'multi_face', false],
    [/DataInspection|InappropriateContent/i, 'moderation', false],
    [/Throttling|RateQuota|RequestTimeOut/i, 'busy', true],
    [/Arrearage|FreeTierOnly|Quota/i, 'quota', false],
    [/InvalidApiKey|AccessDenied|Unpurchased/i, 'auth', false],
    [/InvalidFile\.(?:Duration|AudioLength)|AudioDuration/i, 'audio_too_long', false],
    [/InvalidURL|InvalidFile|InvalidParameter|BadRequest|Model\.AccessDenied/i, 'bad_input', false],
    [/InternalError|SystemError|ServiceUnavailable/i, 'engine', true],
  ];
  const found = rules.find(([pattern]) => pattern.test(`${code} ${told}`));
  return found === undefined ? undefined : problem(found[1], told || code, found[2]);
}

function stateOf(ref: string, answer: EngineAnswer): PresenterState {
  const refused = refusalOf(answer);
  if (refused !== undefined || 'problem' in answer) {
    return failed(ref, refused ?? problem('engine', ''));
  }
  const task = Task.safeParse(answer.body).data;
  if (task === undefined) {
    return failed(ref, problem('engine', 'it answers something that is no task'));
  }
  const { task_id: id, task_status: status, code, message } = task.output;
  switch (status) {
    case 'PENDING':
    case 'SUSPENDED':
      return { ref: id, phase: 'queued' };
    case 'RUNNING':
      return { ref: id, phase: 'running' };
    case 'SUCCEEDED': {
      const url = task.output.video_url ?? task.output.results?.video_url;
      const seconds = task.usage?.video_duration;
      return typeof url === 'string'
        ? {
            ref: id,
            phase: 'done',
            result: {
              videoUrl: url,
              alpha: 'none',
              ...(typeof seconds === 'number' ? { durationMs: Math.round(seconds * 1000) } : {}),
            },
          }
        : failed(id, problem('engine', 'done, but without a video'));
    }
    case 'CANCELED':
      return { ref: id, phase: 'cancelled' };
    case 'UNKNOWN':
      return failed(id, problem('expired', 'it does not know the task any more'));
    default:
      return failed(id, knownFault(code ?? '', message ?? '') ?? problem('engine', message ?? status));
  }
}
