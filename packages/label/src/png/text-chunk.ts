import { inflateSync } from 'node:zlib';

/** The keyword under which PNG holds an XMP packet. */
export const xmpKeyword = 'XML:com.adobe.xmp';
/** Text that inflates to more than this is no label. */
const mostTextBytes = 4 * 1024 * 1024;

/** A textual chunk of a PNG file. `text` is undefined where it can't be read. */
export interface TextChunk {
  keyword: string;
  text: string | undefined;
}

/** Reads a tEXt, zTXt or iTXt chunk's data; undefined for any other chunk. Never throws. */
export function readTextChunk(type: string, data: Uint8Array): TextChunk | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') {
    return undefined;
  }
  const zero = data.indexOf(0);
  if (zero < 0) {
    return { keyword: '', text: undefined };
  }
  const keyword = new TextDecoder('latin1').decode(data.subarray(0, zero));
  const rest = data.subarray(zero + 1);
  switch (type) {
    case 'tEXt':
      return { keyword, text: new TextDecoder('latin1').decode(rest) };
    case 'zTXt':
      return { keyword, text: inflated(rest.subarray(1), 'latin1') };
    case 'iTXt': {
      // Compression flag and method, language, translated keyword, text.
      const languageEnd = rest.indexOf(0, 2);
      const keywordEnd = languageEnd < 0 ? -1 : rest.indexOf(0, languageEnd + 1);
      if (keywordEnd < 0) {
        return { keyword, text: undefined };
      }
      const value = rest.subarray(keywordEnd + 1);
      return { keyword, text: rest[0] === 0 ? new TextDecoder().decode(value) : inflated(value, 'utf-8') };
    }
  }
}

/** The data of an uncompressed iTXt chunk without language. */
export function makeInternationalText(keyword: string, text: string): Uint8Array {
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
}

function inflated(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding).decode(inflateSync(bytes, { maxOutputLength: mostTextBytes }));
  } catch {
    return undefined;
  }
}
