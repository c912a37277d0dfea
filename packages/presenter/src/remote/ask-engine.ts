import type { PresenterProblem, PresenterState } from '@clipo/contract';

/** One request to an engine whose address whoever runs Clipo has set. */
export interface EngineRequest {
  url: string;
  method?: 'GET' | 'POST' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | FormData;
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Reaches the address in place of the plain way: guarded, where it is not the operator's own. */
  fetch?: typeof fetch | undefined;
}

/** What an engine answered: JSON with its status, or why there is none. */
export type EngineAnswer = { status: number; body: unknown } | { problem: PresenterProblem };

const mostBytes = 1024 * 1024;

/**
 * Asks an engine. It has so long to answer; it must answer in JSON of at most 1 MiB; a redirect is not followed, so that no
 * key goes to another host. Only a cancel is thrown.
 */
export async function askEngine(request: EngineRequest): Promise<EngineAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? 30_000);
  const { signal } = request;
  try {
    const answer = await (request.fetch ?? fetch)(request.url, {
      method: request.method ?? 'GET',
      headers: { accept: 'application/json', ...request.headers },
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await limitedText(answer);
    if (text === undefined) {
      return { problem: problem('engine', 'its answer has no end') };
    }
    if (answer.status >= 300 && answer.status < 400) {
      return { problem: problem('engine', 'it sends elsewhere (a redirect)') };
    }
    const body = parsed(text);
    if (body === undefined) {
      const type = (answer.headers.get('content-type') ?? 'nothing').split(';')[0];
      const byStatus = problemOfStatus(answer.status, '');
      return { problem: byStatus ?? problem('engine', `it answers ${type} instead of JSON`, answer.status >= 500) };
    }
    return { status: answer.status, body };
  } catch (error) {
    if (signal?.aborted === true) {
      throw signal.reason;
    }
    return {
      problem: timeout.aborted
        ? problem('timeout', 'it did not answer in time', true)
        : problem('engine', `it cannot be reached (${reasonOf(error)})`, true),
    };
  }
}

async function limitedText(answer: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > mostBytes) {
      return undefined;
    }
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : String(error));
}

/** A problem of an engine. Its own words are cut short: they are shown to people. */
export function problem(code: PresenterProblem['code'], message: string, isRetryable = false): PresenterProblem {
  return { code, message: message.slice(0, 300), isRetryable };
}

/** What an HTTP status alone says; undefined where the call went well. */
export function problemOfStatus(status: number, message: string): PresenterProblem | undefined {
  if (status < 400) {
    return undefined;
  }
  const told = message === '' ? `status ${status}` : message;
  if (status === 401 || status === 403) {
    return problem('auth', told);
  }
  if (status === 402) {
    return problem('quota', told);
  }
  if (status === 429) {
    return problem('busy', told, true);
  }
  return status >= 500 ? problem('engine', told, true) : problem('bad_input', told);
}

/** The state of a job that failed. */
export function failed(ref: string, error: PresenterProblem): PresenterState {
  return { ref, phase: 'failed', error };
}
