import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { readBytes } from './read-json.ts';

/** A scan or a picture that proves something. */
export interface Scan {
  file: Buffer;
  mediaType: 'image/png' | 'image/jpeg' | 'application/pdf';
  sha256: string;
}

/** Scans are small: what is larger is a book. */
export const mostScanBytes = 5 * 1024 * 1024;

export const scanTypes = ['image/png', 'image/jpeg', 'application/pdf'] as const;

/** How files of each kind begin. */
const beginnings = [
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
] as const;

/** Reads a scan: what it is tells its first bytes, not its name. @throws ClipoError `too_large`, `unsupported_type` */
export async function readScan(request: Request, name: string): Promise<Scan> {
  const file = await readBytes(request, mostScanBytes);
  const mediaType = beginnings.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte))?.mediaType;
  if (mediaType === undefined) {
    throw new ClipoError('unsupported_type', 'neither PNG, JPEG nor PDF', {
      details: { type: name, allowed: 'PNG, JPEG, PDF' },
    });
  }
  return { file, mediaType, sha256: createHash('sha256').update(file).digest('hex') };
}

/** Gives a scan back, as a download: a PDF of a stranger's is not opened under the service's own name. */
export function scanAnswer({ file, mediaType, name }: { file: Buffer; mediaType: string; name: string }): Response {
  const headers = {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="proof"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  };
  return new Response(new Uint8Array(file), { headers });
}
