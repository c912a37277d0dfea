/** A voice takes breath at least this often. */
const mostLetters = 180;

/**
 * A text as it is spoken, piece by piece: at the ends of sentences, long ones at commas, endless ones anywhere. Marks-up
 * like `<break/>` is no speech and is left out; so is what holds nothing that can be said.
 */
export function sentencesOf(text: string): string[] {
  const bare = text.replace(/<\/?[a-z][^<>]{0,200}>/giu, ' ').replace(/\s+/gu, ' ');
  const sentences = bare.match(/[^。！？!?；;\n.]+(?:\.(?=\S)[^。！？!?；;\n.]*)*[。！？!?；;.…"”’）)]*/gu) ?? [];
  return sentences
    .flatMap((sentence) => shortened(sentence.trim()))
    .filter((sentence) => /[\p{Script=Han}\p{Script=Latin}\p{Nd}]/u.test(sentence));
}

function shortened(sentence: string): string[] {
  if (sentence.length <= mostLetters) {
    return [sentence];
  }
  const parts: string[] = [];
  for (const clause of sentence.match(/[^，,、：:]+[，,、：:]*/gu) ?? [sentence]) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + clause.length <= mostLetters) {
      parts[parts.length - 1] = last + clause;
    } else {
      parts.push(...(clause.match(new RegExp(`.{1,${mostLetters}}`, 'gsu')) ?? []));
    }
  }
  return parts;
}
