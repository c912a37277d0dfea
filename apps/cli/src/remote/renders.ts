import { type ClientOptions, downloadFile, openClient } from '@clipo/client';
import { ClipoError, type ErrorCode, errorTable } from '@clipo/contract';
import type { SpokenText } from '@clipo/speech';

/** How often a service is asked how far it is. */
const waitMs = 500;

export interface SpeechWish {
  text: string;
  language: 'zh-CN' | 'en';
  voice: string;
  rate: number;
}

export interface PresentWish {
  text: string;
  language: 'zh-CN' | 'en';
  presenter: string;
  voice: string;
  layout: string;
  side: string;
  format: string;
  resolution: number;
  container: 'mp4' | 'webm';
}

interface Order {
  /** Absolute path of the file to be. */
  out: string;
  signal: AbortSignal;
  onPercent(percent: number): void;
}

/** Has a text spoken by a service and fetches the sound. @returns what is said when */
export async function speakThere(
  server: ClientOptions,
  wish: SpeechWish,
  order: Order,
): Promise<Omit<SpokenText, 'wav'>> {
  const { data } = await openClient(server).POST('/api/v1/speeches', { body: wish, signal: order.signal });
  return (await fetchRender(server, data?.id ?? '', order)) as unknown as Omit<SpokenText, 'wav'>;
}

/** Has a presenter say a text at a service and fetches the video. */
export async function presentThere(
  server: ClientOptions,
  wish: PresentWish,
  order: Order,
): Promise<{ frames: number; durationMs: number }> {
  const { data } = await openClient(server).POST('/api/v1/presentations', {
    body: wish as never,
    signal: order.signal,
  });
  return (await fetchRender(server, data?.id ?? '', order)) as unknown as { frames: number; durationMs: number };
}

/**
 * Waits for a render and fetches its file. A cancel here cancels it there.
 * @throws ClipoError `content_held` naming the render where a reviewer has to look at it first: that takes longer than
 * anybody waits, and it can be fetched by its name once it is allowed
 */
async function fetchRender(
  server: ClientOptions,
  id: string,
  { out, signal, onPercent }: Order,
): Promise<Record<string, unknown>> {
  const client = openClient(server);
  const path = { id };
  try {
    for (;;) {
      signal.throwIfAborted();
      const { data: render } = await client.GET('/api/v1/renders/{id}', { params: { path }, signal });
      onPercent(render?.progress.percent ?? 0);
      if (render?.status === 'done' && render.file !== null) {
        const { link, sha256 } = render.file;
        await downloadFile(server, { link, sha256, path: out }, signal);
        return render.result ?? {};
      }
      if (render?.verdict?.outcome === 'held') {
        throw heldAs(id, render.verdict.findings);
      }
      if (render?.failedReason !== undefined && render.failedReason !== null) {
        throw reasonOf(render.failedReason);
      }
      if (render?.status === 'cancelled') {
        throw new ClipoError('cancelled', 'it was cancelled at the service');
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  } catch (error) {
    if (signal.aborted) {
      await client.POST('/api/v1/renders/{id}/cancel', { params: { path } }).catch(() => undefined);
    }
    throw error;
  }
}

function heldAs(id: string, findings: readonly { severity: string; term: string; why: string }[]): ClipoError {
  const { term = '', why = '' } = findings.find(({ severity }) => severity === 'review') ?? {};
  return new ClipoError('content_held', `${id}: waits for a reviewer (${why})`, {
    details: { field: `/api/v1/renders/${id}`, term, why },
  });
}

function reasonOf({ code, message }: { code: string; message: string }): ClipoError {
  const known: ErrorCode = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'unavailable';
  return new ClipoError(known, message, { details: { told: message, problem: message } });
}
