/**
 * A text as it is compared: full-width letters as half-width, no case, no space, no zero-width characters, so that
 * "ＢＥＳＴ  price" is found where "best price" is forbidden.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/gu, '');
}

/** The first of `phrases` that a text holds, compared as `foldText` does. */
export function heldPhrase(text: string, phrases: readonly string[]): string | undefined {
  const folded = foldText(text);
  return phrases.find((phrase) => folded.includes(foldText(phrase)));
}
