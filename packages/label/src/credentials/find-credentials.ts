import type { ByteSource } from '../byte-source.ts';
import { listSegments } from '../jpeg/segments.ts';
import { listBoxes } from '../mp4/read-mp4.ts';
import { listChunks as listPngChunks } from '../png/read-png.ts';
import type { LabelReading } from '../read-labels.ts';
import { listChunks as listRiffChunks } from '../riff/chunks.ts';

/** D8FEC3D6-1B0E-483C-9297-5828877EC481: the box of C2PA in files of the MP4 family. */
const c2paUuid = [0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81];
/** JPEG's APP11, which holds boxes of JPEG universal metadata. */
const app11 = 0xeb;

/**
 * The media type of a file that can carry content credentials here (MP4, MOV, M4A, JPEG, PNG, WebP), and whether it does:
 * by its structure alone, so that the library is loaded for those files only. Undefined for all other kinds.
 */
export async function findCredentials(
  source: ByteSource,
  kind: LabelReading['kind'],
): Promise<{ mimeType: string; isThere: boolean } | undefined> {
  switch (kind) {
    case 'mp4': {
      const brand = String.fromCharCode(...(await source.read(8, 4)));
      const mimeType = brand === 'qt  ' ? 'video/quicktime' : /^M4A/.test(brand) ? 'audio/mp4' : 'video/mp4';
      const boxes = (await listBoxes(source, 0, source.sizeBytes, [])).filter(({ type }) => type === 'uuid');
      const ids = await Promise.all(boxes.map(({ bodyStart }) => source.read(bodyStart, c2paUuid.length)));
      return { mimeType, isThere: ids.some((id) => c2paUuid.every((byte, index) => id[index] === byte)) };
    }
    case 'png': {
      const chunks = await listPngChunks(source, []);
      return { mimeType: 'image/png', isThere: chunks.some(({ type }) => type === 'caBX') };
    }
    case 'jpeg': {
      const segments = (await listSegments(source, [])).filter(({ marker }) => marker === app11);
      const heads = await Promise.all(segments.map(({ dataStart }) => source.read(dataStart, 2)));
      return { mimeType: 'image/jpeg', isThere: heads.some(([first, second]) => first === 0x4a && second === 0x50) };
    }
    case 'webp': {
      const { chunks } = await listRiffChunks(source, []);
      return { mimeType: 'image/webp', isThere: chunks.some(({ id }) => id === 'C2PA') };
    }
    default:
      return undefined;
  }
}
