/** Values of AMF0, as far as FLV's metadata holds them. Offsets lie in the tag's data. */
const marker = {
  number: 0,
  boolean: 1,
  text: 2,
  object: 3,
  nothing: 5,
  undefined: 6,
  list: 8,
  end: 9,
  array: 10,
  date: 11,
  longText: 12,
};
const mostDepth = 16;
const mostProperties = 100_000;

/** A property of `onMetaData`: its name, and where it begins (at the name's length), holds its value and ends. */
export interface Property {
  name: string;
  start: number;
  valueStart: number;
  end: number;
}

/** The properties of `onMetaData`, the first of them at `start`, the end mark at `end`. */
export interface MetaData {
  properties: Property[];
  /** Where the number of properties stands, if the value is a list with one. */
  countAt: number | undefined;
  start: number;
  end: number;
}

/** Reads the data of a script tag; undefined where it is no `onMetaData`, or damaged. */
export function readMetaData(bytes: Uint8Array): MetaData | undefined {
  const name = readText(bytes, 1);
  const at = name?.end ?? 0;
  const kind = bytes[at];
  if (bytes[0] !== marker.text || name?.text !== 'onMetaData' || (kind !== marker.list && kind !== marker.object)) {
    return undefined;
  }
  const start = at + (kind === marker.list ? 5 : 1);
  const properties = readProperties(bytes, start, 0);
  return (
    properties && {
      properties,
      countAt: kind === marker.list ? at + 1 : undefined,
      start,
      end: properties.at(-1)?.end ?? start,
    }
  );
}

/** The text of a property; undefined where it is none. */
export function textOf(bytes: Uint8Array, { valueStart, end }: Property): string | undefined {
  switch (bytes[valueStart]) {
    case marker.text:
      return new TextDecoder().decode(bytes.subarray(valueStart + 3, end));
    case marker.longText:
      return new TextDecoder().decode(bytes.subarray(valueStart + 5, end));
    default:
      return undefined;
  }
}

/** A property with a text, shorter than 64 KiB. */
export function makeTextProperty(name: string, text: string): Uint8Array {
  const [nameBytes, textBytes] = [new TextEncoder().encode(name), new TextEncoder().encode(text)];
  return Buffer.concat([
    u16(nameBytes.length),
    nameBytes,
    Uint8Array.of(marker.text),
    u16(textBytes.length),
    textBytes,
  ]);
}

/** Where the numbers of `keyframes.filepositions` stand: places in the file that move with what stands before them. */
export function filePositions(bytes: Uint8Array, { properties }: MetaData): number[] {
  const keyframes = properties.find(({ name }) => name === 'keyframes');
  const isObject = keyframes !== undefined && bytes[keyframes.valueStart] === marker.object;
  const inner = isObject ? readProperties(bytes, keyframes.valueStart + 1, 1) : undefined;
  const positions = inner?.find(({ name }) => name === 'filepositions');
  if (positions === undefined || bytes[positions.valueStart] !== marker.array) {
    return [];
  }
  const places: number[] = [];
  for (let at = positions.valueStart + 5; at + 9 <= positions.end && bytes[at] === marker.number; at += 9) {
    places.push(at + 1);
  }
  return places;
}

function readProperties(bytes: Uint8Array, start: number, depth: number): Property[] | undefined {
  const properties: Property[] = [];
  let at = start;
  while (properties.length < mostProperties) {
    const name = readText(bytes, at);
    if (name === undefined) {
      return undefined;
    }
    if (name.text === '' && bytes[name.end] === marker.end) {
      return properties;
    }
    const end = endOfValue(bytes, name.end, depth);
    if (end === undefined) {
      return undefined;
    }
    properties.push({ name: name.text, start: at, valueStart: name.end, end });
    at = end;
  }
  return undefined;
}

/** The end of a value that begins at its marker; undefined where it is damaged or of a kind that is not known. */
function endOfValue(bytes: Uint8Array, at: number, depth: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const within = (end: number) => (end <= bytes.length ? end : undefined);
  const long = () => (at + 5 <= bytes.length ? view.getUint32(at + 1) : Number.POSITIVE_INFINITY);
  switch (bytes[at]) {
    case marker.number:
      return within(at + 9);
    case marker.boolean:
      return within(at + 2);
    case marker.text:
      return readText(bytes, at + 1)?.end;
    case marker.longText:
      return within(at + 5 + long());
    case marker.nothing:
    case marker.undefined:
      return at + 1;
    case marker.date:
      return within(at + 11);
    case marker.object:
    case marker.list: {
      const start = at + (bytes[at] === marker.list ? 5 : 1);
      const inner = depth < mostDepth ? readProperties(bytes, start, depth + 1) : undefined;
      // After the last property come an empty name and the end mark.
      return inner && within((inner.at(-1)?.end ?? start) + 3);
    }
    case marker.array: {
      let end: number | undefined = at + 5;
      for (let left = Math.min(long(), bytes.length); left > 0 && end !== undefined; left -= 1) {
        end = depth < mostDepth ? endOfValue(bytes, end, depth + 1) : undefined;
      }
      return end;
    }
    default:
      return undefined;
  }
}

function readText(bytes: Uint8Array, at: number): { text: string; end: number } | undefined {
  const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return at + 2 > bytes.length || end > bytes.length
    ? undefined
    : { text: new TextDecoder().decode(bytes.subarray(at + 2, end)), end };
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
