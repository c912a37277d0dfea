const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Scripts and signs that take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Columns that a text takes in a terminal: Han characters and emoji take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += wide.test(segment) ? 2 : 1;
  }
  return width;
}

/** The text, its end replaced by … where it is wider than `columns`. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) {
    return text;
  }
  let kept = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > columns - 1) {
      break;
    }
    kept += segment;
  }
  return `${kept}…`;
}

/** What a line may not be broken within: a word, or a wide character with the signs that stick to it on either side. */
const unbroken = (() => {
  const han = String.raw`[\u2e80-\u2fff\u3005-\u3007\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff]`;
  const opens = String.raw`[（“‘「《【(\[<]`;
  const closes = String.raw`[，。；：、！？）”’」》】…,.;:!?)\]>%]`;
  return new RegExp(`\\s*(?:${opens}*${han}${closes}*|(?:(?!${han})[^\\s，。；：、！？])+${closes}*|\\S)`, 'gu');
})();

/** The text as lines of at most so many columns, broken between words or Han characters; a longer word stays whole. */
export function wrapText(text: string, columns: number): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const lines: string[] = [];
    let rest = '';
    for (const [chunk] of line.matchAll(unbroken)) {
      if (rest !== '' && widthOf(rest) + widthOf(chunk) > columns) {
        lines.push(rest);
        rest = chunk.trimStart();
      } else {
        rest += chunk;
      }
    }
    return [...lines, rest];
  });
}
