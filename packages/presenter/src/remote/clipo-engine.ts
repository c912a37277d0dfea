import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { type PresenterCapabilities, type PresenterEngine, PresenterState } from '@clipo/contract';
import { z } from 'zod';
import { askEngine, type EngineAnswer, failed, problem, problemOfStatus } from './ask-engine.ts';
import { isSigned } from './webhook-signature.ts';

/** Settings of an engine that speaks Clipo's own protocol (docs/presenters/wire-protocol.md). */
export interface ClipoEngineSettings {
  baseUrl: string;
  token?: string | undefined;
  webhookSecret?: string | undefined;
  capabilities?: Partial<PresenterCapabilities> | undefined;
  timeoutMs?: number | undefined;
  fetch?: typeof fetch | undefined;
  now?: () => Date;
}

const ErrorBody = z.looseObject({ error: z.looseObject({ message: z.string().optional() }).optional() });

/** An engine behind Clipo's own protocol: what wraps a model of one's own in a few dozen lines. */
export function createClipoEngine(settings: ClipoEngineSettings): PresenterEngine {
  const { baseUrl, token, webhookSecret, timeoutMs, fetch, now = () => new Date() } = settings;
  const jobs = `${baseUrl.replace(/\/+$/, '')}/v1/presenter/jobs`;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const stateOf = (ref: string, answer: EngineAnswer): PresenterState => {
    if ('problem' in answer) {
      return failed(ref, answer.problem);
    }
    const refused = problemOfStatus(answer.status, ErrorBody.safeParse(answer.body).data?.error?.message ?? '');
    if (refused !== undefined) {
      return failed(ref, answer.status === 404 ? problem('expired', 'it does not know the job') : refused);
    }
    const state = PresenterState.safeParse(answer.body).data;
    return state === undefined
      ? failed(ref, problem('engine', 'it answers something that is no state of a job'))
      : { ...state, ...withAddress(state, jobs) };
  };
  return {
    id: 'clipo-remote',
    capabilities: {
      sources: ['avatar', 'portrait', 'footage'],
      alpha: ['webm', 'greenscreen', 'mask', 'none'],
      leastAudioMs: 500,
      mostAudioMs: 180_000,
      mostAudioBytes: 50 * 1024 * 1024,
      transport: 'upload',
      concurrency: 1,
      isOutside: true,
      isAbroad: false,
      centsPerSecond: undefined,
      currency: 'CNY',
      licence: 'as set by whoever runs the engine',
      ...settings.capabilities,
    },
    ownResults: { origin: new URL(baseUrl).origin, headers },
    submit: async (job, signal) => {
      const { source, audio, ...rest } = job;
      const told =
        source.kind === 'avatar'
          ? source
          : { kind: source.kind, consentId: source.consent.id, fileSha256: source.consent.fileSha256 };
      const body = new FormData();
      body.set('job', JSON.stringify({ ...rest, source: told, audio: { durationMs: audio.durationMs } }));
      body.set('audio', await openAsBlob(audio.path, { type: 'audio/wav' }), 'audio.wav');
      if (source.kind !== 'avatar') {
        body.set('source', await openAsBlob(source.path), `source${path.extname(source.path)}`);
      }
      const call = { url: jobs, method: 'POST', body, timeoutMs, fetch, signal } as const;
      return stateOf(
        job.idempotencyKey,
        await askEngine({ ...call, headers: { ...headers, 'idempotency-key': job.idempotencyKey } }),
      );
    },
    poll: async (ref, signal) =>
      stateOf(ref, await askEngine({ url: `${jobs}/${encodeURIComponent(ref)}`, headers, timeoutMs, fetch, signal })),
    webhook: (called, body) => {
      const isOurs = webhookSecret !== undefined && isSigned(webhookSecret, called['x-clipo-signature'], body, now());
      if (!isOurs) {
        return undefined;
      }
      try {
        const state = PresenterState.parse(JSON.parse(Buffer.from(body).toString('utf8')));
        return { ...state, ...withAddress(state, jobs) };
      } catch {
        return undefined;
      }
    },
    cancel: async (ref, signal) => {
      await askEngine({
        url: `${jobs}/${encodeURIComponent(ref)}`,
        method: 'DELETE',
        headers,
        timeoutMs,
        fetch,
        signal,
      });
    },
  };
}

/** Addresses of a result may be told from the job's own address on. */
function withAddress({ result, ref }: PresenterState, jobs: string): Pick<PresenterState, 'result'> {
  if (result === undefined) {
    return {};
  }
  const whole = (url: string) => (URL.canParse(url) ? url : new URL(url, `${jobs}/${encodeURIComponent(ref)}/`).href);
  return {
    result: {
      ...result,
      videoUrl: whole(result.videoUrl),
      ...(result.maskUrl === undefined ? {} : { maskUrl: whole(result.maskUrl) }),
    },
  };
}
