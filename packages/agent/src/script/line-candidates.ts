import { isEdible } from '../patterns/category.ts';
import { needsHandling, needsThing, promisesSource } from '../patterns/intangible.ts';
import type { LanguagePatterns } from '../patterns/pattern.ts';
import { type Angle, angles } from '../patterns/pattern.ts';
import { categoryPatterns, patterns, topicPatterns } from '../patterns/patterns.ts';
import { canPointAt } from '../patterns/senses.ts';
import { echoes, opensTelling } from '../patterns/sequence.ts';
import { type Topic, topics, topicsOf } from '../patterns/topic.ts';
import { estimateSpeech } from './estimate-speech.ts';
import { foldText, heldPhrase } from './fold-text.ts';
import { measureWord } from './measure-word.ts';
import { seededRank } from './seeded-order.ts';
import type { Section } from './slots.ts';
import type { Claim, Wording } from './wording.ts';

/** A line that could be spoken in a section. */
export interface Candidate {
  text: string;
  angle: Angle;
  /** The patterns it was made from: they should return as late as possible. */
  patterns: string[];
  /** Whether a phrase that must be said was put beside the pattern's own words. */
  isExtended: boolean;
  /** Ids of the claims that it makes. */
  claims: string[];
  /** Wording that shortening must not touch. */
  keeps: string[];
  source: string | undefined;
  estimateMs: number;
  /** Whether the pattern belongs to the product's category or to what a claim is about. */
  isFitted: boolean;
  /** What its claims are about: two lines on one thing say the same twice. */
  topics: readonly Topic[];
}

/** Room that a line leaves in its slot, so that the next one does not step on it. */
export const breathMs = 250;
/** A line shorter than this share of its slot leaves a hole. */
export const leastShare = 0.55;
/** A slot from here on holds two sentences. */
const doubleFromMs = 4600;
const partnersOfLine = 4;
/** Fewer lines than this and a section soon repeats itself: two sentences, then shorter ones, make up for it. */
const fewCandidates = 16;
/** Two hundred points give thousands of lines; pairs of some of them are plenty. */
const mostToPair = 300;
/** Chinese clauses that say nothing without the one before. */
const leansOn = /^(?:[也还又且而并但却就才都连再更第]|所以|因此|只|是|不是|不用|不必|不需)/u;
/** 放一盆，屋里就亮: what 就 follows from is the clause before, but for 一折就平, which holds both. */
const follows = /^(?!一)[^就]+就/u;
/** English clauses that are the point: "Wired, so there is nothing to charge". */
const isBenefit = /^(?:so|not?|without|never|nothing|which|and|but|even|easy|yet)\b/iu;
/** A point with a condition must be said whole, or it becomes another claim. */
const condition = /满|限|需|除|仅|如|若|前提|except|only|if |when|up to|minimum|over|with |selected/iu;

/**
 * All lines of a section that may fit a slot by estimate, in no particular order. Each holds every phrase of `must`;
 * none holds a forbidden one; no two read alike. Pure.
 */
export function lineCandidates(
  section: Section,
  wording: Wording,
  slotMs: number,
  seed: number,
  must: readonly string[] = [],
): Candidate[] {
  const single = expandedOf(section, wording);
  const sayable = (candidates: readonly Candidate[], least: number) => {
    const said =
      must.length === 0
        ? candidates
        : [
            ...candidates.flatMap((candidate) => withPhrases(candidate, section, wording, must)),
            phrasesAlone(wording, must),
          ];
    const fitting = said.filter(
      ({ text, estimateMs }) => mayFit(estimateMs, slotMs, least) && heldPhrase(text, wording.mustNotSay) === undefined,
    );
    return [...new Map(fitting.map((candidate) => [foldText(candidate.text), candidate])).values()];
  };
  const plain = sayable(single, 0.5);
  if (slotMs < doubleFromMs && plain.length >= fewCandidates) {
    return plain;
  }
  const both = sayable([...single, ...doubled(single, wording, slotMs, seed)], 0.5);
  // A line that leaves half its slot silent is still better than none.
  return both.length >= fewCandidates ? both : sayable([...single, ...doubled(single, wording, slotMs, seed)], 0.3);
}

