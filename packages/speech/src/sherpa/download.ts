import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { ClipoError, isDiskFull } from '@clipo/contract';

/** How far a download is, in bytes; `total` where the server tells. */
export interface DownloadProgress {
  done: number;
  total: number | undefined;
}

/** A server that sends nothing for so long is gone. */
const quietMs = 30_000;
/** Weights are at most this large. */
const mostBytes = 8 * 1024 ** 3;
/** How often a broken connection is taken up again while each time brings something. */
const mostBreaks = 20;

/**
 * Downloads a file to `file`, going on where an earlier try broke off (`Range`), and checks it against its SHA-256. What
 * is there stays there until it is whole or proves to be wrong.
 * @throws ClipoError fetch_failed (run it again: it goes on), checksum_mismatch, disk_full, cancelled
 */
export async function downloadVerified(
  { url, sha256, file }: { url: string; sha256: string; file: string },
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  for (let breaks = 0; ; ) {
    const before = await sizeOf(file);
    try {
      await downloadRest(url, file, before, onProgress, signal);
      break;
    } catch (cause) {
      if (signal.aborted) {
        throw new ClipoError('cancelled', 'the download was cancelled', { cause });
      }
      if (cause instanceof ClipoError) {
        throw cause;
      }
      breaks = (await sizeOf(file)) > before ? breaks + 1 : mostBreaks;
      if (breaks >= mostBreaks) {
        const error = cause as Error & { cause?: { code?: string } };
        throw fetchFailed(url, `${error.cause?.code ?? error.message}; what has come is kept: run it again to go on`);
      }
    }
  }
  const received = await hashOf(file);
  if (received !== sha256) {
    await rm(file, { force: true });
    throw new ClipoError('checksum_mismatch', `${url}: SHA-256 is ${received}, not ${sha256}`, {
      details: { expected: sha256, received },
    });
  }
  return sizeOf(file);
}

async function downloadRest(
  url: string,
  file: string,
  from: number,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(new Error('the server went quiet')), quietMs);
  try {
    const answer = await fetch(url, {
      headers: from > 0 ? { range: `bytes=${from}-` } : {},
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    // What is there is all there is.
    if (answer.status === 416 && from > 0) {
      await answer.body?.cancel();
      return;
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw fetchFailed(url, `answered with ${answer.status}`);
    }
    if (/^text\/html/.test(answer.headers.get('content-type') ?? '')) {
      await answer.body?.cancel();
      throw fetchFailed(url, 'answered with a web page instead of the file');
    }
    const start = answer.status === 206 ? from : 0;
    const length = Number(answer.headers.get('content-length') ?? Number.NaN);
    const total = Number.isFinite(length) ? start + length : undefined;
    if ((total ?? 0) > mostBytes) {
      await answer.body?.cancel();
      throw fetchFailed(url, 'is larger than 8 GiB');
    }
    // A server that knows no ranges begins anew.
    const handle = await open(file, start > 0 ? 'a' : 'w');
    try {
      let done = start;
      for await (const chunk of answer.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(new Error('the server went quiet')), quietMs);
        await handle.write(chunk);
        done += chunk.length;
        if (done > mostBytes) {
          throw fetchFailed(url, 'is larger than 8 GiB');
        }
        onProgress({ done, total });
      }
      if (total !== undefined && done < total) {
        throw new Error('the connection broke off');
      }
    } catch (cause) {
      if (isDiskFull(cause)) {
        throw new ClipoError('disk_full', `${file}: no room`, { details: { folder: file }, cause });
      }
      throw cause;
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

function fetchFailed(url: string, problem: string): ClipoError {
  return new ClipoError('fetch_failed', `${url}: ${problem}`, { details: { url, problem }, isRetryable: true });
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
