import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'media');

/**
 * JPEGs of round shapes in the colours of skin, drawn by a program and harmless: networks that look for indecency take
 * them for something else, surely or perhaps. They try what happens to people whose pictures a machine gets wrong.
 */
export function shapesTakenFor(what: 'indecent' | 'doubtful'): Promise<Buffer> {
  return readFile(join(folder, `shapes-taken-for-${what}.jpg`));
}