/** Whether an estimate is near enough to a slot to be worth measuring. */
function mayFit(estimateMs: number, slotMs: number, least: number): boolean {
  return estimateMs <= (slotMs - breathMs) * 1.12 && estimateMs >= slotMs * least;
}

/** What a section's patterns give is the same for every slot and phrase: worked out once a wording. */
const expanded = new WeakMap<Wording, Map<Section, readonly Candidate[]>>();

function expandedOf(section: Section, wording: Wording): readonly Candidate[] {
  const known = expanded.get(wording) ?? new Map<Section, readonly Candidate[]>();
  expanded.set(wording, known);
  const candidates = known.get(section) ?? expandSection(section, wording);
  known.set(section, candidates);
  return candidates;
}

function expandSection(section: Section, wording: Wording): Candidate[] {
  const { language, category } = wording;
  const expand = (patternSet: Partial<LanguagePatterns>, fit?: PatternFit) =>
    angles.flatMap((angle) =>
      (patternSet[section]?.[angle] ?? [])
        .filter((pattern) => isTrueOf(pattern, wording))
        .flatMap((pattern) => expandPattern(pattern, angle, wording, fit))
        .filter((candidate) => isWorthSaying(candidate, section)),
    );
  const claims = allClaims(wording);
  const spokenOf = topics.filter((topic) => claims.some((claim) => claim.topics.includes(topic)));
  return [
    ...expand(patterns[language]),
    ...(category === undefined ? [] : expand(categoryPatterns[language][category], {})),
    ...spokenOf.flatMap((topic) => expand(topicPatterns[language][topic], { topic })),
  ];
}

/** Nothing is held of a service, and no source is promised where no fact is listed. */
function isTrueOf(pattern: string, { isIntangible, category, facts, language }: Wording): boolean {
  return (
    !(isIntangible && needsThing(pattern, language)) &&
    !(isEdible(category) && needsHandling(pattern)) &&
    !(facts.length === 0 && promisesSource(pattern, language))
  );
}

/** How much is in a pack opens no video, and wants no proof: "No hype: 15 bags a box" sounds like a joke. */
function isWorthSaying({ topics: about, angle, isFitted }: Candidate, section: Section): boolean {
  const isMeasure = about.some((topic) => topic === 'quantity' || topic === 'weight' || topic === 'size');
  const isPack = about.includes('quantity');
  return (
    !(isPack && (section === 'hook' || angle === 'proof')) &&
    // A size alone is no selling point and no news: it is told where somebody asks for it.
    !(isMeasure && !isFitted && (section === 'hook' || section === 'sell' || angle === 'proof') && section !== 'trust')
  );
}

/** What a pattern was chosen for: the product's category, or a topic that its claim is on. */
interface PatternFit {
  topic?: Topic;
}

/** Every claim in every form in which it may be said. */
function allClaims(wording: Wording): Claim[] {
  return [...wording.points, ...wording.points.flatMap(shorterForm), ...wording.facts.flatMap(spokenForms)];
}

