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
  'clause_cut',
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
  const draft: Draft = { sentences: sentencesOf(text).map((sentence) => closed(sentence, language)), changes: [] };
  // Signs and pictures alone are nothing that a rule could better.
  if (draft.sentences.length === 0) {
    return { text, changes: [], before, after: before };
  }
  for (const step of [
    replaceTerms,
    cutForbidden,
    cutGreeting,
    cutFillers,
    splitLong,
    dropPraise,
    bringForward,
    addCall,
  ]) {
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
      // A best-seller is no good-seller: half a word is left to its writer.
      if (rewrite === null || (language === 'en' && /^-\p{L}/u.test(mended.slice(end)))) {
        continue;
      }
      const head = mended
        .slice(0, start)
        .replace(/(?:全国|全网|全球|史上|历史上|行业|世界|中国|国内)(?:上|内|里)?$/u, '');
      const tail = mended.slice(end).replace(boast, '');
      const isRank =
        /^(?:#|no|number)/iu.test(term) && /^\s+(?:doctor|dermatologist|expert|vet|rated|selling)\b/iu.test(tail);
      if (isRank || (isBare.test(rewrite) && isAlone(head, tail))) {
        mended = tidy(`${head}${isRank ? tail : tail.replace(/^[，,；;。！!.]\s*/u, '')}`, language);
        draft.changes.push({ code: 'clause_cut', before: term, after: '' });
        continue;
      }
      const fitted = language === 'en' ? withArticle(rewrite, head, tail) : { head, rewrite };
      mended = tidy(`${fitted.head}${fitted.rewrite}${tail}`, language);
      draft.changes.push(
        fitted.rewrite === ''
          ? { code: 'clause_cut', before: term, after: '' }
          : { code: 'term_replaced', before: term, after: fitted.rewrite },
      );
    }
    return mended;
  });
  dropEmpty(draft);
}

/** "the best cream in the world" is no good cream in the world. */
const boast =
  /(?<=^[\s\p{L}'-]{0,40}) (?:in the (?:whole )?(?:world|country|universe|market)|on (?:the planet|earth|the market)|of all time|ever)\b/iu;
/** Rewrites that say nothing unless they stand by what they are about. */
const isBare = /^(?:品牌|a good|good|different)$/u;

function isAlone(head: string, tail: string): boolean {
  return /(?:^|[，,；;。！!.?？])\s*$/u.test(head) && /^\s*(?:[，,；;。！!.?？]|$)/u.test(tail);
}

/** A clause that says what nobody may say, and for which there is no other word, goes where others are left. */
function cutForbidden(draft: Draft, language: Language): void {
  for (const [place, sentence] of draft.sentences.entries()) {
    const clauses = sentence.match(/[^，,；;]+(?:[，,；;]\s*|$)/gu) ?? [sentence];
    const cut = clauses.filter((clause) => {
      const terms = checkTerms(clause, language).filter(({ severity }) => severity !== 'evidence');
      const spared = terms.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), clause);
      return terms.length > 0 && numbersIn(spared).length === 0;
    });
    const isLast = cut.length === clauses.length && draft.sentences.filter((one) => one !== '').length === 1;
    if (cut.length === 0 || isLast) {
      continue;
    }
    const mark = /[。！？.!?]+$/u.exec(sentence)?.[0] ?? '';
    const kept = clauses
      .filter((clause) => !cut.includes(clause))
      .join('')
      .replace(/[，,；;。！？.!?\s]+$/u, '');
    draft.sentences[place] = kept === '' ? '' : tidy(`${kept}${mark}`, language);
    draft.changes.push(
      ...cut.map((clause) => ({ code: 'clause_cut' as const, before: tidy(clause, language), after: '' })),
    );
  }
  dropEmpty(draft);
}

function dropEmpty(draft: Draft): void {
  const kept = draft.sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  draft.sentences = kept.length > 0 ? kept : draft.sentences.slice(0, 1);
}

function closed(sentence: string, language: Language): string {
  return /[。！？.!?…~～]["”’」』）)]*$/u.test(sentence) ? sentence : `${sentence}${language === 'en' ? '.' : '。'}`;
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
  return { head: before, rewrite: isPlural || noun === undefined ? bare : `a ${bare}` };
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
    .filter(
      (sentence) =>
        !words.leansBack.test(sentence) &&
        !words.callToAction.test(sentence) &&
        // A bare figure is no opening, and what wants proof is none to lead with.
        [words.question, words.pain, words.contrast, words.scene].some((sign) => sign.test(sentence)) &&
        checkTerms(sentence, language).length === 0,
    )
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
    draft.sentences = [...draft.sentences, addedCall[language]];
    draft.changes.push({ code: 'cta_added', before: '', after: addedCall[language] });
  }
}

/** Marks and spaces as they stand after words went out. */
function tidy(text: string, language: Language): string {
  const neat = text
    .replace(/\s{2,}/g, ' ')
    .replace(/([！!？?])\1+/gu, '$1')
    .replace(/\s+([,.!?;:])/g, '$1')
    .replace(/[，,]\s*(?=[，,。！？.!?])/gu, '')
    .replace(/^[\s，,、：:；;。.]+/u, '')
    .trim();
  return language === 'en' ? neat.charAt(0).toUpperCase() + neat.slice(1) : neat;
}
