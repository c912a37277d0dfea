import type { Language } from '@clipo/contract';

/** What the parts of a line cost the built-in voice, in milliseconds: fitted to lines that were really spoken. */
const costs: Record<
  Language,
  { line: number; han: number; letter: number; small: number; syllable: number; mark: number }
> = {
  'zh-CN': { line: 78, han: 212, letter: 80, small: 180, syllable: 212, mark: 317 },
  en: { line: 259, han: 212, letter: 76, small: 195, syllable: 240, mark: 321 },
};
const smallWord =
  /^(?:a|an|the|to|for|of|with|and|or|you|your|it|its|is|are|was|on|that|this|up|in|at|so|as|by|be|can|who|from|until)$/i;

/**
 * About how long a text takes to say, in milliseconds: enough to choose which lines are worth speaking. What counts is
 * always the measured length of the real voice.
 */
export function estimateSpeech(text: string, language: Language): number {
  const cost = costs[language];
  const inner = text.replace(/[\p{P}\s]+$/u, '');
  const marks = inner.match(/[，。！？；：,!?;:]|\.(?!\d)/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/\p{Script=Latin}[\p{Script=Latin}'’]*/gu) ?? [];
  const numbers = text.match(/\d[\d,]*(?:\.\d+)?/g) ?? [];
  const signs = text.match(/[℃℉%°$¥€£]/gu)?.length ?? 0;
  const syllables =
    numbers.reduce((sum, number) => sum + numeralSyllables(number.replaceAll(',', ''), language), 0) +
    signs * (language === 'zh-CN' ? 3 : 2);
  const latin = words.reduce((sum, word) => sum + (smallWord.test(word) ? cost.small : cost.letter * word.length), 0);
  return Math.round(cost.line + cost.han * han + latin + cost.syllable * syllables + cost.mark * marks);
}

/** 268 is 二百六十八, five syllables; in English two hundred sixty-eight, seven. */
function numeralSyllables(number: string, language: Language): number {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = [...whole].filter((digit) => digit !== '0').length;
  const places = Math.max(0, whole.replace(/0+$/, '').length - 1);
  const spoken = language === 'zh-CN' ? digits + places : digits * 1.5 + places;
  return Math.max(1, spoken) + (fraction === '' ? 0 : fraction.length + 1);
}
