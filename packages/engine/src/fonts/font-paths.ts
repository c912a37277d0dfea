import { join } from 'node:path';

/** Where the font with this content lies, ready to be drawn with. */
export function fontPath(folder: string, sha256: string): string {
  return join(folder, `${sha256}.sfnt`);
}

/** Where workers find the brand's own fonts of a video. */
export function fontPaths({ fonts = [] }: { fonts?: readonly string[] }, folder: string): string[] {
  return fonts.map((id) => fontPath(folder, id));
}
