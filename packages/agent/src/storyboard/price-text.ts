import type { Language, Price } from '@clipo/contract';

const places = { 'zh-CN': 'zh-CN', en: 'en-US' } as const;

/** A sum as it is shown: `¥89`, `$39.90`. Whole sums lose their zeros. The sum stays decimal text throughout. */
export function shownPrice(amount: string, currency: string, language: Language): string {
  const [whole = '0', rest = ''] = amount.split('.');
  const cents = rest.replace(/0+$/, '');
  const grouped = new Intl.NumberFormat(places[language]).format(BigInt(whole));
  const symbol = symbolOf(currency, language);
  return `${symbol}${grouped}${cents === '' ? '' : `.${cents.padEnd(2, '0')}`}`;
}

function symbolOf(currency: string, language: Language): string {
  const parts = new Intl.NumberFormat(places[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  const symbol = parts.find((part) => part.type === 'currency')?.value ?? currency;
  return /^[A-Z]{3}$/.test(symbol) ? `${symbol} ` : symbol;
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
