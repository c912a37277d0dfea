import { type Language, type Product, textIn } from '@clipo/contract';
import { checkTerms, type TermFinding } from '@clipo/safety/advertising';
import { numbersIn } from '../model/numbers-in.ts';
import { estimateSpeech } from '../script/estimate-speech.ts';
import { foldText } from '../script/fold-text.ts';
import { joinSentences, sentencesOf, unitsOf } from './copy-sentences.ts';
import { copyWords } from './copy-words.ts';
import { type Platform, platformLimits } from './platform-limits.ts';

export const copyParts = ['hook', 'clarity', 'length', 'factUse', 'platformFit'] as const;
export type CopyPart = (typeof copyParts)[number];

/** Every code that a reason may have; the command line has a sentence for each in both languages. */
export const copyReasons = [
  'hook_question',
  'hook_number',
  'hook_pain',
  'hook_contrast',
  'hook_address',
  'hook_scene',
  'hook_short',
  'hook_long',
  'hook_greeting',
  'hook_plain',
  'hook_hype',
  'clear',
  'long_sentence',
  'filler',
  'mixed_languages',
  'hype',
  'repeated',
  'length_good',
  'length_short',
  'length_long',
  'claims_used',
  'number_used',
  'no_number',
  'no_claim',
  'unlisted_number',
  'term',
  'cta',
  'no_cta',
  'names_product',
  'text_too_long',
] as const;
export type CopyReasonCode = (typeof copyReasons)[number];

/** Why a part has its points: `points` were added (or taken, where negative) for what `values` name. */
export interface CopyReason {
  part: CopyPart;
  code: CopyReasonCode;
  points: number;
  values: Readonly<Record<string, string | number>>;
}

/** A draft's score, 0 … 100, its parts 0 … 100 each, and every reason that moved one. */
export interface CopyScore {
  score: number;
  parts: Record<CopyPart, number>;
  reasons: CopyReason[];
  terms: TermFinding[];
  /** About how long it takes to say. */
  seconds: number;
}

export interface ScoreOptions {
  language: Language;
  platform?: Platform | undefined;
  product?: Product | undefined;
  /** Length wanted; without it 12 … 35 s, where short product videos are watched to the end. */
  durationSeconds?: number | undefined;
}

const weights: Record<CopyPart, number> = { hook: 0.3, clarity: 0.2, length: 0.15, factUse: 0.2, platformFit: 0.15 };
const bases: Record<CopyPart, number> = { hook: 30, clarity: 85, length: 100, factUse: 40, platformFit: 70 };
/** What the law or a platform forbids can't be a good text, however well it reads. */
const mostWithForbidden = 59;
const longSentence: Record<Language, number> = { 'zh-CN': 24, en: 18 };
const hookSeconds = { good: 3.2, most: 4.6 };

/**
 * Scores a draft: how strong its opening is, how clear, how long, how concrete, how fit for the platform. Every point is
 * accounted for in `reasons`. Deterministic; a rule of thumb from what the trade advises, no forecast of views.
 */
export function scoreCopy(text: string | readonly string[], options: ScoreOptions): CopyScore {
  const sentences = (typeof text === 'string' ? [text] : text).flatMap(sentencesOf);
  const whole = joinSentences(sentences, options.language);
  const seconds = secondsOf(sentences, options.language);
  const terms = checkTerms(whole, options.language).filter((finding) => isMeant(finding, options.platform));
  if (sentences.length === 0) {
    const parts = Object.fromEntries(copyParts.map((part) => [part, 0])) as Record<CopyPart, number>;
    return { score: 0, parts, reasons: lengthReasons(0, options.durationSeconds), terms, seconds: 0 };
  }
  const reasons: CopyReason[] = [
    ...hookReasons(sentences[0] ?? '', options.language),
    ...clarityReasons(sentences, whole, options),
    ...lengthReasons(seconds, options.durationSeconds),
    ...factReasons(withoutTerms(whole, terms), options),
    ...platformReasons(whole, terms, options),
  ];
  const parts = Object.fromEntries(
    copyParts.map((part) => [
      part,
      clamp(
        bases[part] + reasons.filter((reason) => reason.part === part).reduce((sum, { points }) => sum + points, 0),
      ),
    ]),
  ) as Record<CopyPart, number>;
  const mean = Math.round(copyParts.reduce((sum, part) => sum + parts[part] * weights[part], 0));
  const isForbidden = terms.some(({ severity }) => severity === 'block' || severity === 'platform');
  const score = isForbidden ? Math.min(mean, mostWithForbidden) : mean;
  return { score, parts, reasons, terms, seconds };
}

