import type { Language } from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import { numbersIn } from '../model/numbers-in.ts';
import { joinSentences, sentencesOf, unitsOf } from './copy-sentences.ts';
import { copyWords } from './copy-words.ts';
import { type CopyScore, type ScoreOptions, scoreCopy, scoreHook } from './score-copy.ts';

export const copyChanges = [
  'greeting_cut',
  'filler_cut',
  'term_replaced',
  'praise_dropped',
  'sentence_split',
  'hook_moved',
  'cta_added',
] as const;
export type CopyChangeCode = (typeof copyChanges)[number];

/** One thing that was done: what stood there and what stands there now (an empty text where it went). */
export interface CopyChange {
  code: CopyChangeCode;
  before: string;
  after: string;
}

export interface ImprovedCopy {
  text: string;
  changes: CopyChange[];
  before: CopyScore;
  after: CopyScore;
}

interface Draft {
  sentences: string[];
  changes: CopyChange[];
}

const longSentence: Record<Language, number> = { 'zh-CN': 24, en: 18 };
/** A sentence leads in place of the first only where it is clearly the stronger opening. */
const leadMargin = 15;
const addedCall: Record<Language, string> = { 'zh-CN': '喜欢就点下方看看。', en: 'Tap below to see it.' };

/**
 * Improves a person's own text by rule, with no model: takes out greetings and padding, replaces forbidden terms, splits
 * long sentences, brings the strongest sentence to the front and closes with a call to action. Nothing is claimed that
 * the text did not claim, no number is lost or made (save one that is part of a forbidden term), and a text that would
 * not score higher comes back as it was. Deterministic; improving the result again changes nothing that matters.
 */
export function improveCopy(text: string, options: ScoreOptions): ImprovedCopy {
  const { language } = options;
  const before = scoreCopy(text, options);
  const draft: Draft = { sentences: sentencesOf(text), changes: [] };
  for (const step of [replaceTerms, cutGreeting, cutFillers, splitLong, dropPraise, bringForward, addCall]) {
    step(draft, language);
  }
  const improved = joinSentences(draft.sentences, language);
  const after = scoreCopy(improved, options);
  return after.score > before.score || after.terms.length < before.terms.length
    ? { text: improved, changes: draft.changes, before, after }
    : { text, changes: [], before, after: before };
}

function replaceTerms(draft: Draft, language: Language): void {
  draft.sentences = draft.sentences.map((sentence) => {
    let mended = sentence;
    // From the end, so that the offsets before stay true.
    for (const { start, end, term, rewrite } of checkTerms(sentence, language).reverse()) {
      if (rewrite === null) {
        continue;
      }
      const head = mended
        .slice(0, start)
        .replace(/(?:全国|全网|全球|史上|历史上|行业|世界|中国|国内)(?:上|内|里)?$/u, '');
      const tail = mended.slice(end);
      const fitted = language === 'en' ? withArticle(rewrite, head, tail) : { head, rewrite };
      mended = tidy(`${fitted.head}${fitted.rewrite}${tail}`, language);
      draft.changes.push({ code: 'term_replaced', before: term, after: fitted.rewrite });
    }
    return mended;
  });
}

