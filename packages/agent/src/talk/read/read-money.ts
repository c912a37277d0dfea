import { numberOf } from './numbers.ts';
import type { ReadBrief } from './read-brief.ts';
import type { SaidText } from './said-text.ts';

const signs: readonly (readonly [RegExp, string])[] = [
  [/^(?:us\$|\$|usd|美元|美金|刀|dollars?|bucks)$/i, 'USD'],
  [/^(?:€|eur|欧元|euros?)$/i, 'EUR'],
  [/^(?:£|gbp|英镑|pounds?)$/i, 'GBP'],
  [/^(?:hk\$|hkd|港币|港元)$/i, 'HKD'],
  [/^(?:jpy|日元|yen)$/i, 'JPY'],
  [/^(?:¥|￥|rmb|cny|yuan|元|块钱|块|人民币)$/i, 'CNY'],
];
const sign = String.raw`(?:US\$|HK\$|\$|€|£|¥|￥|USD|EUR|GBP|CNY|RMB)`;
const unit = String.raw`(?:元|块钱|块|人民币|美元|美金|刀|欧元|英镑|港币|港元|日元|dollars?|bucks|euros?|pounds?|yuan|yen|USD|EUR|GBP|CNY|RMB)`;
const figure = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?`;
const words = String.raw`[一二两三四五六七八九十百千]{1,7}`;
/** `19块9` and `十九块九`, `¥ 1,299`, `24.90 euros`, `89元`. */
const sum = String.raw`(?:(${sign})\s*(${figure})|(${figure}|${words})\s*块([\d一二三四五六七八九])(?![\d\p{L}]{2})|(${figure}|${words})\s*(${unit})(?![a-z]))`;
const bare = String.raw`(?:${sum}|(${figure})(?![\d.]*\s*[%％小分秒度级毫公千升克片粒寸条个]))`;
const before = String.raw`(?:原价|原来(?:卖)?|日常价|平时(?:卖)?|市场价|划线价|吊牌价|之前(?:卖)?|was|were|originally|list price|regular(?:ly)?(?: price)?|before|down from|instead of|used to (?:be|cost))`;
const now = String.raw`(?:现在(?:只要|只卖|卖)?|现价|活动价|到手价|优惠价|券后价?|折后价?|促销价|直播价|价格|售价|定价|单价|价钱|只要|仅售|仅需|卖价|卖|price|prices?|cost|costs|sells? for|sold for|retails? (?:for|at)|on sale for|now|at|for|only|just)`;
const joint = String.raw`\s*(?:[:：]|是|为|就是|of|is|are|at|only|just)?\s*`;

/** Reads the price and the price before. */
export function readMoney(said: SaidText, read: ReadBrief, isAsked: boolean): void {
  said.take(new RegExp(`${before}${joint}${bare}`, 'iu'), ([, ...groups]) => {
    const amount = amountOf(groups);
    if (amount === undefined || read.original !== undefined) {
      return false;
    }
    read.original = amount.amount;
    return true;
  });
  const take = (pattern: RegExp) =>
    said.take(pattern, ([, ...groups]) => {
      const price = amountOf(groups);
      if (price === undefined || read.price !== undefined) {
        return false;
      }
      read.price = price;
      return true;
    });
  take(new RegExp(`${now}${joint}${sum}`, 'iu'));
  take(new RegExp(`(?:现在只?卖|\\p{Script=Han}{0,3}(?<!原|日常|市场)价格?|price)${joint}${bare}`, 'iu'));
  take(
    new RegExp(
      `(?:[一每两]\\s*[个件盒瓶袋套双支台把份箱]\\s*)?(?<![\\d.,])${sum}(?:\\s*(?:一|每|/|a |each|per )?\\s*(?:个|件|盒|瓶|袋|套|双|支|台|把|piece|each|pair))?`,
      'iu',
    ),
  );
  // "39.9两盒": what costs so much, and how many one gets for it.
  take(
    new RegExp(`(?<![\\d.\\p{L}])()()()()()()(${figure})[一两三二]\\s*(?:个|盒|瓶|袋|件|包|斤|双|套|支)(?![\\d])`, 'u'),
  );
  if (isAsked && read.price === undefined) {
    take(new RegExp(`(?<![\\d.])()()()()()()(${figure})(?![\\d.]*\\s*(?:条|秒|个|%))`, 'u'));
    if (read.price === undefined) {
      take(new RegExp(`^()()()()()()(${words})$`, 'u'));
    }
  }
}

/** The sum in the groups of `sum` or `bare`; undefined where there is none, or it is no price. */
function amountOf(groups: readonly (string | undefined)[]): { amount: string; currency: string } | undefined {
  const [symbol, signed, whole, tenth, counted, name, plain] = groups;
  const given = signed || whole || counted || plain;
  if (given === undefined || given === '') {
    return undefined;
  }
  const base = /^[\d.,]+$/.test(given) ? given.replaceAll(',', '') : String(numberOf(given) ?? '');
  if (base === '' || Number(base) === 0) {
    return undefined;
  }
  const decimal = whole && tenth ? `.${numberOf(tenth) ?? 0}` : '';
  const mark = symbol || name;
  const currency = signs.find(([pattern]) => mark && pattern.test(mark))?.[1] ?? 'CNY';
  return { amount: `${base}${decimal}`, currency };
}
