/**
 * Whether words were dressed up so as not to be found: with signs or blanks between Han characters, with what nobody sees,
 * or with letters of another width or alphabet among their own.
 */
export function isDisguised(words: string): boolean {
  const isPulledApart = /\p{Script=Han}[^\p{L}\p{N}]+\p{Script=Han}/u.test(words);
  const isUnseen = /[\p{Cf}\p{Mn}\p{Co}]/u.test(words);
  const isOfOtherWidth = words.normalize('NFKC') !== words;
  const isMixed = /[a-z]/i.test(words) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(words);
  return isPulledApart || isUnseen || isOfOtherWidth || isMixed;
}