/** "the best shoes" is "good shoes", "an ultimate gift" is "a good gift", "the perfect gift" is "a good gift". */
function withArticle(rewrite: string, head: string, tail: string): { head: string; rewrite: string } {
  const noun = /^((?:\s+(?!for\b|in\b|of\b|on\b|with\b|you\b|to\b|that\b|ever\b|and\b|is\b|are\b)[\p{L}'-]+)+)/u
    .exec(tail)?.[1]
    ?.trim();
  const last = noun?.split(/\s+/).at(-1) ?? '';
  const isPlural = /[^s]s$/.test(last);
  const bare = rewrite.replace(/^a /, '');
  const article = /\b(?:the|an?)\s+$/i.exec(head)?.[0];
  if (article === undefined) {
    return { head, rewrite: isPlural || noun === undefined ? bare : rewrite };
  }
  const before = head.slice(0, head.length - article.length);
  const isAdjective = /^(?:a good|good|different|strong|fast|safe|fairly priced)$/.test(rewrite);
  if (!isAdjective) {
    return { head, rewrite };
  }
  return { head: before, rewrite: isPlural ? bare : `a ${bare}` };
}

function cutGreeting(draft: Draft, language: Language): void {
  const [first, ...rest] = draft.sentences;
  const greeting = first === undefined ? undefined : copyWords[language].greeting.exec(first)?.[0];
  if (first === undefined || greeting === undefined || numbersIn(greeting).length > 0) {
    return;
  }
  const left = tidy(first.slice(greeting.length), language);
  const sentences = unitsOf(left, language) < 2 ? rest : [left, ...rest];
  if (sentences.length > 0) {
    draft.sentences = sentences;
    draft.changes.push({ code: 'greeting_cut', before: greeting.trim(), after: '' });
  }
}

function cutFillers(draft: Draft, language: Language): void {
  draft.sentences = draft.sentences.map((sentence) => {
    let mended = sentence;
    for (const [pattern, replacement] of copyWords[language].fillers) {
      for (const [word] of sentence.matchAll(pattern)) {
        draft.changes.push({ code: 'filler_cut', before: word.trim(), after: replacement.replace('$1', '') });
      }
      mended = mended.replace(pattern, replacement);
    }
    return tidy(mended, language);
  });
}

/** A sentence of praise alone says nothing; it goes where others are left. */
function dropPraise(draft: Draft, language: Language): void {
  const words = copyWords[language];
  const kept = draft.sentences.filter((sentence) => {
    const praise = sentence.match(words.hype);
    const isAir =
      praise !== null &&
      numbersIn(sentence).length === 0 &&
      !words.callToAction.test(sentence) &&
      unitsOf(sentence, language) - unitsOf(praise.join(' '), language) <= (language === 'en' ? 5 : 7);
    if (isAir) {
      draft.changes.push({ code: 'praise_dropped', before: sentence, after: '' });
    }
    return !isAir;
  });
  if (kept.length >= 2) {
    draft.sentences = kept;
  } else {
    draft.changes = draft.changes.filter(({ code }) => code !== 'praise_dropped');
  }
}

function splitLong(draft: Draft, language: Language): void {
  draft.sentences = draft.sentences.flatMap((sentence) => {
    const halves = split(sentence, language);
    if (halves.length > 1) {
      draft.changes.push({ code: 'sentence_split', before: sentence, after: joinSentences(halves, language) });
    }
    return halves;
  });
}

function split(sentence: string, language: Language): string[] {
  if (unitsOf(sentence, language) <= longSentence[language]) {
    return [sentence];
  }
  const joint =
    language === 'zh-CN'
      ? /[，,；;](?:而且|并且|同时|另外|然后|此外|还有)?/gu
      : /(?:,|;) (?:and |but |so |plus |also )?|(?<=[\p{L}\d]) (?:and it |but it |and you )/giu;
  // Halves of "if … then" and "because … so" stay together.
  const isBound =
    language === 'zh-CN'
      ? /^(?:因为|虽然|如果|只要|当|不管|无论|要是|不仅|不但)/u
      : /^(?:if|when|because|although|while|since|not only)\b/iu;
  const options = [...sentence.matchAll(joint)]
    .map((match) => {
      const head = sentence.slice(0, match.index);
      const glue = /(?:it|you) $/i.exec(match[0])?.[0] ?? '';
      return { head, tail: glue + sentence.slice(match.index + match[0].length) };
    })
    .filter(
      ({ head, tail }) =>
        unitsOf(head, language) >= (language === 'en' ? 4 : 5) &&
        unitsOf(tail, language) >= (language === 'en' ? 4 : 5) &&
        !isBound.test(head) &&
        !/\d$/.test(head),
    )
    .sort((a, b) => Math.abs(a.head.length - a.tail.length) - Math.abs(b.head.length - b.tail.length));
  const best = options[0];
  if (best === undefined) {
    return [sentence];
  }
  const closed = language === 'zh-CN' ? `${best.head}。` : `${best.head}.`;
  const opened = language === 'zh-CN' ? best.tail : best.tail.charAt(0).toUpperCase() + best.tail.slice(1);
  return [...split(closed, language), ...split(opened, language)];
}

function bringForward(draft: Draft, language: Language): void {
  const [first, ...rest] = draft.sentences;
  const words = copyWords[language];
  if (first === undefined) {
    return;
  }
  const leaders = rest
    .filter((sentence) => !words.leansBack.test(sentence) && !words.callToAction.test(sentence))
    .map((sentence) => ({ sentence, strength: scoreHook(sentence, language) }))
    .sort((a, b) => b.strength - a.strength);
  const leader = leaders[0];
  // What follows a moved sentence must not lean on it.
  const next = leader === undefined ? undefined : draft.sentences[draft.sentences.indexOf(leader.sentence) + 1];
  if (
    leader !== undefined &&
    leader.strength >= scoreHook(first, language) + leadMargin &&
    (next === undefined || !words.leansBack.test(next))
  ) {
    draft.sentences = [leader.sentence, ...draft.sentences.filter((sentence) => sentence !== leader.sentence)];
    draft.changes.push({ code: 'hook_moved', before: first, after: leader.sentence });
  }
}

function addCall(draft: Draft, language: Language): void {
  if (!draft.sentences.some((sentence) => copyWords[language].callToAction.test(sentence))) {
    const last = draft.sentences.at(-1);
    if (last !== undefined && !/[。！？.!?]$/u.test(last)) {
      draft.sentences = [...draft.sentences.slice(0, -1), `${last}${language === 'en' ? '.' : '。'}`];
    }
    draft.sentences = [...draft.sentences, addedCall[language]];
    draft.changes.push({ code: 'cta_added', before: '', after: addedCall[language] });
  }
}

/** Marks and spaces as they stand after words went out. */
function tidy(text: string, language: Language): string {
  const neat = text
    .replace(/\s{2,}/g, ' ')
    .replace(/\s+([,.!?;:])/g, '$1')
    .replace(/[，,]\s*(?=[，,。！？.!?])/gu, '')
    .replace(/^[\s，,、：:；;。.]+/u, '')
    .trim();
  return language === 'en' ? neat.charAt(0).toUpperCase() + neat.slice(1) : neat;
}
