/**
 * Cohen's kappa: how far two judges agree beyond what chance would bring. 1 always, 0 as by chance, below 0 less.
 * @returns null where nothing was judged twice, or where chance alone would agree always (all were judged alike)
 */
export function cohensKappa<T>(pairs: readonly { first: T; second: T }[]): number | null {
  if (pairs.length === 0) {
    return null;
  }
  const share = (is: (pair: { first: T; second: T }) => boolean) => pairs.filter(is).length / pairs.length;
  const judgements = new Set(pairs.flatMap(({ first, second }) => [first, second]));
  const agreed = share(({ first, second }) => first === second);
  const byChance = [...judgements].reduce(
    (sum, one) => sum + share(({ first }) => first === one) * share(({ second }) => second === one),
    0,
  );
  return byChance === 1 ? null : (agreed - byChance) / (1 - byChance);
}
