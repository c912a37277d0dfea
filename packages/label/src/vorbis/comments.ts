/** Comments as Vorbis, Opus and FLAC hold them: who wrote the file, then entries `NAME=value`. */
export interface Comments {
  vendor: Uint8Array;
  entries: Uint8Array[];
  /** What follows the entries: a framing bit, or padding that a program keeps. */
  rest: Uint8Array;
}

const mostEntries = 100_000;

/** Reads comments; undefined where they are damaged. */
export function readComments(bytes: Uint8Array): Comments | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (): Uint8Array | undefined => {
    if (at + 4 > bytes.length) {
      return undefined;
    }
    const end = at + 4 + view.getUint32(at, true);
    if (end > bytes.length) {
      return undefined;
    }
    const text = bytes.subarray(at + 4, end);
    at = end;
    return text;
  };
  const vendor = take();
  if (vendor === undefined || at + 4 > bytes.length) {
    return undefined;
  }
  const count = view.getUint32(at, true);
  at += 4;
  const entries: Uint8Array[] = [];
  if (count > mostEntries) {
    return undefined;
  }
  for (let index = 0; index < count; index += 1) {
    const entry = take();
    if (entry === undefined) {
      return undefined;
    }
    entries.push(entry);
  }
  return { vendor, entries, rest: bytes.subarray(at) };
}

/** The labels among comments. Names are read without regard to case, as the format says. */
export function labelsOfComments({ entries }: Comments): string[] {
  return entries.flatMap((entry) => {
    const text = new TextDecoder().decode(entry);
    return isLabelEntry(text) ? [text.slice(5)] : [];
  });
}

/** The comments with exactly this label. */
export function setCommentLabel(comments: Comments, json: string): Uint8Array {
  const kept = comments.entries.filter((entry) => !isLabelEntry(new TextDecoder().decode(entry.subarray(0, 5))));
  const entries = [...kept, new TextEncoder().encode(`AIGC=${json}`)];
  const withLength = (bytes: Uint8Array) => [u32(bytes.length), bytes];
  return Buffer.concat([
    ...withLength(comments.vendor),
    u32(entries.length),
    ...entries.flatMap(withLength),
    comments.rest,
  ]);
}

function isLabelEntry(text: string): boolean {
  return /^AIGC=/i.test(text);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
