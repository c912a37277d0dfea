/** Tags of EXIF that lead to the comment, and the comment's own. */
const exifPointer = 0x8769;
const userComment = 0x9286;
const mostEntries = 1000;

/** A comment inside an EXIF segment: its text (without the code of its character set) and where the bytes lie. */
export interface UserComment {
  text: string;
  start: number;
  end: number;
}

/**
 * The UserComment of EXIF data, which guide annex B of TC260 knows as a place for labels. `data` begins with `Exif\0\0`.
 * Undefined where there is none, or where the data is damaged.
 */
export function findUserComment(data: Uint8Array): UserComment | undefined {
  const base = 6;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < base + 8 || String.fromCharCode(...data.subarray(0, 6)) !== 'Exif\0\0') {
    return undefined;
  }
  const isLittle = view.getUint16(base) === 0x4949;
  const entryOf = (directory: number, tag: number): number | undefined => {
    if (directory < 8 || base + directory + 2 > data.length) {
      return undefined;
    }
    const count = Math.min(mostEntries, view.getUint16(base + directory, isLittle));
    for (let index = 0; index < count; index += 1) {
      const at = base + directory + 2 + index * 12;
      if (at + 12 > data.length) {
        return undefined;
      }
      if (view.getUint16(at, isLittle) === tag) {
        return at;
      }
    }
    return undefined;
  };
  const pointer = entryOf(view.getUint32(base + 4, isLittle), exifPointer);
  const entry = pointer === undefined ? undefined : entryOf(view.getUint32(pointer + 8, isLittle), userComment);
  if (entry === undefined) {
    return undefined;
  }
  const length = view.getUint32(entry + 4, isLittle);
  const start = base + view.getUint32(entry + 8, isLittle) + 8;
  const end = start - 8 + length;
  if (length <= 8 || end > data.length) {
    return undefined;
  }
  const code = String.fromCharCode(...data.subarray(start - 8, start));
  const bytes = data.subarray(start, end);
  const text = code.startsWith('UNICODE')
    ? new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes)
    : new TextDecoder().decode(bytes);
  return { text: text.replace(/\0+$/, '').trim(), start, end };
}

/** Whether a comment is a label, as annex B writes it: `{"AIGC": {…}}`. */
export function isLabelComment(text: string): boolean {
  return /^\{\s*"AIGC"\s*:/.test(text);
}
