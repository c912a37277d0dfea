import type { Brief, Language, Product, Role } from '@clipo/contract';
import { foldText } from '../script/fold-text.ts';
import { gatherWording, type Wording } from '../script/wording.ts';
import { bare, cutTo, isForbidden, lengthOf } from './copy-lengths.ts';
import { sentencesOf } from './copy-sentences.ts';
import { scoreHook } from './score-copy.ts';

/** Characters of a cover's words: two or three lines that are read at a glance. */
const coverCharacters: Record<Language, number> = { 'zh-CN': 14, en: 38 };
const leastCover = 4;
/** Sentences that lean on the one before: alone on a picture they say nothing. */
const leaning: Record<Language, RegExp> = {
  'zh-CN':
    /^(?:你没看错|看过来|看这里|看这条|见过吗|未必|熟吗|有过吗|来得正好|难怪|记住了|值得一提|一看就懂|先看值不值|有出处的|呢？)/u,
  en: /^(?:sound good|you read that right|look (?:again|at this|here)|noticed|got it|right|have you|and at home|choose well|just start|your body knows|pour them this|here is one|you just pay|simple as that|had enough)\b/iu,
};

/**
 * A cover's title: the opening whole where it is short, else its strongest sentence that stands by itself, else what the
 * product claims. Pure.
 */
export function coverTextOf(lines: readonly { role: Role; text: string }[], wording: Wording): string {
  const { language } = wording;
  const most = coverCharacters[language];
  const hook = lines.find(({ role }) => role === 'hook')?.text ?? '';
  const standing = (texts: readonly string[]) =>
    texts
      .map(bare)
      .filter(
        (text) =>
          lengthOf(text) <= most &&
          lengthOf(text) >= leastCover &&
          !leaning[language].test(text) &&
          !isForbidden(text, language),
      );
  const strongest = (texts: readonly string[]) =>
    standing(texts).sort((a, b) => scoreHook(b, language) - scoreHook(a, language))[0];
  const sentences = sentencesOf(hook);
  // The opening's own words first: the cover promises what the video begins with.
  return (
    standing([hook])[0] ??
    strongest(sentences) ??
    standing(sentences.map((sentence) => /^[^，：；,:;]+/u.exec(sentence)?.[0] ?? ''))[0] ??
    standing(wording.points.map(({ text }) => text))[0] ??
    cutTo(wording.name, most)
  );
}

/**
 * The words of a video's cover: its title, and the product's spoken name where the title does not hold it. Pure.
 * @throws ClipoError `invalid_input` as `gatherWording`
 */
export function coverWords(input: {
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay'>;
  product: Product;
  language: Language;
  lines: readonly { role: Role; text: string }[];
}): { text: string; name: string | null } {
  const wording = gatherWording(input.brief, input.product, input.language);
  const text = coverTextOf(input.lines, wording);
  return { text, name: foldText(text).includes(foldText(wording.name)) ? null : wording.name };
}
