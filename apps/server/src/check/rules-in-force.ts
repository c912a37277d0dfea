import { openRules, type Rules, shippedRules, type TermFile } from '@clipo/safety';

/**
 * The rules that this process judges texts by. One place for all: whoever checks anything must not be able to check by
 * others. `watchRules` keeps it to what operators have published.
 */
let inForce: { own: string; rules: Rules } = { own: '[]', rules: shippedRules };

export function rulesInForce(): Rules {
  return inForce.rules;
}

/** From now on texts are judged by what ships and these lists. */
export function putInForce(own: readonly TermFile[]): void {
  const key = JSON.stringify(own);
  if (key !== inForce.own) {
    inForce = { own: key, rules: own.length === 0 ? shippedRules : openRules(own) };
  }
}
