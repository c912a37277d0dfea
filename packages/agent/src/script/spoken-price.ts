import type { Language } from '@clipo/contract';

const spokenUnits: Record<Language, Readonly<Record<string, string>>> = {
  'zh-CN': { CNY: '元', USD: '美元', EUR: '欧元', GBP: '英镑', JPY: '日元', HKD: '港元', TWD: '新台币' },
  en: { CNY: 'yuan', USD: 'dollars', EUR: 'euros', GBP: 'pounds', JPY: 'yen', HKD: 'Hong Kong dollars' },
};

/** A sum as it is said: `89.00 CNY` is 89元 and 89 yuan. Needless zeros go, nothing is rounded. */
export function spokenPrice(amount: string, currency: string, language: Language): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const cents = /[1-9]/.test(fraction) ? `.${fraction.replace(/0+$/, '')}` : '';
  const number = `${whole.replace(/^0+(?=\d)/, '')}${cents}`;
  const unit = spokenUnits[language][currency] ?? currencyName(currency, language);
  return language === 'zh-CN' ? `${number}${unit}` : `${number} ${unit}`;
}

function currencyName(currency: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: 'currency' }).of(currency) ?? currency;
}
