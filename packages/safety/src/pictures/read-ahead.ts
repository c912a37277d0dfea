/**
 * Passes things on in their order, asked for before their turn comes: whoever makes them works on while one is looked at.
 * @param most how many may wait; memory holds as many
 */
export async function* readAhead<T>(things: AsyncIterable<T> | Iterable<T>, most: number): AsyncGenerator<T> {
  const source = flow(things);
  const coming: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = source.next();
    // Who gave up looking does not hear of it any more.
    next.catch(() => undefined);
    coming.push(next);
  };
  try {
    for (let count = 0; count < most; count += 1) {
      ask();
    }
    for (let next = await coming.shift(); next !== undefined && next.done !== true; next = await coming.shift()) {
      ask();
      yield next.value;
    }
  } finally {
    await source.return(undefined);
  }
}

async function* flow<T>(things: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* things;
}
