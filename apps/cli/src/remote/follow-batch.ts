import { followEvents } from '@clipo/client';
import { ClipoError, type ErrorCode, errorTable } from '@clipo/contract';
import type { RemoteBatch, RemoteDeps } from './make-remotely.ts';

/**
 * Tells what happens to a batch until it has ended. Events of rounds that are over (it was cancelled and begun again) are
 * passed on, so that what is counted fits.
 * @throws ClipoError why it could not be made at all, `cancelled`
 */
export async function followBatch({ server, client, id }: RemoteBatch, { onEvent, signal }: RemoteDeps): Promise<void> {
  const pace = paceOf();
  for await (const { type, data } of followEvents(server, id, signal)) {
    switch (type) {
      case 'batch-plan':
        onEvent({
          event: type,
          videos: Number(data.videos),
          pieces: Number(data.pieces),
          cached: Number(data.cached),
          estimateSeconds: 0,
        });
        break;
      case 'warning':
        onEvent({ event: type, message: String(data.message) });
        break;
      case 'piece-end':
        onEvent({
          event: type,
          hash: String(data.hash),
          frames: 0,
          cached: data.cached === true,
          done: Number(data.done),
          total: Number(data.total),
          fps: 0,
          etaSeconds: pace(Number(data.done), Number(data.total)),
        });
        break;
      case 'video-end': {
        const { message } = (data.error ?? {}) as { message?: string };
        onEvent({
          event: type,
          name: String(data.name),
          status: data.status === 'done' ? 'done' : 'failed',
          file: data.status === 'done' ? `videos/${data.name}.mp4` : null,
          ...(message === undefined ? {} : { error: message }),
          done: Number(data.done),
          total: Number(data.total),
        });
        break;
      }
      case 'batch-end': {
        // Of a round before this one, where the batch has been begun again since.
        const { data: batch } = await client.GET('/api/v1/batches/{id}', { params: { path: { id } }, signal });
        if (batch !== undefined && batch.endedAt !== null) {
          assertMade(batch);
          return;
        }
        break;
      }
      default:
      // The service tells more than the command line shows.
    }
  }
}

interface EndedBatch {
  status: string;
  progress: { videos: { total: number } };
  failedReason: { code: string; message: string } | null;
}

function assertMade({ status, progress, failedReason }: EndedBatch): void {
  if (failedReason !== null && progress.videos.total === 0) {
    const { code, message } = failedReason;
    const known: ErrorCode = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'unavailable';
    throw new ClipoError(known, message, { details: { told: message, problem: message } });
  }
  if (status === 'cancelled') {
    throw new ClipoError('cancelled', 'it was cancelled at the service');
  }
}

/** Seconds that the rest will take at the pace of what this run saw. */
function paceOf() {
  const started = performance.now();
  let before: number | undefined;
  return (done: number, total: number): number => {
    before ??= done;
    const seen = done - before;
    return seen === 0 ? 0 : Math.round(((performance.now() - started) / 1000 / seen) * (total - done));
  };
}
