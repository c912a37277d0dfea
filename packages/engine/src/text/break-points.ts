import { loadDefaultSimplifiedChineseParser } from 'budoux';
import LineBreaker from 'linebreak';

/** A place where a line may end. `offset` is UTF-16; the line ends before it. `cost` says how much it hurts there. */
export interface BreakPoint {
  offset: number;
  cost: number;
  /** After a line feed: the line must end here. */
  isForced: boolean;
}

/** Cost of parting a number from the word that it counts. */
const numberCost = 0.4;

// GB/T 15834 and common kinsoku: what may not begin a line, and what may not end one.
const notAtStart = new Set('、。，．！？：；,.!?:;)]}）】〕〉》」』〗〙”’…‥—～~%％‰℃℉°′″·・々〻ー゛゜');
const notAtEnd = new Set('([{（【〔〈《「『〖〘“‘¥￥$€£₩₹＃#@№');

const currency = '[¥￥$€£₩₹฿₫₽]|(?:US|HK|NT|A|C|R|S)\\$|RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|KRW|SGD|AUD|CAD';
const amount = '\\d[\\d.,:]*(?:\\s?[-–~～×x*/至到]\\s?\\d[\\d.,:]*)*';
const hanUnit =
  '(?:[多余]?(?:个月|小时|分钟|毫升|毫米|厘米|公里|公斤|千克|毫克|平方米|平方|平米|摄氏度|英寸|块钱|[万亿千百]?[元块角分折年月日号天周时点秒克斤两吨升米寸度岁层次只支瓶杯盒袋包件条套台款个位人倍成档级种片粒颗张双对根把本页集期届楼室枚组份道步招]|[万亿千百]))';
const latinUnit =
  '(?:%|％|‰|℃|℉|°[CF]?|″|′|"|(?:[kKMGTmµnc]?(?:L|l|g|m|W|Wh|Hz|B|Pa|A|Ah|V|s)|mAh|oz|fl|lbs?|in|ft|cm|mm|ml|ML|mL|kg|KG|km|min|mins?|hrs?|hours?|days?|weeks?|months?|years?|pcs?|pack|px|K|k|D|G|dB|rpm|cc|mg)(?![a-zA-Z]))';
/** Stretches that stay on one line: amounts with their currency and unit, and compounds such as USB-C or A4. */
const unbreakable = new RegExp(
  [
    `(?:(?:${currency})\\s?)?${amount}\\s?(?:${hanUnit}|${latinUnit}|${currency})`,
    `(?:${currency})\\s?${amount}`,
    `第\\s?${amount}`,
    amount,
    '[A-Za-z0-9]{1,3}-[A-Za-z0-9]+|[A-Za-z0-9]+-[A-Za-z0-9]{1,3}(?![A-Za-z0-9])',
  ].join('|'),
  'gu',
);

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const words = new Intl.Segmenter('zh', { granularity: 'word' });
let phrases: ReturnType<typeof loadDefaultSimplifiedChineseParser> | undefined;

/**
 * Where a text may be broken into lines: UAX #14, less what kinsoku and amounts forbid, each with a cost. Phrases by
 * BudouX are kept together where it can be had. The text's end is the last break point, and forced.
 */
export function breakPoints(text: string): BreakPoint[] {
  const clusters = clusterStarts(text);
  const held = heldOffsets(text);
  const phraseStarts = phraseOffsets(text);
  const bracketed = bracketedOffsets(text);
  const cost = (offset: number) => costOf(text, offset, phraseStarts) + (bracketed.has(offset) ? 0.2 : 0);
  const points = new Map<number, BreakPoint>();
  const breaker = new LineBreaker(text);
  for (let found = breaker.nextBreak(); found !== null; found = breaker.nextBreak()) {
    const { position } = found;
    const isForced = position >= text.length || text[position - 1] === '\n';
    if (isForced || (clusters.has(position) && !held.has(position) && isAllowed(text, position))) {
      points.set(position, { offset: position, cost: isForced ? 0 : cost(position), isForced });
    }
  }
  for (const offset of quoteOffsets(text)) {
    if (!points.has(offset) && !held.has(offset)) {
      points.set(offset, { offset, cost: cost(offset), isForced: false });
    }
  }
  return [...points.values()].sort((a, b) => a.offset - b.offset);
}

