import { asciiBytes, type Box, fourCharacters, makeBox, splitBoxes, u32Bytes, viewOf } from './box.ts';

/** One entry of a metadata list, with its `data` boxes as they stand. */
export interface MetaItem {
  /** The key's name (`AIGC`), the four characters of an iTunes item (`©nam`), or the name of a free-form one. */
  name: string;
  /** Where the name comes from: a `keys` box or the item's own type. */
  from: 'keys' | 'type';
  /** Namespace of the key; `mdta` but for rare files. */
  namespace: string;
  data: readonly Box[];
}

/** A `meta` box taken apart. */
export interface MetaList {
  /** `mdta`, `mdir` or another handler. */
  handler: string;
  items: MetaItem[];
  isBroken: boolean;
}

/**
 * Takes a `meta` box apart, both as ISO's FullBox (FFmpeg) and as QuickTime's plain box (mediabunny with
 * `metadataFormat: 'mdta'`), with a `keys` list or without.
 */
export function readMetaList(body: Uint8Array): MetaList {
  const isPlain = body.length >= 8 && fourCharacters(body, 4) === 'hdlr';
  const { boxes, isBroken } = splitBoxes(body.subarray(isPlain ? 0 : Math.min(4, body.length)));
  const bodyOf = (type: string) => boxes.find((box) => box.type === type)?.body ?? new Uint8Array();
  const hdlr = bodyOf('hdlr');
  const handler = hdlr.length >= 12 ? fourCharacters(hdlr, 8) : '';
  const keys = readKeys(bodyOf('keys'));
  const lists = boxes.filter((box) => box.type === 'ilst').map((box) => splitBoxes(box.body));
  return {
    handler,
    items: lists.flatMap((list) => list.boxes.map((item) => readItem(item, keys))),
    isBroken: isBroken || lists.some((list) => list.isBroken),
  };
}

function readKeys(body: Uint8Array): { namespace: string; name: string }[] {
  // Version and flags, count; then entries in the shape of boxes: size, namespace, name. The count is not believed.
  return splitBoxes(body.subarray(Math.min(8, body.length))).boxes.map((entry) => ({
    namespace: entry.type,
    name: new TextDecoder().decode(entry.body),
  }));
}

function readItem(item: Box, keys: readonly { namespace: string; name: string }[]): MetaItem {
  const children = splitBoxes(item.body).boxes;
  const data = children.filter((box) => box.type === 'data');
  const key = keys[viewOf(item.bytes).getUint32(4) - 1];
  if (key !== undefined) {
    return { ...key, from: 'keys', data };
  }
  // Free-form iTunes items: `mean` and `name` are FullBoxes that hold text.
  const freeName = item.type === '----' ? children.find((box) => box.type === 'name') : undefined;
  const name = freeName === undefined ? item.type : new TextDecoder().decode(freeName.body.subarray(4));
  return { name, from: 'type', namespace: 'mdta', data };
}

/** The value of a `data` box: after type and locale, text in UTF-8. */
export function textOfData(data: Box): string {
  return new TextDecoder().decode(data.body.subarray(Math.min(8, data.body.length)));
}

/** A text item under a key. */
export function textItem(name: string, text: string): MetaItem {
  const bytes = makeBox('data', u32Bytes(1, 0), new TextEncoder().encode(text));
  return { name, from: 'keys', namespace: 'mdta', data: [{ type: 'data', bytes, body: bytes.subarray(8) }] };
}

/**
 * The body of a `meta` box with a `keys` list, byte for byte as FFmpeg lays it out under `-movflags use_metadata_tags`:
 * version and flags, `hdlr` mdta, `keys`, `ilst`.
 */
export function makeMetaBody(items: readonly MetaItem[]): Uint8Array {
  const keys = items.map((item) => makeBox(item.namespace, new TextEncoder().encode(item.name)));
  const values = items.map((item, index) => makeBox(index + 1, ...item.data.map((data) => data.bytes)));
  const boxes = [
    makeBox('hdlr', u32Bytes(0, 0), asciiBytes('mdta'), u32Bytes(0, 0, 0), new Uint8Array(1)),
    makeBox('keys', u32Bytes(0, items.length), ...keys),
    makeBox('ilst', ...values),
  ];
  return makeBox('meta', u32Bytes(0), ...boxes).subarray(8);
}

// What FFmpeg calls the iTunes items when it writes keys.
const keyNames: Readonly<Record<string, string>> = {
  '©nam': 'title',
  '©ART': 'artist',
  aART: 'album_artist',
  '©alb': 'album',
  '©cmt': 'comment',
  '©gen': 'genre',
  '©day': 'date',
  '©too': 'encoder',
  '©lyr': 'lyrics',
  '©wrt': 'composer',
  '©grp': 'grouping',
  cprt: 'copyright',
  desc: 'description',
};

/** An iTunes item as a keyed one, so that titles and covers survive when the list gets keys for the label. */
export function keyedItem(item: MetaItem): MetaItem {
  return item.from === 'keys' ? item : { ...item, from: 'keys', name: keyNames[item.name] ?? item.name };
}
