import type { Language } from '@clipo/contract';

/** Lead-ins that begin a telling: after another point they sound like a list read out of order. */
const opening: Record<Language, RegExp> = {
  'zh-CN': /^(?:头一条|先说|先看|看看这里)/u,
  en: /^(?:for one thing|start with|top of the list|one thing first|first:|sugar first|material first)/iu,
};

/** Lead-ins that go on from something said before: as the first point they hang in the air. */
const goingOn: Record<Language, RegExp> = {
  'zh-CN': /^(?:再说|再看|还有|接着|换个角度|说回|连这个)|还有一点：/u,
  en: /^(?:what else|anything else|there’s more|from another side|and don’t miss|down to the details|more on)/iu,
};

/** Whether a pattern begins a telling. */
export function opensTelling(pattern: string, language: Language): boolean {
  return opening[language].test(pattern);
}

/** Whether a pattern goes on from what was told before. */
export function goesOn(pattern: string, language: Language): boolean {
  return goingOn[language].test(pattern);
}

/** English words of four letters and more that may stand twice in a line and be heard as one. */
const unheard = new Set(
  'with this that from your when what have more than does here them they then will into over just like every all'.split(
    ' ',
  ),
);

/** A pattern's own words as they would be heard again: pairs of Chinese characters, beginnings of English words. */
const heard = new Map<string, readonly string[]>();

function heardIn(pattern: string): readonly string[] {
  const known = heard.get(pattern);
  if (known !== undefined) {
    return known;
  }
  const own = pattern.replace(/\{\w+\}/gu, ' ').toLowerCase();
  const pairs = (own.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) =>
    [...run].slice(1).map((_, index) => run.slice(index, index + 2)),
  );
  const stems = (own.match(/[a-z]{4,}/gu) ?? [])
    .filter((word) => !unheard.has(word))
    .map((word) => ` ${word.replace(/(?:ness|ing|ed|es|s|y|er|e)$/u, '')}`);
  const words = [...pairs, ...stems];
  heard.set(pattern, words);
  return words;
}

/** Whether a lead-in says a word of the claim before the claim does: 咬一口：一口酥脆, "Easy to clean? Wipe to clean." */
export function echoes(pattern: string, claim: string): boolean {
  const said = ` ${claim.toLowerCase().replaceAll('-', ' ')}`;
  return heardIn(pattern).some((word) => said.includes(word));
}
