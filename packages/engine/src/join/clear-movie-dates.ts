/** Boxes on the way to the headers that carry dates. */
const containers = new Set(['moov', 'trak', 'mdia']);
const dated = new Set(['mvhd', 'tkhd', 'mdhd']);

/**
 * Sets creation and modification time of an MP4's movie, tracks and media to 0 (unknown), in place: the same inputs
 * must give the same file, and the label records who made it, not the clock.
 */
export function clearMovieDates(file: Uint8Array): void {
  clearIn(new DataView(file.buffer, file.byteOffset, file.byteLength), 0, file.byteLength);
}

function clearIn(view: DataView, start: number, end: number): void {
  let at = start;
  while (at + 8 <= end) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    if (containers.has(type)) {
      clearIn(view, at + 8, at + size);
    } else if (dated.has(type)) {
      // Version 1 has 64-bit dates. Both follow version and flags.
      const length = view.getUint8(at + 8) === 1 ? 16 : 8;
      new Uint8Array(view.buffer, view.byteOffset + at + 12, length).fill(0);
    }
    // Size 0 runs to the end, 1 means a 64-bit size: only media data has either, and it holds no dates.
    if (size < 8) {
      return;
    }
    at += size;
  }
}
