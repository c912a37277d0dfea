/** So much of what is read in one picture is kept. */
const mostLetters = 300;

/**
 * What a reader of pictures gave, as somebody would search for it: Chinese without the spaces that it puts between
 * characters, and without specks that it took for letters. Pure.
 */
export function tidyWords(read: string): string {
  const lines = read
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .map((line) =>
      line
        .split(' ')
        .filter((word) => /\p{Script=Han}{2}|[A-Za-z]{3}|\d/u.test(word))
        .join(' '),
    )
    .filter((line) => line !== '');
  return [...new Set(lines)].join(' ').slice(0, mostLetters);
}
