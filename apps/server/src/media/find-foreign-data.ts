import { open, stat } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';

/** What a program other than a player would read in a file: markup and scripts. Case does not count. */
const markup = /<script[\s>]|<!doctype html|<\?php\s|<iframe[\s>]/i;
/** How a ZIP archive ends and a PDF begins. */
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const pdfHead = Buffer.from('%PDF-', 'latin1');
const stepBytes = 1024 * 1024;
const overlap = 64;

/**
 * Refuses a file that is a picture and something else as well (a page, a script, an archive): shown as what it says that
 * it is, it would be harmless, but nobody needs such a file for an advertisement.
 * @throws ClipoError `unreadable_material`
 */
export async function refuseForeignData(path: string, name: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(stepBytes + overlap);
    for (let at = 0; at < size; at += stepBytes) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      const bytes = buffer.subarray(0, bytesRead);
      const isFirst = at === 0;
      const isLast = at + bytesRead >= size;
      if (
        markup.test(bytes.toString('latin1')) ||
        (isFirst && bytes.subarray(0, 1024).includes(pdfHead)) ||
        (isLast && bytes.subarray(-70_000).includes(zipEnd))
      ) {
        const problem = 'holds a page, a script or an archive besides its picture; save it anew as JPEG or PNG';
        throw new ClipoError('unreadable_material', `${name} ${problem}`, { details: { file: name, problem } });
      }
    }
  } finally {
    await file.close();
  }
}
