import type { Language } from '@clipo/contract';

/** A text as sentences, each with its closing mark; line breaks close one too. A decimal point closes none. */
export function sentencesOf(text: string): string[] {
  return (text.match(/(?:[^。！？!?.\n]|\.(?=[\p{L}\d]))+(?:[。！？!?.]+|\n|$)|[。！？!?.]+/gu) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Sentences as one text: with spaces in English, without in Chinese. */
export function joinSentences(sentences: readonly string[], language: Language): string {
  return sentences.join(language === 'en' ? ' ' : '');
}

/** How long a sentence is to a reader: Han characters in Chinese, words in English. */
export function unitsOf(text: string, language: Language): number {
  return language === 'zh-CN'
    ? (text.match(/\p{Script=Han}/gu)?.length ?? 0) + (text.match(/[A-Za-z]+|\d+(?:\.\d+)?/gu)?.length ?? 0)
    : (text.match(/[\p{L}\p{N}'’.-]+/gu)?.length ?? 0);
}
