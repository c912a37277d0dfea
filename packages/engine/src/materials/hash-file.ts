import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const stepBytes = 1024 * 1024;

/**
 * SHA-256 of a file as lower-case hex. Read through one buffer: a stream takes a fresh one each time, and some 60 MiB of
 * them lie about before V8 collects them. Throws what the file system throws, or the signal's reason.
 */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(stepBytes);
  const file = await open(path);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, stepBytes);
      if (bytesRead === 0) {
        return hash.digest('hex');
      }
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
