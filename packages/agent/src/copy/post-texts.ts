import type { Brief, Language, Product, Role } from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import { foldText, heldPhrase } from '../script/fold-text.ts';
import { gatherWording, type Wording } from '../script/wording.ts';
import { bare, cutTo, isForbidden, lengthOf } from './copy-lengths.ts';
import { coverTextOf } from './cover-words.ts';
import { categoryTags } from './hashtags.ts';
import { type Platform, type PlatformLimits, platformLimits } from './platform-limits.ts';
import { postFrame } from './post-frames.ts';

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

const leastTitle = 6;

/**
 * Title, description, hashtags, cover text and AI declaration of a video for a platform, within its limits. They are made
 * of what the video itself says, so that two creatives have two texts; facts keep their source. `variant` (from 0) gives
 * another title and another description of the same video, for another account or another cut of it. Pure.
 * @throws ClipoError `invalid_input` as `gatherWording`
 */
export function postTexts(input: PostInput, platform: Platform, variant = 0): PostTexts {
  const limits = platformLimits[platform];
  const wording = gatherWording(input.brief, input.product, input.language);
  const hashtags = hashtagsOf(wording, limits);
  return {
    title: titleOf(input, wording, limits, variant),
    description: descriptionOf(input, wording, limits, hashtags, variant),
    hashtags,
    coverText: coverTextOf(input.lines, wording),
    aiDeclaration: limits.aiDeclaration,
  };
}

function titleOf({ lines, language }: PostInput, wording: Wording, limits: PlatformLimits, variant: number): string {
  if (limits.title === 0) {
    return '';
  }
  const hook = bare(lines.find(({ role }) => role === 'hook')?.text ?? '');
  const first = bare(/^[^，。！？,!?:：]+[？?]?/u.exec(hook)?.[0] ?? '');
  const between = language === 'en' ? ' | ' : '｜';
  const named = wording.noun !== undefined && foldText(hook).includes(foldText(wording.noun));
  const claims = [wording.price, wording.original?.text];
  const texts = [
    named ? hook : `${hook}${between}${wording.name}`,
    `${first}${between}${wording.name}`,
    hook,
    ...wording.points.flatMap(({ text }) => [`${wording.name}${between}${text}`, `${text}${between}${wording.name}`]),
    wording.name,
  ];
  const titles = texts
    .filter((text) => limits.isPlain !== true || !claims.some((claim) => claim !== undefined && text.includes(claim)))
    .map((text) => withSigns(text, limits))
    .filter((text) => lengthOf(text) <= limits.title && lengthOf(text) >= leastTitle && !isForbidden(text, language));
  const distinct = [...new Set(titles)];
  return distinct[variant % Math.max(1, distinct.length)] ?? cutTo(withSigns(wording.name, limits), limits.title);
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

function descriptionOf(
  { lines, language }: PostInput,
  wording: Wording,
  limits: PlatformLimits,
  hashtags: readonly string[],
  variant: number,
): string {
  const said = lines
    .filter(({ role }) => limits.isPlain !== true || (role !== 'offer' && role !== 'cta'))
    .map(({ role, text, source }) => ({ role, text: text.trim(), source }));
  const distinct = [...new Map(said.map((line) => [foldText(line.text), line])).values()];
  const sourced = distinct.map(({ role, text, source }) => ({
    role,
    text: source === undefined ? text : `${text}${language === 'en' ? ` (Source: ${source})` : `（来源：${source}）`}`,
  }));
  const { opener, closer, arrange } = postFrame(variant, wording, limits);
  const paragraphs = [...opener, ...arrange(sourced)];
  const tags = limits.hashtagsInText ? hashtags.map((tag) => `#${tag}`).join(' ') : '';
  const end = [...closer, ...(tags === '' ? [] : [tags])];
  const room = limits.description - end.reduce((sum, text) => sum + lengthOf(text) + 1, 0);
  // What does not fit goes from the end; the opening stays.
  for (let count = paragraphs.length; count > 0; count--) {
    const text = paragraphs.slice(0, count).join('\n');
    if (lengthOf(text) <= room) {
      return [text, ...end].join('\n');
    }
  }
  return cutTo([cutTo(paragraphs[0] ?? '', Math.max(0, room)), ...end].join('\n').trim(), limits.description);
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