/** How strong a sentence is as the opening of a video, 0 … 100. */
export function scoreHook(sentence: string, language: Language): number {
  return clamp(bases.hook + hookReasons(sentence, language).reduce((sum, { points }) => sum + points, 0));
}

/** Seconds that sentences take to say, with a breath after each. */
function secondsOf(sentences: readonly string[], language: Language): number {
  const ms = sentences.reduce((sum, sentence) => sum + estimateSpeech(sentence, language) + 250, 0);
  return Math.round(ms / 100) / 10;
}

function isMeant(finding: TermFinding, platform: Platform | undefined): boolean {
  return finding.rule !== 'offPlatform' || platform === undefined || platformLimits[platform].market === 'china';
}

function hookReasons(hook: string, language: Language): CopyReason[] {
  const words = copyWords[language];
  const found: CopyReason[] = [];
  const add = (code: CopyReasonCode, points: number, values: CopyReason['values'] = {}) =>
    found.push({ part: 'hook', code, points, values });
  const seconds = estimateSpeech(hook, language) / 1000;
  if (words.question.test(hook)) {
    add('hook_question', 20);
  }
  const number = /\d[\d.,]*(?:\s?[\p{L}%℃°¥$€£]{1,10}(?![\p{L}%℃°]))?/u.exec(hook)?.[0];
  if (number !== undefined) {
    add('hook_number', 20, { number: number.replace(/[\s.,]+$/u, '') });
  }
  const signs = [
    ['hook_pain', words.pain, 18],
    ['hook_contrast', words.contrast, 14],
    ['hook_scene', words.scene, 12],
    ['hook_address', words.address, 10],
  ] as const;
  for (const [code, pattern, points] of signs) {
    const word = pattern.exec(hook)?.[0];
    if (word !== undefined) {
      add(code, points, { word: word.slice(0, 16) });
    }
  }
  if (found.length === 0) {
    add('hook_plain', -10);
  }
  if (seconds <= hookSeconds.good) {
    add('hook_short', 15, { seconds: Math.round(seconds * 10) / 10 });
  } else if (seconds > hookSeconds.most) {
    add('hook_long', -20, { seconds: Math.round(seconds * 10) / 10, most: 3 });
  }
  if (words.greeting.test(hook)) {
    add('hook_greeting', -35);
  }
  const hype = hook.match(words.hype);
  if (hype !== null) {
    add('hook_hype', -15, { word: hype[0] });
  }
  return found;
}

function clarityReasons(
  sentences: readonly string[],
  whole: string,
  { language, product }: ScoreOptions,
): CopyReason[] {
  const words = copyWords[language];
  const found: CopyReason[] = [];
  const add = (code: CopyReasonCode, points: number, values: CopyReason['values'] = {}) =>
    found.push({ part: 'clarity', code, points, values });
  for (const sentence of sentences.filter((one) => unitsOf(one, language) > longSentence[language]).slice(0, 4)) {
    add('long_sentence', -12, {
      sentence: cut(sentence),
      units: unitsOf(sentence, language),
      most: longSentence[language],
    });
  }
  const fillers = words.fillers.flatMap(([pattern]) => [...whole.matchAll(pattern)].map(([word]) => word.trim()));
  for (const word of fillers.slice(0, 4)) {
    add('filler', -5, { word });
  }
  for (const word of [...new Set(whole.match(words.hype) ?? [])].slice(0, 4)) {
    add('hype', -8, { word });
  }
  const foreign = foreignWords(whole, language, product);
  if (foreign.length > 0) {
    add('mixed_languages', -Math.min(30, 5 + foreign.length * 5), { words: foreign.slice(0, 4).join(', ') });
  }
  const seen = new Set<string>();
  const twice = sentences.map(foldText).find((sentence) => seen.size === seen.add(sentence).size);
  if (twice !== undefined) {
    add('repeated', -15, { sentence: cut(twice) });
  }
  if (found.length === 0) {
    add('clear', 15);
  }
  return found;
}

/** Words of another language than the text's: in a Chinese text plain English words, not brands, models and units. */
function foreignWords(whole: string, language: Language, product: Product | undefined): string[] {
  const own = foldText(JSON.stringify(product ?? ''));
  const found =
    language === 'en'
      ? (whole.match(/\p{Script=Han}+/gu) ?? [])
      : (whole.match(/(?<![A-Za-z\d.-])[a-z]{2,}(?![A-Za-z\d-])/gu) ?? []).filter((word) => !unitWord.test(word));
  const words = [...new Set(found)].filter((word) => !own.includes(foldText(word)));
  // One borrowed word (vlog, ok) is how people speak.
  return language === 'en' || words.length >= 3 ? words : [];
}