function expandPattern(pattern: string, angle: Angle, wording: Wording, fit?: PatternFit): Candidate[] {
  const { language } = wording;
  const fixed: Record<string, string | undefined> = {
    name: wording.name,
    theName: wording.theName,
    noun: wording.noun,
    aNoun: wording.aNoun,
    this: wording.isPlural ? 'these' : 'this',
    it: wording.isPlural ? 'they' : 'it',
    them: wording.isPlural ? 'them' : 'it',
    is: wording.isPlural ? 'are' : 'is',
    singular: wording.aNoun === wording.noun ? undefined : wording.noun,
    unit: wording.noun === undefined ? undefined : measureWord(wording.noun),
    brand: wording.brand,
    price: wording.price,
    original: wording.original?.text,
  };
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const claimNames = names.filter((name) => claimKinds.has(name));
  if (names.some((name) => !claimKinds.has(name) && fixed[name] === undefined)) {
    return [];
  }
  const base = pattern.replace(/\{(\w+)\}/g, (whole, name: string) => fixed[name] ?? whole);
  // "Looking for a tea with jasmine tea": a claim that names the thing does not stand beside its name.
  const isNamed = (claim: Claim) =>
    names.includes('noun') && wording.noun !== undefined && heldPhrase(claim.text, [wording.noun]) !== undefined;
  // 在找纸板厚，不怕撕的绘本: a claim of several clauses is no attribute.
  const isOneClause = /\{(?:point|claim)\}的|(?:还有|再加上)\{other\}/u.test(pattern);
  const sets = claimSets(claimNames, wording, fit?.topic).filter(
    (claims) =>
      !claims.some(
        (claim) =>
          isNamed(claim) ||
          echoes(pattern, claim.text) ||
          !canPointAt(pattern, claim) ||
          (isOneClause && /[，,；;：。]/u.test(claim.text)),
      ),
  );
  return sets.map((claims) => {
    let rest = [...claims];
    const text = base.replace(/\{\w+\}/g, (_, at: number) => {
      const [claim, ...others] = rest;
      rest = others;
      const goesOn = /[:,]\s$/u.test(base.slice(0, at));
      return goesOn ? withinSentence(claim?.text ?? '') : (claim?.text ?? '');
    });
    const said = language === 'en' ? sentenceCase(text) : text;
    return {
      text: said,
      angle,
      patterns: [pattern],
      isExtended: false,
      // The price counts as a claim, so that it is not said twice in a row.
      claims: [...claims.map(({ id }) => id), ...(names.includes('price') ? ['price'] : [])],
      keeps: claims.map((claim) => (text.includes(claim.text) ? claim.text : withinSentence(claim.text))),
      source:
        claims.find((claim) => claim.source !== undefined)?.source ??
        (names.includes('original') ? wording.original?.proof : undefined),
      estimateMs: estimateSpeech(said, language),
      isFitted: fit !== undefined,
      topics: claims.flatMap((claim) => claim.topics),
    };
  });
}

const claimKinds = new Set(['point', 'other', 'fact', 'figure', 'report', 'manual', 'claim']);

/** Every way to fill the claims of a pattern; one empty way where it makes none. */
function claimSets(names: readonly string[], wording: Wording, topic: Topic | undefined): Claim[][] {
  const [first] = names;
  if (first === undefined) {
    return [[]];
  }
  if (names.includes('other')) {
    const { points } = wording;
    return points.flatMap((point, index) =>
      [1, 2]
        .filter((step) => step < points.length)
        .map((step) => [point, points[(index + step) % points.length] ?? point]),
    );
  }
  return claimsFor(first, wording, topic).map((claim) => [claim]);
}

function claimsFor(name: string, wording: Wording, topic: Topic | undefined): Claim[] {
  const { points } = wording;
  const facts = wording.facts.flatMap(spokenForms);
  switch (name) {
    case 'fact':
      return facts;
    case 'figure':
      // A warranty's years and the age of a child are no figures to show off.
      return facts.filter(
        ({ text, topics: about }) => /\d/.test(text) && !about.includes('returns') && !about.includes('age'),
      );
    case 'report':
      return facts.filter(({ source }) => /检测|测试报告|检验|\btest|\blab\b/iu.test(source ?? ''));
    case 'manual':
      return facts.filter(({ source }) => /说明书|manual/iu.test(source ?? ''));
    case 'claim':
      return allClaims(wording).filter((claim) => topic !== undefined && claim.topics.includes(topic));
    default:
      return [...points, ...points.flatMap(shorterForm)];
  }
}

