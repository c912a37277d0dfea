/** Picture formats that are told apart by their first bytes, never by the file's ending. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'bmp' | 'tiff' | 'jxl' | 'heic' | 'svg';

/** The picture format that a file begins with, or null where it is none of them. `head`: its first 64 bytes or more. */
export function sniffImage(head: Uint8Array): ImageFormat | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) {
    return 'png';
  }
  if (text.startsWith('\xff\xd8\xff')) {
    return 'jpeg';
  }
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') {
    return 'webp';
  }
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) {
    return 'gif';
  }
  // "BM" alone is too weak a sign: the reserved bytes must be 0 and the header one of the known sizes.
  if (text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0' && bitmapHeaders.includes(text.charCodeAt(14))) {
    return 'bmp';
  }
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) {
    return 'tiff';
  }
  if (text.startsWith('\xff\x0a') || text.startsWith('\0\0\0\x0cJXL \r\n\x87\n')) {
    return 'jxl';
  }
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s.test(text)) {
    return 'svg';
  }
  return text.slice(4, 8) === 'ftyp' ? isoImage(text) : null;
}

const bitmapHeaders = [12, 40, 52, 56, 64, 108, 124];

function isoImage(text: string): ImageFormat | null {
  const brands = text.slice(8, 64);
  if (/^(avif|avis)/.test(brands)) {
    return 'avif';
  }
  if (/^(heic|heix|heim|heis|hevc|hevx)/.test(brands)) {
    return 'heic';
  }
  return /^(mif1|msf1)/.test(brands) ? (brands.includes('avif') ? 'avif' : 'heic') : null;
}
