import { checkTerms } from '../copy/check-terms.ts';
import { foldText, heldPhrase } from '../script/fold-text.ts';
import type { Claim, Wording } from '../script/wording.ts';
import { numeralValue } from './han-numerals.ts';

/** What a model's line may not do, in words for the warning; undefined where it may stand. */
export function faultOfLine(text: string, wording: Wording, must: readonly string[]): string | undefined {
  const forbidden = heldPhrase(text, wording.mustNotSay);
  if (forbidden !== undefined) {
    return `it says "${forbidden}", which must not be said`;
  }
  const allowed = allowedTexts(wording);
  // What the seller's own texts say is the seller's to prove; they were warned of it where it was read.
  const finding = checkTerms(text, wording.language).find(
    ({ term }) => !allowed.some((known) => foldText(known).includes(foldText(term))),
  );
  if (finding !== undefined) {
    return `"${finding.term}" is a wording that advertising rules forbid (${finding.rule}; ${finding.why})`;
  }
  const numbers = new Set(allowed.flatMap(numbersIn));
  const invented = numbersIn(text).find((number) => !numbers.has(number));
  if (invented !== undefined) {
    return `the number ${invented} is in no listed fact`;
  }
  const missing = must.find((phrase) => heldPhrase(text, [phrase]) === undefined);
  return missing === undefined ? undefined : `it does not say "${missing}"`;
}

/** The facts that a line states: those whose numbers, or whose words, it holds. */
export function claimsOfLine(text: string, wording: Wording): Claim[] {
  const numbers = new Set(numbersIn(text));
  const folded = foldText(text);
  return [...wording.facts, ...wording.points].filter((claim) => {
    const own = numbersIn(claim.text);
    return folded.includes(foldText(claim.text)) || (own.length > 0 && own.every((number) => numbers.has(number)));
  });
}

function allowedTexts(wording: Wording): string[] {
  return [
    ...wording.points.map(({ text }) => text),
    ...wording.facts.map(({ text }) => text),
    ...wording.mustSay,
    wording.fullName,
    wording.price ?? '',
    wording.original?.text ?? '',
    wording.brand ?? '',
  ];
}

const hanNumber =
  /[零〇一二两三四五六七八九十百千万亿]+(?=[个]?(?:小时|分钟|秒|天|年|月|周|元|块|克|斤|公斤|毫升|升|度|摄氏度|倍|折|万|米|厘米|毫米|瓦|次|成|级|人|家|位))|[零〇一二两三四五六七八九十百千万亿]{2,}|百分之[零〇一二两三四五六七八九十百]+/gu;
const englishNumber =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|double|twice|triple)\b/giu;
/** Said of anything, and no claim: 一下, one look, 两眼. */
const harmless = new Set(['1', '一下', '一一', '千万', '万一', '十分', '百', '万']);

/** Numbers of a text in one form: 6, 62, 50000. Words for numbers count where they measure something. */
function numbersIn(text: string): string[] {
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