const unitWord = /^(?:ml|kg|mg|cm|mm|km|oz|lb|mah|wh|db|hz|khz|fps|gb|mb|tb|min|pro|plus|max|mini|app|vlog|ok)$/u;

/** A number that is part of a forbidden term is no fact: 100%有效 proves nothing. */
function withoutTerms(whole: string, terms: readonly TermFinding[]): string {
  return [...terms].reverse().reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, whole);
}

function lengthReasons(seconds: number, wanted: number | undefined): CopyReason[] {
  const [least, most] = wanted === undefined ? [12, 35] : [Math.round(wanted * 0.7), wanted];
  const reason = (code: CopyReasonCode, points: number): CopyReason[] => [
    { part: 'length', code, points, values: { seconds, least, most } },
  ];
  if (seconds < least) {
    return reason('length_short', -Math.round(((least - seconds) / least) * 100));
  }
  return seconds > most
    ? reason('length_long', -Math.round(((seconds - most) / most) * 150))
    : reason('length_good', 0);
}

function factReasons(whole: string, { language, product }: ScoreOptions): CopyReason[] {
  const found: CopyReason[] = [];
  const add = (code: CopyReasonCode, points: number, values: CopyReason['values'] = {}) =>
    found.push({ part: 'factUse', code, points, values });
  const numbers = [...new Set(numbersIn(whole))];
  if (product === undefined) {
    const count = Math.min(3, numbers.length);
    if (count > 0) {
      add('number_used', count * 20, { count: numbers.length });
    } else {
      add('no_number', -15);
    }
    return found;
  }
  const claims = [...product.sellingPoints, ...product.facts.map(({ text }) => text)].map(
    (text) => textIn(text, language).text,
  );
  const folded = foldText(whole);
  const used = claims.filter((claim) => isSaid(claim, folded, numbers)).length;
  if (used > 0) {
    add('claims_used', Math.min(3, used) * 15, { count: used, of: claims.length });
  } else if (claims.length > 0) {
    add('no_claim', -25, { of: claims.length });
  }
  const listed = new Set(
    [...claims, JSON.stringify(product.name), Object.values(product.price ?? {}).join(' ')].flatMap(numbersIn),
  );
  const own = numbers.filter((number) => listed.has(number));
  if (own.length > 0) {
    add('number_used', 15, { count: own.length });
  } else {
    add('no_number', -10);
  }
  for (const number of numbers.filter((one) => !listed.has(one)).slice(0, 3)) {
    add('unlisted_number', -25, { number });
  }
  return found;
}

/** A claim is said where its words are, or all of its numbers, or a clause of it. */
function isSaid(claim: string, folded: string, numbers: readonly string[]): boolean {
  const own = numbersIn(claim);
  const clauses = claim
    .split(/[，,；;]/u)
    .map(foldText)
    .filter((clause) => clause.length >= 4);
  return (
    folded.includes(foldText(claim)) ||
    (own.length > 0 && own.every((number) => numbers.includes(number))) ||
    clauses.some((clause) => folded.includes(clause))
  );
}

function platformReasons(whole: string, terms: readonly TermFinding[], options: ScoreOptions): CopyReason[] {
  const { language, platform, product } = options;
  const found: CopyReason[] = [];
  const add = (code: CopyReasonCode, points: number, values: CopyReason['values'] = {}) =>
    found.push({ part: 'platformFit', code, points, values });
  for (const { term, rule, severity, why } of terms.slice(0, 5)) {
    add('term', severity === 'evidence' ? -15 : -30, { term, rule, why });
  }
  const word = copyWords[language].callToAction.exec(whole)?.[0];
  if (word !== undefined) {
    add('cta', 20, { word });
  } else {
    add('no_cta', -15);
  }
  const name = product === undefined ? undefined : textIn(product.name, language).text;
  if (name !== undefined && sharesName(whole, name, language)) {
    add('names_product', 10, { name: cut(name) });
  }
  const most = platform === undefined ? undefined : platformLimits[platform].description;
  if (most !== undefined && whole.length > most) {
    add('text_too_long', -40, { characters: whole.length, most });
  }
  return found;
}

/** Whether a text names a product: two Han characters in a row of its name's end, or its last English word. */
function sharesName(whole: string, name: string, language: Language): boolean {
  const bare = name.replace(/[\d（(].*$/u, '').trim();
  const last = language === 'zh-CN' ? bare.slice(-2) : (bare.split(/\s+/).at(-1) ?? bare);
  return last !== '' && whole.toLowerCase().includes(last.toLowerCase());
}

function cut(text: string): string {
  return text.length > 20 ? `${text.slice(0, 19)}…` : text;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(100, Math.round(value)));
}
