import { setTimeout as wait } from 'node:timers/promises';
import { ClipoError } from '@clipo/contract';

/** A request of sound over HTTP. */
export interface SoundRequest {
  url: string;
  key: string | undefined;
  body: Readonly<Record<string, string | number>>;
}

/** How patient a request is, in milliseconds. */
export interface Patience {
  /** For one try, from asking to the last byte. */
  tryMs: number;
  /** Before the second try; doubled for each further one, unless the service says how long. */
  retryMs: number;
}

/** Sound of ten minutes at 48 kHz and 16 bits; an answer beyond it is none of ours. */
const mostBytes = 64 * 1024 * 1024;
const mostTries = 4;
const mostWaitMs = 20_000;

/** What a service said no with; `isRetryable` where another try may go through. */
class Refusal extends Error {
  readonly isRetryable: boolean;
  readonly afterMs: number | undefined;

  constructor(problem: string, isRetryable: boolean, afterMs?: number) {
    super(problem);
    this.isRetryable = isRetryable;
    this.afterMs = afterMs;
  }
}

/**
 * Asks a service for sound. Tries again where it is busy, out of order or out of reach, and not where the request or the
 * key is wrong. @throws ClipoError voice_failed with what to do, or cancelled. The key is never in a message.
 */
export async function requestSound(
  request: SoundRequest,
  engine: string,
  patience: Patience,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; type: string }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(request, patience.tryMs, signal);
    } catch (cause) {
      if (signal.aborted) {
        throw new ClipoError('cancelled', 'speaking was cancelled', { cause });
      }
      const refusal = asRefusal(cause, patience.tryMs);
      if (!refusal.isRetryable || attempt === mostTries) {
        const { key } = request;
        const problem = key === undefined ? refusal.message : refusal.message.replaceAll(key, '…');
        throw new ClipoError('voice_failed', `${engine}: ${problem}`, {
          details: { engine, problem },
          isRetryable: refusal.isRetryable,
        });
      }
      const delay = Math.min(mostWaitMs, refusal.afterMs ?? patience.retryMs * 2 ** (attempt - 1));
      await wait(delay, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function tryOnce({ url, key, body }: SoundRequest, tryMs: number, signal: AbortSignal) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'audio/*',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(tryMs)]),
  });
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const bytes = await readBody(answer);
  if (!answer.ok) {
    throw refusalOf(answer, bytes);
  }
  if (/^text\/|json|xml/.test(type)) {
    const said = messageIn(bytes);
    throw new Refusal(
      `answered with ${type === 'text/html' ? 'a web page' : type} instead of sound${said === '' ? '' : ` (${said})`}: check CLIPO_SPEECH_URL`,
      false,
    );
  }
  if (bytes.length === 0) {
    throw new Refusal('answered without any sound', true);
  }
  return { bytes, type };
}

async function readBody(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new Refusal('answered with more than 64 MiB', false);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusalOf(answer: Response, bytes: Uint8Array): Refusal {
  const said = messageIn(bytes);
  const tail = said === '' ? '' : `: ${said}`;
  const { status } = answer;
  switch (true) {
    case status === 401:
      return new Refusal(`the key is not taken (401)${tail}; check CLIPO_SPEECH_KEY`, false);
    case status === 403:
      return new Refusal(`this key or region may not use it (403)${tail}`, false);
    case status === 404:
      return new Refusal(
        `address or model not found (404)${tail}; check CLIPO_SPEECH_URL and CLIPO_SPEECH_MODEL`,
        false,
      );
    case status === 429 && /insufficient_quota|quota|billing/i.test(said):
      return new Refusal(`the account's quota is used up (429)${tail}`, false);
    case status === 429 || status === 408 || status >= 500:
      return new Refusal(`is busy or out of order (${status})${tail}`, true, retryAfter(answer));
    default:
      return new Refusal(`refused the request (${status})${tail}; check model, voice and text`, false);
  }
}

function retryAfter(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/** What an error's body says, short and in one line: `{error: {message, code}}`, or its text. */
function messageIn(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 4_096)).toString('utf8');
  const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, 200) : '');
  try {
    const body = JSON.parse(text) as {
      error?: { message?: unknown; code?: unknown };
      message?: unknown;
      detail?: unknown;
    };
    const code = plain(body.error?.code);
    const message = plain(body.error?.message) || plain(body.message) || plain(body.detail) || plain(body.error);
    return [message, code === '' ? '' : `(${code})`].filter((part) => part !== '').join(' ');
  } catch {
    return /<html|<!doctype/i.test(text) ? 'a web page' : plain(text);
  }
}

function asRefusal(cause: unknown, tryMs: number): Refusal {
  if (cause instanceof Refusal) {
    return cause;
  }
  const error = cause as Error & { cause?: Error & { code?: string } };
  if (error.name === 'TimeoutError') {
    return new Refusal(`did not answer within ${Math.round(tryMs / 1_000)} s`, true);
  }
  const why = error.cause?.code ?? error.cause?.message ?? error.message;
  return new Refusal(`can't be reached, or broke off (${why})`, true);
}
