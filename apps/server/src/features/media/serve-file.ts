import { Readable } from 'node:stream';
import { ClipoError } from '@clipo/contract';
import { answerFile } from '../../http/send-file.ts';
import { rangeOf } from '../../media/byte-range.ts';
import type { MediaStore } from '../../media/media-store.ts';

/** A file as it is answered. */
export interface ServedFile {
  hash: string;
  type: string;
  name: string;
  use: 'inline' | 'attachment';
}

/** Types that a browser may show; all others are saved. */
const shown = /^(?:image\/(?:png|jpeg|webp|gif|avif|bmp)|video\/|audio\/)/;

/**
 * Answers a file, or the part of it that a `Range` header asks for. It never changes under its address, so that browsers
 * keep it.
 * @throws ClipoError `no_such_thing`, `range_unsatisfiable`
 */
export async function serveFile(
  media: MediaStore,
  request: Request,
  { hash, type, name, use }: ServedFile,
): Promise<Response> {
  const sizeBytes = await media.sizeOf(hash);
  if (sizeBytes === undefined) {
    throw new ClipoError('no_such_thing', `no file ${hash}`, { details: { kind: 'file', id: hash } });
  }
  const tag = `"${hash}"`;
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const headers: Record<string, string> = {
    etag: tag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600, immutable',
    'content-type': type,
    'content-disposition': `${shown.test(type) ? use : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
    // Whatever a file holds, a browser that opens it runs nothing.
    'content-security-policy':
      "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
  };
  if (request.headers.get('if-none-match')?.includes(tag)) {
    return new Response(null, { status: 304, headers });
  }
  const condition = request.headers.get('if-range');
  const wanted = condition === null || condition === tag ? request.headers.get('range') : null;
  const range = rangeOf(wanted ?? undefined, sizeBytes);
  const length = range === undefined ? sizeBytes : range.end - range.start + 1;
  headers['content-length'] = String(length);
  if (range !== undefined) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${sizeBytes}`;
  }
  const status = range === undefined ? 200 : 206;
  if (request.method === 'HEAD' || length === 0) {
    return new Response(null, { status, headers });
  }
  if (media.kind === 'folder') {
    const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
    return answerFile({ path: await media.localFile(hash), start, end }, { status, headers });
  }
  return new Response(Readable.toWeb(await media.read(hash, range)) as ReadableStream<Uint8Array>, { status, headers });
}
