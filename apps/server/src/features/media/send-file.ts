import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ClipoError } from '@clipo/contract';

const wholeBytes = 4 * 1024 * 1024;

/**
 * Answers a file of the cache, whole. What stands at its address never changes.
 * @throws ClipoError no_such_thing
 */
export async function sendFile(path: string, type: string): Promise<Response> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new ClipoError('no_such_thing', 'the file is gone', { details: { kind: 'file', id: type } });
  }
  const headers = {
    'content-type': type,
    'content-length': String(found.size),
    'cache-control': 'private, max-age=86400, immutable',
  };
  const body =
    found.size <= wholeBytes
      ? new Uint8Array(await readFile(path))
      : (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>);
  return new Response(body, { headers });
}
