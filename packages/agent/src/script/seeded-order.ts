/**
 * A number in 0 … 2³²−1 that depends on the seed and the keys alone (FNV-1a with a final mix). Stateless, so that a
 * choice made in one place never shifts the choices made in another.
 */
export function seededRank(seed: number, ...keys: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of keys.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The items in an order that the seed decides; `salt` tells one use of the seed from another. */
export function seededOrder<T>(items: readonly T[], seed: number, salt: string): T[] {
  return items
    .map((item, index) => ({ item, index, rank: seededRank(seed, salt, index) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}
