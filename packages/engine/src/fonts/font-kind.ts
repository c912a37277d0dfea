/** What a font file is, by how it begins; kinds that are not taken are known by name, so that they can be told so. */
export type FontKind = 'ttf' | 'otf' | 'woff2' | 'woff' | 'collection';

const beginnings: readonly (readonly [string, FontKind])[] = [
  ['\x00\x01\x00\x00', 'ttf'],
  ['true', 'ttf'],
  ['OTTO', 'otf'],
  ['wOF2', 'woff2'],
  ['wOFF', 'woff'],
  ['ttcf', 'collection'],
];

/** The kind of a font by its first four bytes; undefined where it is none. */
export function fontKindOf(head: Uint8Array): FontKind | undefined {
  const text = String.fromCharCode(...head.subarray(0, 4));
  return beginnings.find(([beginning]) => beginning === text)?.[1];
}
