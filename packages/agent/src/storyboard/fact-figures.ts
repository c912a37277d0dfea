import type { Price } from '@clipo/contract';

/** A rating as a line states it. */
export interface Rating {
  value: number;
  outOf: number;
  /** As it is written: `4.8/5`. */
  label: string;
}

/** Forms in which ratings are told; a bare number is never taken for one. */
const ratings: RegExp[] = [
  /(?<value>\d(?:\.\d+)?)\s?\/\s?(?<outOf>5|10)(?![\d.]|\s?(?:的|of\b))/u,
  /(?<value>\d(?:\.\d+)?)\s?(?:stars?\s)?out of\s(?<outOf>5|10|five|ten)\b/iu,
  /(?:评分|好评分|打分)(?:高达|达到|达|是|为|有|：|:)?\s?(?<value>\d(?:\.\d+)?)\s?分?(?:[（(，,]?\s?满分\s?(?<outOf>5|10)\s?分?)?/u,
  /(?:rated|rating(?: of)?|scores?)\s(?<value>\d(?:\.\d+)?)(?:\s(?:stars?))?(?![\d%.])/iu,
  /(?<value>\d(?:\.\d+)?)\s?(?:颗星|星好评|star rating)/iu,
];

/** The rating that a line states; undefined where it states none, or more than all stars. Pure. */
export function ratingIn(text: string): Rating | undefined {
  for (const form of ratings) {
    const { value, outOf } = form.exec(text)?.groups ?? {};
    if (value === undefined) {
      continue;
    }
    const most = { five: 5, ten: 10 }[outOf?.toLowerCase() ?? ''] ?? Number(outOf ?? 5);
    const rating = { value: Number(value), outOf: most, label: `${value}/${most}` };
    // "评分9.2" without its scale may be of ten: nobody can tell, so nothing is drawn.
    return rating.value > 0 && rating.value <= most ? rating : undefined;
  }
  return undefined;
}

/** A number worth counting up to, as a counter layer takes it. */
export interface BigNumber {
  value: number;
  notation: 'plain' | 'grouped' | 'wan' | 'k';
  decimals: number;
  unit: string;
  prefix: string;
}

const bigNumber =
  /(?<![\d.A-Za-z\-–~～×x/])(?<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?<scale>万|[kK](?![A-Za-z]))?(?<more>[+＋多余]?)\s?(?<unit>人次|人|位|件|单|条|次|家|瓶|杯|双|套|台|毫升|克|毫安时|小时|天|米|度|转|(?:ml|mL|mAh|g|hours?|days?|reviews?|orders?|customers?|people|times|washes|pairs|cups|users?|minutes?|meters?|grams?)(?![A-Za-z]))/gu;

/** From here on a number is worth a count; years and the like have no unit of the list. */
const leastCounted = 100;

/** The last large number of a line, with its unit; undefined where there is none. Pure. */
export function bigNumberIn(text: string): BigNumber | undefined {
  const found = [...text.matchAll(bigNumber)].flatMap(({ groups }): BigNumber[] => {
    const { figure = '', scale, more = '', unit = '' } = groups ?? {};
    const decimals = figure.split('.')[1]?.length ?? 0;
    const factor = scale === '万' ? 10_000 : scale === undefined ? 1 : 1000;
    // Decimal text to a whole number first: 1.2万 is 12000, not 11999.99….
    const value = (Number(figure.replace(/[,.]/gu, '')) * factor) / 10 ** decimals;
    const notation = scale === '万' ? 'wan' : scale !== undefined ? 'k' : figure.includes(',') ? 'grouped' : 'plain';
    const plus = more === '' ? '' : /[多余]/u.test(more) ? more : '+';
    const isWord = /^[a-z]{3,}$/iu.test(unit);
    return [{ value, notation, decimals, unit: `${plus}${isWord ? ' ' : ''}${unit}`, prefix: '' }];
  });
  return found.filter(({ value, decimals }) => value >= leastCounted && decimals <= 3).at(-1);
}

/** Smaller reductions are not worth a badge. */
const leastPercent = 5;

/**
 * By how many whole percent a price is reduced, rounded down so that nothing is promised which is not kept; undefined
 * where there is no original price, or it is not higher, or the reduction is small. Decimal text throughout. Pure.
 */
export function discountOf(price: Pick<Price, 'amount' | 'original'> | undefined): number | undefined {
  if (price?.original === undefined) {
    return undefined;
  }
  const [now, was] = [tenThousandths(price.amount), tenThousandths(price.original)];
  if (was <= now || was === 0n) {
    return undefined;
  }
  const percent = Number(((was - now) * 100n) / was);
  return percent >= leastPercent && percent < 100 ? percent : undefined;
}

function tenThousandths(amount: string): bigint {
  const [whole = '0', rest = ''] = amount.split('.');
  return BigInt(whole) * 10_000n + BigInt(rest.padEnd(4, '0').slice(0, 4));
}