/**
 * The clause of a point with several that says what the buyer has of it, where leaving the rest out changes nothing that
 * is claimed: 奶白灯罩，光不刺眼 is about the eyes. Sellers name the feature first and the benefit last; an English point
 * goes on about its first clause, which may stand alone unless the rest is what it is for.
 */
function shorterForm(point: Claim): Claim[] {
  const clauses = point.text.split(/(?:[，；;]|,(?!\d))\s*/u);
  const last = clauses.at(-1) ?? '';
  const isChinese = /\p{Script=Han}/u.test(point.text);
  const clause = isChinese ? last : (clauses[0] ?? '');
  // "Matte, non-slip body": the first word alone says too little. 好抓 does, too.
  const isWhole = isChinese
    ? last.length >= 4 && !leansOn.test(last) && !follows.test(last)
    : clause.split(' ').length >= 3 && !isBenefit.test(clauses[1] ?? '');
  return clauses.length > 1 && isWhole && !condition.test(point.text)
    ? [{ ...point, text: clause, topics: topicsOf(clause).filter((topic) => point.topics.includes(topic)) }]
    : [];
}

/** A fact, and in Chinese also as it is said: 95℃ is 95度 to anybody but a form. */
function spokenForms(fact: Claim): Claim[] {
  const said = fact.text.replace(/(?<=\d)\s?(?:℃|°C)/gu, '度');
  return said === fact.text || !/\p{Script=Han}/u.test(fact.text) ? [fact] : [fact, { ...fact, text: said }];
}

/** Whether a pattern says what the product or its brand is called. */
function callsByName(pattern: string): boolean {
  return /\{(?:name|theName|brand)\}/.test(pattern);
}

