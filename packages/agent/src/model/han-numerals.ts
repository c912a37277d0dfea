const digitValue: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const placeValue: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const groupValue: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** A Chinese numeral in digits: 二百六十八 → 268, 五万 → 50000. Text without a numeral comes back as it is. */
export function numeralValue(text: string): string {
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  let isNumeral = false;
  for (const character of text) {
    const value = digitValue[character];
    const place = placeValue[character];
    const unit = groupValue[character];
    if (value !== undefined) {
      digit = value;
    } else if (place !== undefined) {
      group += (digit ?? 1) * place;
      digit = undefined;
    } else if (unit !== undefined) {
      total += Math.max(1, group + (digit ?? 0)) * unit;
      group = 0;
      digit = undefined;
    } else {
      continue;
    }
    isNumeral = true;
  }
  return isNumeral ? String(total + group + (digit ?? 0)) : text;
}
