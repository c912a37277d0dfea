/**
 * Whether a picture file holds more than one picture: a moving GIF, PNG, WebP or AVIF. Read from the headers alone, so that
 * nothing has to be decoded to refuse it.
 */
export function isMovingPicture(bytes: Uint8Array): boolean {
  const text = (start: number, end: number) => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const head = text(0, 16);
  if (head.startsWith('\x89PNG')) {
    // The chunk that says so stands before the first picture data.
    const before = text(0, Math.min(bytes.length, 256 * 1024));
    const data = before.indexOf('IDAT');
    return before.slice(0, data < 0 ? before.length : data).includes('acTL');
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') {
    return text(12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;
  }
  if (head.startsWith('GIF8')) {
    return countGifPictures(bytes) > 1;
  }
  return head.slice(4, 12) === 'ftypavis';
}

/** Pictures of a GIF, counted up to two by walking its blocks. */
function countGifPictures(bytes: Uint8Array): number {
  const byte = (at: number) => bytes[at] ?? 0;
  const tableSize = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const afterSubBlocks = (start: number) => {
    let at = start;
    while (at < bytes.length && byte(at) !== 0) {
      at += byte(at) + 1;
    }
    return at + 1;
  };
  let count = 0;
  let at = 13 + tableSize(byte(10));
  while (at < bytes.length && count < 2) {
    if (byte(at) === 0x21) {
      at = afterSubBlocks(at + 2);
    } else if (byte(at) === 0x2c) {
      count++;
      at = afterSubBlocks(at + 10 + tableSize(byte(at + 9)) + 1);
    } else {
      break;
    }
  }
  return count;
}
