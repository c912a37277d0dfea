const encoder = new TextEncoder();

/**
 * The payload of an ISO `meta` box (version and flags, `mdta` handler, `keys`, `ilst`) with exactly the given keys:
 * FFmpeg's own layout, which ffprobe, mediainfo and strict readers take. mediabunny's `mdta` writes a QuickTime box
 * without version and flags, which mediainfo passes over.
 */
export function metadataPayload(tags: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(tags);
  const keys = entries.map(([key]) => box(encoder.encode('mdta'), encoder.encode(key)));
  const values = entries.map(([, value], index) =>
    // Type 1 is UTF-8; the locale is 0. An item's name is the position of its key, from 1.
    box(uint32(index + 1), box(encoder.encode('data'), uint32(1), uint32(0), encoder.encode(value))),
  );
  return join([
    uint32(0),
    box(encoder.encode('hdlr'), uint32(0), uint32(0), encoder.encode('mdta'), new Uint8Array(13)),
    box(encoder.encode('keys'), uint32(0), uint32(entries.length), ...keys),
    box(encoder.encode('ilst'), ...values),
  ]);
}

function box(type: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([uint32(body.length + 8), type, body]);
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
