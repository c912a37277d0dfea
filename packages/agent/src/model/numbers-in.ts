import { numeralValue } from './han-numerals.ts';

const hanNumber =
  /[零〇一二两三四五六七八九十百千万亿]+(?=[个]?(?:小时|分钟|秒|天|年|月|周|元|块|克|斤|公斤|毫升|升|度|摄氏度|倍|折|万|米|厘米|毫米|瓦|次|成|级|人|家|位))|[零〇一二两三四五六七八九十百千万亿]{2,}|百分之[零〇一二两三四五六七八九十百]+/gu;
const englishNumber =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|double|twice|triple)\b/giu;
/** Said of anything, and no claim: 一下, one look, 两眼. */
const harmless = new Set(['1', '一下', '一一', '千万', '万一', '十分', '百', '万']);

/** Numbers of a text in one form: 6, 62, 50000. Words for numbers count where they measure something. */
export function numbersIn(text: string): string[] {
  const digits = [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([number]) =>
    number
      .replaceAll(',', '')
      .replace(/^0+(?=\d)/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  );
  const han = [...text.matchAll(hanNumber)].flatMap(([word]) => (harmless.has(word) ? [] : [numeralValue(word)]));
  const english = [...text.matchAll(englishNumber)].map(
    ([word]) => englishValue[word.toLowerCase()] ?? word.toLowerCase(),
  );
  return [...digits, ...han, ...english].filter((number) => !harmless.has(number));
}

const englishValue: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
  million: '1000000',
};
