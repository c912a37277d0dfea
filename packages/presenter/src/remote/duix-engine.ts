import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PresenterEngine, PresenterState } from '@clipo/contract';
import { z } from 'zod';
import { askEngine, type EngineAnswer, failed, problem, problemOfStatus } from './ask-engine.ts';

/** Settings of a Duix.Avatar (HeyGem) service on one's own machine. */
export interface DuixSettings {
  baseUrl: string;
  /** The folder that both see: as Clipo sees it, and as the service's container does. */
  sharedFolder: { here: string; there: string };
  centsPerSecond?: number | undefined;
  timeoutMs?: number | undefined;
  fetch?: typeof fetch | undefined;
}

const Answer = z.looseObject({
  code: z.number(),
  msg: z.string().nullish(),
  data: z
    .looseObject({
      status: z.number().nullish(),
      progress: z.number().nullish(),
      result: z.string().nullish(),
      msg: z.string().nullish(),
    })
    .nullish(),
});

/**
 * Duix.Avatar, formerly HeyGem: footage in, footage with another mouth out, one job at a time. It takes no addresses and no
 * uploads: files lie in a folder that its container has mounted.
 */
export function createDuixEngine(settings: DuixSettings): PresenterEngine {
  const base = settings.baseUrl.replace(/\/+$/, '');
  const { here, there } = settings.sharedFolder;
  const { timeoutMs, fetch } = settings;
  const share = async (file: string, name: string) => {
    await mkdir(here, { recursive: true });
    await copyFile(file, path.join(here, name));
    return path.posix.join(there, name);
  };
  return {
    id: 'duix',
    capabilities: {
      sources: ['footage'],
      alpha: ['none'],
      leastAudioMs: 1000,
      mostAudioMs: 1_800_000,
      mostAudioBytes: 200 * 1024 * 1024,
      transport: 'shared_folder',
      concurrency: 1,
      isOutside: false,
      isAbroad: false,
      centsPerSecond: settings.centsPerSecond ?? 0,
      currency: 'CNY',
      licence: 'Duix.Avatar community licence: above 1,000 monthly users a commercial one is needed',
    },
    ownResults: { folder: here },
    submit: async (job, signal) => {
      const ref = job.idempotencyKey;
      if (job.source.kind !== 'footage') {
        return failed(ref, problem('bad_input', 'it takes footage only'));
      }
      const name = ref.replace(/[^\w-]/g, '_');
      const body = JSON.stringify({
        audio_url: await share(job.audio.path, `${name}.wav`),
        video_url: await share(job.source.path, `${name}${path.extname(job.source.path)}`),
        code: ref,
        chaofen: 0,
        watermark_switch: 0,
        pn: 1,
      });
      const headers = { 'content-type': 'application/json' };
      const url = `${base}/easy/submit`;
      const answer = await askEngine({ url, method: 'POST', headers, body, timeoutMs, fetch, signal });
      return refusalOf(ref, answer) ?? { ref, phase: 'queued' };
    },
    poll: async (ref, signal) => {
      const url = `${base}/easy/query?code=${encodeURIComponent(ref)}`;
      const answer = await askEngine({ url, timeoutMs, fetch, signal });
      return refusalOf(ref, answer) ?? stateOf(ref, 'body' in answer ? answer.body : undefined);
    },
  };
}

/** Codes: 10000 well, 10001 busy, 10002 wrong arguments, 10003 a fault of its own, 10004 no such job. */
function refusalOf(ref: string, answer: EngineAnswer): PresenterState | undefined {
  if ('problem' in answer) {
    return failed(ref, answer.problem);
  }
  const parsed = Answer.safeParse(answer.body).data;
  if (parsed === undefined) {
    return failed(ref, problemOfStatus(answer.status, '') ?? problem('engine', 'it answers something unknown'));
  }
  const told = parsed.msg ?? '';
  switch (parsed.code) {
    case 10000:
      return undefined;
    case 10001:
      return failed(ref, problem('busy', told, true));
    case 10002:
      return failed(ref, problem('bad_input', told));
    case 10004:
      return failed(ref, problem('expired', told || 'it does not know the job'));
    default:
      return failed(ref, problem('engine', told || `code ${parsed.code}`));
  }
}

/** Status: 1 at work, 2 done, 3 failed. */
function stateOf(ref: string, body: unknown): PresenterState {
  const data = Answer.safeParse(body).data?.data;
  switch (data?.status) {
    case 2:
      return typeof data.result === 'string'
        ? { ref, phase: 'done', result: { videoUrl: `shared:${data.result.replace(/^\/+/, '')}`, alpha: 'none' } }
        : failed(ref, problem('engine', 'done, but without a video'));
    case 3:
      return failed(ref, problem(/face/i.test(data.msg ?? '') ? 'no_face' : 'engine', data.msg ?? 'failed'));
    default:
      return { ref, phase: 'running', progress: Math.min(1, Math.max(0, (data?.progress ?? 0) / 100)) };
  }
}
