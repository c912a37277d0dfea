const zhDigits: Readonly<Record<string, number>> = {
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
const zhUnits: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const enNumbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  hundred: 100,
  'a dozen': 12,
  'one dozen': 12,
  'two dozen': 24,
  'half a dozen': 6,
  'a hundred': 100,
  'one hundred': 100,
  'a couple of': 2,
};

/** A whole number as it is typed or said, in either language: `12`, `十二`, `两`, `twelve`, `a dozen`. */
export const wholeNumber = String.raw`(?:\d{1,4}|[一二两三四五六七八九十百千零〇]{1,7}|(?:half a|one|two|a) dozen|(?:a|one) hundred|a couple of|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)(?![a-z]))`;

/** The value of what `wholeNumber` matched; undefined where the words make no number. */
export function numberOf(said: string): number | undefined {
  const text = said.trim().toLowerCase().replaceAll(',', '');
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  return enNumbers[text] ?? chineseNumber(text);
}

function chineseNumber(text: string): number | undefined {
  let sum = 0;
  let digit: number | undefined;
  for (const letter of text) {
    const unit = zhUnits[letter];
    const value = zhDigits[letter];
    if (unit !== undefined) {
      sum += (digit ?? 1) * unit;
      digit = undefined;
    } else if (value !== undefined) {
      digit = (digit ?? 0) * 10 + value;
    } else {
      return undefined;
    }
  }
  return text === '' ? undefined : sum + (digit ?? 0);
}
