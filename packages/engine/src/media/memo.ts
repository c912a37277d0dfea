/** Remembers what was made, up to a size; what was used longest ago goes first. */
export interface Memo<T> {
  /** The value under a key, made once, also when asked for several times at once. A failure is not remembered. */
  get(key: string, make: () => Promise<T>): Promise<T>;
}

/** A memo of at most `mostBytes`; a value larger than that is given out and not kept. */
export function createMemo<T>(mostBytes: number, sizeOf: (value: T) => number): Memo<T> {
  const kept = new Map<string, { value: T; bytes: number }>();
  const underWay = new Map<string, Promise<T>>();
  let total = 0;
  const keep = (key: string, value: T) => {
    const bytes = sizeOf(value);
    if (bytes > mostBytes) {
      return;
    }
    kept.set(key, { value, bytes });
    total += bytes;
    // A Map gives its keys in the order in which they came.
    for (const [oldest, { bytes: freed }] of kept) {
      if (total <= mostBytes) {
        break;
      }
      kept.delete(oldest);
      total -= freed;
    }
  };
  return {
    get: (key, make) => {
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return Promise.resolve(known.value);
      }
      const started = underWay.get(key);
      if (started !== undefined) {
        return started;
      }
      const making = make()
        .then((value) => {
          keep(key, value);
          return value;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
  };
}
