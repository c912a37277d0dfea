import type { TimedWord } from './timeline.ts';

/** Hanzi that say nothing alone and lead to what follows: adverbs, verbs of aid, prepositions, conjunctions. */
const leadingHan =
  /^[都也就还又再很太最更才只不没在是有把被给让和与或从到对向跟比为以而且能可会要将这那每各第约超近达含带所之请别真好多]+$/u;
/** Hanzi that belong to what stands before: particles, directions and measures. */
const trailingHan = /^[的地得了着过吗呢吧啊呀嘛哦么们里上下中内外后前时间起来去款个只件次度级种]$/u;
/** English words that say nothing alone; each leads to the next. */
const leadingLatin =
  /^(?:an?|the|and|or|but|of|to|in|on|at|by|for|from|with|as|is|are|was|it|its|it's|be|do|so|no|not|if|my|your|our|their|his|her|this|that|these|those|very|just|only|too|up|than|then|into|over)$/iu;
const figure = /^[¥￥$€£]?\d[\d.,:]*$/u;
const unit =
  /^(?:%|％|℃|℉|[元块角克斤升米年月日天周秒岁倍层片个次台件只瓶杯盒袋]|小时|分钟|个月|毫升|毫米|厘米|公斤|千克|ml|l|kg|g|mg|mm|cm|m|km|w|v|mah|gb|oz|lbs?|in|ft|hours?|hrs?|minutes?|mins?|seconds?|days?|weeks?|months?|years?|times|pieces|grams?|degrees?)$/iu;

/** What is lit at once is a glance: so many letters at most. */
const mostLetters = { han: 6, latin: 16 } as const;

/**
 * Joins words that carry no meaning alone (都, 净, the) and units (6 hours) with the word that they belong to, so that
 * what is lit while it is spoken is always a whole meaningful word. Never across the end of a clause. `names` (the brand)
 * are words too, whatever a dictionary makes of them. Pure.
 */
export function meaningfulWords(words: readonly TimedWord[], names: readonly string[] = []): TimedWord[] {
  const whole: TimedWord[] = [];
  for (const word of withNames(words, names)) {
    const before = whole.at(-1);
    if (before !== undefined && mayJoin(before, word) && isOne(before, word)) {
      whole[whole.length - 1] = join(before, word);
    } else {
      whole.push(word);
    }
  }
  // From the end, so that the word nearest to the meaning is the first to join it.
  let joined: TimedWord[] = [];
  for (const word of whole.reverse()) {
    const [after, ...rest] = joined;
    if (after === undefined || word.isClauseEnd) {
      joined = [word, ...joined];
    } else if (leads(word) && mayJoin(word, after)) {
      joined = [join(word, after), ...rest];
    } else if (leads(after) && mayJoin(word, after)) {
      // It leads to nothing: its clause ends, or what follows is too long to be lit with it.
      joined = [join(word, after), ...rest];
    } else {
      joined = [word, ...joined];
    }
  }
  return joined;
}

/** Joins the words that make up a name: 澄|光. */
function withNames(words: readonly TimedWord[], names: readonly string[]): TimedWord[] {
  const joined: TimedWord[] = [];
  for (let index = 0; index < words.length; ) {
    let name = words[index] as TimedWord;
    let next = index + 1;
    while (next < words.length && !names.includes(bare(name.text)) && names.some((one) => one.startsWith(name.text))) {
      name = join(name, words[next] as TimedWord);
      next += 1;
    }
    const isName = names.includes(bare(name.text));
    joined.push(isName ? name : (words[index] as TimedWord));
    index = isName ? next : index + 1;
  }
  return joined;
}

/** Two parts of one word, which the cutting of words took apart: 净|重, 好|了, 268|克. */
function isOne(before: TimedWord, word: TimedWord): boolean {
  const [left, right] = [bare(before.text), bare(word.text)];
  const areHalves = [left, right].every((part) => /^\p{Script=Han}$/u.test(part) && !leadingHan.test(part));
  return areHalves || trailingHan.test(right) || (figure.test(left) && unit.test(right));
}

/** Whether a word needs the next one: function words, and a lone hanzi, which is seldom a word. */
function leads({ text }: TimedWord): boolean {
  const own = bare(text);
  return (
    leadingHan.test(own) || own.split(' ').every((part) => leadingLatin.test(part)) || /^\p{Script=Han}$/u.test(own)
  );
}

/** Whether two neighbours are of one clause and together still a glance. */
function mayJoin(before: TimedWord, word: TimedWord): boolean {
  const { text } = join(before, word);
  return !before.isClauseEnd && text.length <= (/\p{Script=Han}/u.test(text) ? mostLetters.han : mostLetters.latin);
}

function join(before: TimedWord, word: TimedWord): TimedWord {
  return { ...word, text: before.text + (before.spaceAfter ? ' ' : '') + word.text, startFrame: before.startFrame };
}

/** Without the marks around it. */
function bare(text: string): string {
  return text.replace(/^[\p{P}\s]+|(?!%)[\p{P}\s]+$/gu, '');
}
