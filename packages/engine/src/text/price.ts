/** A price cut into what is set large and what is set small. Empty strings where a part is missing. */
export interface PriceParts {
  before: string;
  whole: string;
  decimals: string;
  after: string;
}

/**
 * Cuts a price as shown ("¥89.00", "€1.299,00", "US$5", "89.9元起") into currency, whole, decimals and what follows.
 * A price without digits is all `whole`. Pure; joined again, the parts give the text without its blanks.
 */
export function pricePartsOf(text: string): PriceParts {
  const found = /^(\D*)(\d[\d.,'\u00a0\u202f ]*\d|\d)(.*)$/u.exec(text.trim());
  if (found === null) {
    return { before: '', whole: text.trim(), decimals: '', after: '' };
  }
  const [, before = '', amount = '', after = ''] = found;
  // One or two digits behind the last mark are decimals; three are thousands.
  const split = /^(.*\d)([.,]\d{1,2})$/u.exec(amount);
  return {
    before: before.trim(),
    whole: split?.[1] ?? amount,
    decimals: split?.[2] ?? '',
    after: after.trim(),
  };
}
