import type { CounterLayer } from '@clipo/contract';

/** A number as a counter shows it, without its unit: 12000 is `12000`, `12,000`, `1.2` (万) or `12` (k). */
export function shownNumber(
  value: number,
  { notation, decimals }: Pick<CounterLayer, 'notation' | 'decimals'>,
): string {
  const scale = { plain: 1, grouped: 1, wan: 10_000, k: 1000 }[notation];
  const [whole = '0', rest] = (value / scale).toFixed(decimals).split('.');
  const grouped = notation === 'plain' ? whole : whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}
