import type { Language, Price } from '@clipo/contract';

const places = { 'zh-CN': 'zh-CN', en: 'en-US' } as const;
const sums = { 'zh-CN': new Intl.NumberFormat(places['zh-CN']), en: new Intl.NumberFormat(places.en) };
/** To make a format takes longer than to write a whole scene. */
const symbols = new Map<string, string>();

/** A sum as it is shown: `¥89`, `$39.90`. Whole sums lose their zeros. The sum stays decimal text throughout. */
export function shownPrice(amount: string, currency: string, language: Language): string {
  const [whole = '0', rest = ''] = amount.split('.');
  const cents = rest.replace(/0+$/, '');
  const grouped = sums[language].format(BigInt(whole));
  const symbol = symbolOf(currency, language);
  return `${symbol}${grouped}${cents === '' ? '' : `.${cents.padEnd(2, '0')}`}`;
}

function symbolOf(currency: string, language: Language): string {
  const key = `${language} ${currency}`;
  const known = symbols.get(key);
  if (known !== undefined) {
    return known;
  }
  const parts = new Intl.NumberFormat(places[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  const symbol = parts.find((part) => part.type === 'currency')?.value ?? currency;
  const shown = /^[A-Z]{3}$/.test(symbol) ? `${symbol} ` : symbol;
  symbols.set(key, shown);
  return shown;
}

/** What stands around the price on its card. */
export function priceCardText(
  price: Price,
  language: Language,
): { price: string; original?: string; heading: string; proof?: string } {
  const heading = { 'zh-CN': '现价', en: 'Now' }[language];
  if (price.original === undefined) {
    return { price: shownPrice(price.amount, price.currency, language), heading };
  }
  const proof =
    price.originalProof === undefined
      ? undefined
      : `${{ 'zh-CN': '原价依据：', en: 'Original price: ' }[language]}${price.originalProof}`;
  return {
    price: shownPrice(price.amount, price.currency, language),
    original: shownPrice(price.original, price.currency, language),
    heading,
    ...(proof === undefined ? {} : { proof }),
  };
}