/** Two sentences in one line, for long slots: about different things, from different patterns. */
function doubled(single: readonly Candidate[], wording: Wording, slotMs: number, seed: number): Candidate[] {
  const glue = wording.language === 'en' ? ' ' : '';
  const some = single
    .map((candidate) => ({ candidate, rank: seededRank(seed, candidate.text) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostToPair)
    .map(({ candidate }) => candidate);
  return some.flatMap((first) =>
    some
      .filter(
        (second) =>
          second.patterns[0] !== first.patterns[0] &&
          !second.patterns.some((pattern) => opensTelling(pattern, wording.language)) &&
          // "Here’s Jingtu. Meet Jingtu."
          !(first.patterns.some(callsByName) && second.patterns.some(callsByName)) &&
          !second.claims.some((claim) => first.claims.includes(claim)) &&
          !second.topics.some((topic) => first.topics.includes(topic)) &&
          // One source is shown a line.
          (first.source === undefined || second.source === undefined) &&
          mayFit(first.estimateMs + second.estimateMs, slotMs, 0.5),
      )
      .map((second) => ({ second, rank: seededRank(seed, first.text, second.text) }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, partnersOfLine)
      .map(({ second }) => ({
        text: `${first.text}${glue}${second.text}`,
        angle: first.angle,
        patterns: [...first.patterns, ...second.patterns],
        isExtended: false,
        claims: [...first.claims, ...second.claims],
        keeps: [...first.keeps, ...second.keeps],
        source: first.source ?? second.source,
        estimateMs: first.estimateMs + second.estimateMs,
        isFitted: first.isFitted || second.isFitted,
        topics: [...first.topics, ...second.topics],
      })),
  );
}

/** The candidate where it holds the phrases already; else with the missing ones said before it. */
function withPhrases(candidate: Candidate, section: Section, wording: Wording, must: readonly string[]): Candidate[] {
  const missing = must.filter((phrase) => heldPhrase(candidate.text, [phrase]) === undefined);
  const keeps = [...candidate.keeps, ...must.filter((phrase) => candidate.text.includes(phrase))];
  if (missing.length === 0) {
    return [{ ...candidate, keeps }];
  }
  const isChinese = wording.language === 'zh-CN';
  // "Free returns. Tap below." leads on to the call; in a body the phrase comes after what it adds to.
  const said = missing.map((phrase) => `${isChinese ? phrase : sentenceCase(phrase)}${isChinese ? '。' : '.'}`);
  const order = section === 'cta' ? [...said, candidate.text] : [candidate.text, ...said];
  const text = order.join(isChinese ? '' : ' ');
  return [
    {
      ...candidate,
      text,
      isExtended: true,
      keeps: [...candidate.keeps, ...must],
      estimateMs: estimateSpeech(text, wording.language),
    },
  ];
}

/** Nothing but the phrases: where a slot has room for no more. */
function phrasesAlone(wording: Wording, must: readonly string[]): Candidate {
  const isChinese = wording.language === 'zh-CN';
  const text = must
    .map((phrase) => (isChinese ? `${phrase}。` : `${sentenceCase(phrase)}.`))
    .join(isChinese ? '' : ' ');
  return {
    text,
    angle: 'direct',
    patterns: ['{must}'],
    isExtended: true,
    claims: [],
    keeps: [...must],
    source: undefined,
    estimateMs: estimateSpeech(text, wording.language),
    isFitted: false,
    topics: [],
  };
}

/** English words that are no names, whatever a claim begins with: after a colon they lose their capital. */
const plainWord =
  /^(?:an?|the|this|that|these|your|its?|no|not|never|one|two|three|four|five|six|seven|eight|nine|ten|all|both|every|each|half|single|double|small|large|big|wide|thin|thick|light|soft|firm|hard|warm|cool|cold|hot|dry|wet|fresh|freshly|clear|clean|plain|whole|extra|full|fully|easy|ready|safe|free|quiet|matte|gentle|natural|non-\w+|anti-\w+|water\S*|machine|hand\S*|for|with|without|in|on|up|from|by|of|at|under|fits?|holds?|keeps?|stays?|comes?|opens?|closes?|folds?|weighs?|works?|runs?|lasts?|uses?|has|have|can|made|makes?|grown|baked|roasted|shipped|packed|picked|washed|tested|takes?|goes|stands?|sits?|wears?|washes|wipes|charges?|dries|covers?|includes?|easily|lids?|straps?|handles?|pockets?|cushions?|soles?|heels?|blades?|grains|beans|leaves|cotton|wool|steel|glass|wired|wireless|marked|vacuum|tear|medium|dark|sizes?|colou?rs?|batter(?:y|ies)|cables?|ear|heavy|low|high|long|short|less|more|about|after|before|crisp|crunchy|chewy|cooks|sauce|noodles|eggs|separate|microwave|borosilicate|does|do|rinse|wipes?|steady|soft|stainless|rolls?|slides?|shows?|fills?|stops?|empties|locks?|adds?|switch(?:es)?|solid|hidden|woven|meets?|grade|silicone|chicken|ink|little|fine|longer|shorter|taller|bad|good|brings?|you|edges?|soaks?|collars?|armrests|noise|bristles|built-in|set|sets|press(?:es)?|turns?|moves?|rubber|bamboo|linen|leather|oak|pine|plastic|real|pure|raw|new|old|extra-\w+|half-\w+|[\w-]+(?:ed|ing|free|proof|able|ible|ly|less|ful|resistant|friendly)|\w{3,}(?:tic|ive|ous|ent|ary))$/iu;

/** A claim as it stands within a sentence: "Weighs 268 grams" goes on small after a colon, "Wuchang rice" does not. */
function withinSentence(claim: string): string {
  const first = claim.split(/[\s,]/u)[0] ?? '';
  return plainWord.test(first) ? claim.charAt(0).toLowerCase() + claim.slice(1) : claim;
}

/** Capital letters where sentences begin, in English. */
function sentenceCase(text: string): string {
  return text.replace(/(^|[.?!]\s+)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
