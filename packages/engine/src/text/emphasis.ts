import type { Ruler } from './measure.ts';

/** A stretch of a text that is set off: larger by `scale`, whole on one line. Offsets are UTF-16. */
export interface Emphasis {
  start: number;
  end: number;
  scale: number;
}

/** Figures grow more than words: digits have no descenders and stand low. */
const figureScale = 1.28;
const wordScale = 1.1;

/** An amount: figures with their currency before or their unit behind. The unit is a word and does not grow. */
const amount =
  /(?<figure>(?:[¥￥$€£₩]|US\$|HK\$)\s?\d[\d.,:]*|\d[\d.,:]*(?:\s?[-–~～×x/]\s?\d[\d.,]*)*(?:\s?(?:%|％|℃|℉|°[CF]|折))?)(?<unit>\s?(?:[多余]?(?:个月|小时|分钟|秒钟|毫升|毫米|厘米|公里|公斤|千克|毫克|平方米|平米|英寸|块钱|[万亿千百]?[元块角分年月日天周秒克斤吨升米寸度岁层次只支瓶杯盒袋包件条套台款个位人倍成种片粒颗张双对把步招])|(?:ml|mL|ML|L|kg|KG|g|mg|cm|mm|m|km|W|V|A|mAh|Hz|GB|TB|oz|lbs?|in|ft|hours?|hrs?|minutes?|mins?|seconds?|days?|weeks?|months?|years?|times|pcs|pieces|grams?|degrees?)(?![A-Za-z])))?/gu;

/**
 * What of a text is set off: amounts (their figures larger) and the given words, the longest first. Sorted, without
 * overlaps. Texts with right-to-left letters have none, as their order on screen is not that of the text. Pure.
 */
export function emphasisIn(text: string, words: readonly string[]): Emphasis[] {
  if (hasRightToLeft(text)) {
    return [];
  }
  const found: Emphasis[] = [];
  const add = (start: number, end: number, scale: number) => {
    if (end > start && !found.some((other) => start < other.end && other.start < end)) {
      found.push({ start, end, scale });
    }
  };
  const lower = text.toLowerCase();
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const wanted = word.trim().toLowerCase();
    // Lower case may be longer than upper case in a few scripts: offsets would be wrong there.
    if (wanted === '' || lower.length !== text.length) {
      continue;
    }
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      if (isWholeWord(text, at, at + wanted.length)) {
        add(at, at + wanted.length, wordScale);
      }
    }
  }
  for (const match of text.matchAll(amount)) {
    const figure = match.groups?.figure ?? '';
    const unit = match.groups?.unit;
    const isAmount = unit !== undefined || /[^\d.,:\-–~～×x/\s]/u.test(figure);
    const end = match.index + figure.length;
    if (isAmount && !/[\dA-Za-z]/u.test(text[match.index - 1] ?? '')) {
      add(match.index, end, figureScale);
      add(end, end + (unit?.length ?? 0), 1);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Offsets at which no line or page may end: inside what is set off, and between figures and their unit. */
export function isHeld(emphasis: readonly Emphasis[], offset: number): boolean {
  return emphasis.some(
    ({ start, end }, index) =>
      (offset > start && offset < end) || (offset === start && emphasis[index - 1]?.end === start),
  );
}

/** A ruler that counts what is set off as large as it is drawn. */
export function emphaticRuler(ruler: Ruler, words: readonly string[]): Ruler {
  return {
    width: (text) => widthTo(ruler, text, emphasisIn(text, words), text.length),
    ink(text) {
      const plain = ruler.ink(text);
      const larger = emphasisIn(text, words).filter(({ scale }) => scale > 1);
      return larger.reduce((ink, { start, end, scale }) => {
        const part = text.slice(start, end);
        const own = ruler.ink(part);
        return {
          ascent: Math.max(ink.ascent, own.ascent * scale),
          descent: Math.max(ink.descent, own.descent * scale),
          left: start === 0 ? Math.max(ink.left, own.left * scale) : ink.left,
          right: ink.right + ruler.width(part) * (scale - 1),
        };
      }, plain);
    },
  };
}

/** Width in em of a text's beginning up to an offset, with what is set off in it. */
export function widthTo(ruler: Ruler, text: string, emphasis: readonly Emphasis[], offset: number): number {
  return emphasis
    .filter(({ start, scale }) => start < offset && scale !== 1)
    .reduce(
      (width, { start, end, scale }) => width + ruler.width(text.slice(start, Math.min(end, offset))) * (scale - 1),
      ruler.width(text.slice(0, offset)),
    );
}

/** Whether any letter of a text runs from right to left. */
export function hasRightToLeft(text: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);
}

/** Latin words are not found inside longer ones. */
function isWholeWord(text: string, start: number, end: number): boolean {
  const isInside = (offset: number) => /[A-Za-z0-9]{2}/u.test(text.slice(Math.max(0, offset - 1), offset + 1));
  return !isInside(start) && !isInside(end);
}