/** Break points between all characters: the last resort for a word that is wider than its box. */
export function anywhereBreakPoints(text: string): BreakPoint[] {
  const wanted = new Map(breakPoints(text).map((point) => [point.offset, point]));
  const starts = [...clusterStarts(text), text.length].filter((offset) => offset > 0);
  return starts.map((offset) => wanted.get(offset) ?? { offset, cost: 3, isForced: false });
}

/** UTF-16 offsets at which a visible character begins. */
export function clusterStarts(text: string): Set<number> {
  return new Set([...graphemes.segment(text)].map((segment) => segment.index));
}

function isAllowed(text: string, offset: number): boolean {
  const before = charBefore(text, offset);
  const after = charAt(text, offset);
  return !notAtStart.has(after) && !notAtEnd.has(before);
}

/** The cost of ending a line before `offset`; below 0 where a clause ends there anyway. */
function costOf(text: string, offset: number, phraseStarts: ReadonlySet<number>): number {
  const before = charBefore(text.slice(0, offset).trimEnd(), Number.POSITIVE_INFINITY);
  const after = charAt(text, offset);
  if (/[。！？!?；;]/u.test(before)) {
    return -0.3;
  }
  if (/[，,：:—…]/u.test(before)) {
    return -0.2;
  }
  if (/[、）】》」』”]/u.test(before) || /[（【《「『“]/u.test(after)) {
    return -0.05;
  }
  if (/\s/u.test(charBefore(text, offset))) {
    // A number stays with the word that it counts, if that is possible.
    if (/[\d.]/u.test(before) && /\p{L}/u.test(after)) {
      return numberCost;
    }
    // Between hanzi and an amount a blank only sets off the amount; between words it is where lines end.
    return isHan(before) || isHan(after) ? 0.15 : 0;
  }
  const isHanPair = isHan(before) && isHan(after);
  if (isHanPair) {
    return phraseStarts.has(offset) ? 0.15 : 0.5;
  }
  if (/[\dA-Za-z]/u.test(before) && isHan(after)) {
    return 0.45;
  }
  if (before === '-' || before === '/') {
    return 0.3;
  }
  return phraseStarts.has(offset) ? 0.15 : 0.3;
}

function heldOffsets(text: string): Set<number> {
  const held = new Set<number>();
  for (const match of text.matchAll(unbreakable)) {
    for (let offset = match.index + 1; offset < match.index + match[0].length; offset += 1) {
      held.add(offset);
    }
  }
  return held;
}

/** Words of one letter that lean on what follows: 一按即开 is not parted behind its 一. */
const leaning = new Set('一不没再就都也还很太最更只才又把被给从在对向和与或跟让使每各这那第');

/** Where a phrase begins by BudouX and a word by ICU's dictionary: each alone takes 不锈钢 or 怎么 apart at times. */
function phraseOffsets(text: string): Set<number> {
  if (!/\p{Script=Han}/u.test(text)) {
    return new Set();
  }
  phrases ??= loadDefaultSimplifiedChineseParser();
  const endings = new Map([...words.segment(text)].map(({ index, segment }) => [index + segment.length, segment]));
  return new Set(
    phrases.parseBoundaries(text).filter((offset) => endings.has(offset) && !leaning.has(endings.get(offset) ?? '')),
  );
}

/** Offsets inside brackets and quotes, which rather stay in one piece. */
function bracketedOffsets(text: string): Set<number> {
  const inside = new Set<number>();
  for (const match of text.matchAll(/[（(《「『“【][^（(《「『“【）)》」』”】]{1,12}[）)》」』”】]/gu)) {
    for (let offset = match.index + 1; offset < match.index + match[0].length; offset += 1) {
      inside.add(offset);
    }
  }
  return inside;
}

/** UAX #14 never breaks beside curly quotes; beside hanzi their side is known, so it may. */
function quoteOffsets(text: string): number[] {
  const offsets: number[] = [];
  for (const match of text.matchAll(/(?<=[\p{Script=Han}。，！？；：、])[“‘]|(?<=[”’])(?=\p{Script=Han})/gu)) {
    offsets.push(match.index);
  }
  return offsets;
}

function isHan(char: string): boolean {
  return /\p{Script=Han}/u.test(char);
}

function charAt(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function charBefore(text: string, offset: number): string {
  return Array.from(text.slice(Math.max(0, Math.min(offset, text.length) - 2), offset)).at(-1) ?? '';
}
