import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClipoError } from '@clipo/contract';
import { measuredStream } from '../../media/media-hash.ts';

/** Takes a body in as a file of its own and removes it when it is no longer needed: at once, or with a stream of it. */
export async function withFile<T>(
  request: Request,
  mostBytes: number,
  use: (file: { path: string; sha256: string }, keep: (stream: Readable) => void) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-label-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  let isKept = false;
  try {
    const source = measuredStream(request.body ?? new Blob([]).stream(), { mostBytes, signal: request.signal });
    await pipeline(Readable.from(source.bytes), createWriteStream(path));
    const { sizeBytes, hash } = source.measured();
    if (sizeBytes === 0) {
      throw new ClipoError('malformed_request', 'the body is empty', { details: { problem: 'the body is empty' } });
    }
    return await use({ path, sha256: hash }, (stream) => {
      isKept = true;
      stream.once('close', () => void remove());
    });
  } finally {
    if (!isKept) {
      await remove();
    }
  }
}
