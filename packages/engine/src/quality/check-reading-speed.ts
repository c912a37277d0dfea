import type { QualityFinding, Storyboard } from '@clipo/contract';

/** Letters a second that can be read along: hanzi, and Latin letters with their spaces. */
const mostLetters = { 'zh-CN': 9, en: 25 } as const;
/** Words stay this long after they were spoken, unless others come (see caption-pages.ts). */
const lingerMs = 400;

/** Captions that go by faster than they can be read. Pure. */
export function checkReadingSpeed({ captions, fps, language }: Storyboard): QualityFinding[] {
  const limit = mostLetters[language];
  const toMs = (frame: number) => Math.round((frame * 1000) / fps);
  return captions.flatMap(({ text, startFrame, endFrame }, index): QualityFinding[] => {
    const atMs = toMs(startFrame);
    const nextMs = toMs(captions[index + 1]?.startFrame ?? Number.MAX_SAFE_INTEGER / 1000);
    const endMs = Math.min(toMs(endFrame) + lingerMs, Math.max(nextMs, toMs(endFrame)));
    const measured = Math.round((lettersOf(text, language) * 10_000) / Math.max(1, endMs - atMs)) / 10;
    return measured > limit
      ? [{ kind: 'reading-speed', severity: 'fault', atMs, endMs: toMs(endFrame), measured, limit, text }]
      : [];
  });
}

/** In Chinese a Latin letter or figure counts half: it is narrower, and read by the word. */
function lettersOf(text: string, language: Storyboard['language']): number {
  if (language === 'en') {
    return text.length;
  }
  const hanzi = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const others = text.match(/[^\p{Script=Han}\s\p{P}]/gu)?.length ?? 0;
  return hanzi + others / 2;
}
