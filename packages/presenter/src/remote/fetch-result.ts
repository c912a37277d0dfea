import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ClipoError } from '@clipo/contract';
import { type GuardedAnswer, type GuardedRequest, guardedFetch } from '@clipo/guarded-fetch';

/** Fetches an address that an engine gave: the guarded fetch, or one with other rules in its place. */
export type FetchUrl = (url: string, request: GuardedRequest) => Promise<GuardedAnswer>;

const mostBytes = 1024 * 1024 * 1024;
/** Object stores often say octet-stream; what it really is, is seen when it is decoded. */
const types = ['video/', 'application/octet-stream', 'binary/octet-stream', 'application/mp4'];

/**
 * Saves an engine's video to a file, at once: the addresses live for hours. Private networks, pages of HTML and endless
 * answers are refused; a file that failed is not left behind.
 * @throws ClipoError `url_refused`, `fetch_failed`, `presenter_failed` with rule `engine_expired` or `engine_engine`, `cancelled`
 */
export async function fetchResult(
  engine: string,
  url: string,
  path: string,
  options: { signal?: AbortSignal | undefined; fetchUrl?: FetchUrl | undefined; timeoutMs?: number | undefined } = {},
): Promise<void> {
  const { signal, fetchUrl = guardedFetch, timeoutMs = 300_000 } = options;
  const answer = await fetchUrl(url, { mostBytes, timeoutMs, types, ...(signal === undefined ? {} : { signal }) });
  if (answer.status !== 200) {
    const isGone = [403, 404, 410].includes(answer.status);
    throw engineFailure(engine, isGone ? 'engine_expired' : 'engine_engine', `the result answers ${answer.status}`);
  }
  try {
    await pipeline(answer.stream(), createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** A presenter that an engine did not deliver. */
export function engineFailure(
  engine: string,
  rule: string,
  reason: string,
  details: Readonly<Record<string, string | number>> = {},
  isRetryable = false,
): ClipoError {
  return new ClipoError('presenter_failed', `${engine}: ${reason}`, {
    details: { engine, rule, reason, problem: reason, ...details },
    isRetryable,
  });
}
