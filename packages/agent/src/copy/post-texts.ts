import type { Brief, Language, Product, Role } from '@clipo/contract';
import { foldText, heldPhrase } from '../script/fold-text.ts';
import { gatherWording, type Wording } from '../script/wording.ts';
import { checkTerms } from './check-terms.ts';
import { sentencesOf } from './copy-sentences.ts';
import { categoryTags } from './hashtags.ts';
import { type Platform, type PlatformLimits, platformLimits } from './platform-limits.ts';
import { scoreHook } from './score-copy.ts';

/** What stands beside a video where it is posted. */
export interface PostTexts {
  /** Empty where the platform has no title of its own. */
  title: string;
  /** With its hashtags where the platform takes them in the text. */
  description: string;
  /** Without the sign. */
  hashtags: string[];
  /** A few words, large on the cover. */
  coverText: string;
  /** What to choose in the platform's own declaration of AI content; empty where it has none. */
  aiDeclaration: string;
}

/** A creative as far as its post is concerned. */
export interface PostInput {
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay'>;
  product: Product;
  language: Language;
  /** What the video says, in order. */
  lines: readonly { role: Role; text: string; source?: string | undefined }[];
}

/** Characters of a cover's words: two lines that are read at a glance. */
const coverCharacters: Record<Language, number> = { 'zh-CN': 12, en: 28 };
const leastTitle = 6;

/**
 * Title, description, hashtags, cover text and AI declaration of a video for a platform, within its limits. They are made
 * of what the video itself says, so that two creatives have two texts; facts keep their source. Pure.
 * @throws ClipoError `invalid_input` as `gatherWording`
 */
export function postTexts(input: PostInput, platform: Platform): PostTexts {
  const limits = platformLimits[platform];
  const wording = gatherWording(input.brief, input.product, input.language);
  const hashtags = hashtagsOf(wording, limits);
  return {
    title: titleOf(input, wording, limits),
    description: descriptionOf(input, limits, hashtags),
    hashtags,
    coverText: coverTextOf(input, wording),
    aiDeclaration: limits.aiDeclaration,
  };
}

function titleOf({ lines, language }: PostInput, wording: Wording, limits: PlatformLimits): string {
  if (limits.title === 0) {
    return '';
  }
  const hook = bare(lines.find(({ role }) => role === 'hook')?.text ?? '');
  const first = bare(/^[^，。！？,!?:：]+[？?]?/u.exec(hook)?.[0] ?? '');
  const point = wording.points[0]?.text;
  const between = language === 'en' ? ' | ' : '｜';
  const named = wording.noun !== undefined && foldText(hook).includes(foldText(wording.noun));
  const claims = [wording.price, wording.original?.text];
  const texts = [
    named ? hook : `${hook}${between}${wording.name}`,
    `${first}${between}${wording.name}`,
    hook,
    point === undefined ? '' : `${wording.name}${between}${point}`,
    wording.name,
  ];
  const title = texts
    .filter((text) => limits.isPlain !== true || !claims.some((claim) => claim !== undefined && text.includes(claim)))
    .map((text) => withSigns(text, limits))
    .find((text) => lengthOf(text) <= limits.title && lengthOf(text) >= leastTitle && !isForbidden(text, language));
  return title ?? cutTo(withSigns(wording.name, limits), limits.title);
}

/** Other signs than a platform's title takes become spaces. */
function withSigns(text: string, { titleSigns }: PlatformLimits): string {
  if (titleSigns === undefined) {
    return text;
  }
  return [...text.replaceAll('?', '？')]
    .map((character) => (/[\p{L}\p{N}]/u.test(character) || titleSigns.includes(character) ? character : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function descriptionOf({ lines, language }: PostInput, limits: PlatformLimits, hashtags: readonly string[]): string {
  const said = lines
    .filter(({ role }) => limits.isPlain !== true || (role !== 'offer' && role !== 'cta'))
    .map(({ text, source }) => ({ text: text.trim(), source }));
  const distinct = [...new Map(said.map((line) => [foldText(line.text), line])).values()];
  const sourced = distinct.map(({ text, source }) =>
    source === undefined ? text : `${text}${language === 'en' ? ` (Source: ${source})` : `（来源：${source}）`}`,
  );
  const tags = limits.hashtagsInText ? hashtags.map((tag) => `#${tag}`).join(' ') : '';
  const room = limits.description - (tags === '' ? 0 : lengthOf(tags) + 1);
  // What does not fit goes from the end; the opening stays.
  for (let count = sourced.length; count > 0; count--) {
    const text = sourced.slice(0, count).join('\n');
    if (lengthOf(text) <= room) {
      return tags === '' ? text : `${text}\n${tags}`;
    }
  }
  return cutTo(`${cutTo(sourced[0] ?? '', Math.max(0, room))}\n${tags}`.trim(), limits.description);
}

function hashtagsOf(wording: Wording, limits: PlatformLimits): string[] {
  const { language, category, brand, noun, name } = wording;
  const wanted = [brand, noun, name, ...(category === undefined ? [] : categoryTags[language][category])];
  const tags = wanted.flatMap((text) => {
    const tag = text?.replace(/[^\p{L}\p{N}]+/gu, '') ?? '';
    return tag === '' || heldPhrase(tag, wording.mustNotSay) !== undefined || checkTerms(tag, language).length > 0
      ? []
      : [tag];
  });
  return [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()].slice(0, limits.hashtags);
}

/** The strongest few words: a clause of the opening, or a listed figure. */
function coverTextOf({ lines, language }: PostInput, wording: Wording): string {
  const most = coverCharacters[language];
  const hook = lines.find(({ role }) => role === 'hook')?.text ?? '';
  const clauses = sentencesOf(hook).flatMap((sentence) => [sentence, ...(sentence.match(/[^，：；,:;]+/gu) ?? [])]);
  const texts = [...clauses, ...wording.points.map(({ text }) => text)]
    .map(bare)
    .filter((text) => lengthOf(text) <= most && lengthOf(text) >= 4 && !isForbidden(text, language));
  // The opening's own words first: the cover promises what the video begins with.
  const own = texts
    .slice(0, Math.max(1, clauses.length))
    .sort((a, b) => scoreHook(b, language) - scoreHook(a, language));
  return own[0] ?? cutTo(wording.name, most);
}

function isForbidden(text: string, language: Language): boolean {
  return checkTerms(text, language).some(({ severity }) => severity === 'block' || severity === 'platform');
}

/** Without the marks that close a sentence, save a question's. */
function bare(text: string): string {
  return text.trim().replace(/[。．.!！,，:：;；\s]+$/u, '');
}

function lengthOf(text: string): number {
  return [...text].length;
}

function cutTo(text: string, most: number): string {
  return lengthOf(text) <= most ? text : `${[...text].slice(0, Math.max(0, most - 1)).join('')}…`;
}
