import type { SpokenPart } from '../front-end/speak-out.ts';

/**
 * A part's text as the program takes it: words that have sounds as `[[mnemonics]]`, and where a place of that text is in the
 * part's own.
 */
export function textWithSounds({ text, sounded = [] }: SpokenPart): {
  text: string;
  placeOf(position: number): number;
} {
  let written = '';
  let from = 0;
  const blocks: { start: number; end: number; spokenStart: number; spokenEnd: number }[] = [];
  for (const { spokenStart, spokenEnd, sounds } of sounded) {
    written += text.slice(from, spokenStart);
    const start = written.length;
    written += `[[${sounds.espeak}]]`;
    blocks.push({ start, end: written.length, spokenStart, spokenEnd });
    from = spokenEnd;
  }
  written += text.slice(from);
  const placeOf = (position: number) => {
    const block = blocks.findLast(({ start }) => start <= position);
    if (block === undefined) {
      return position;
    }
    return position < block.end ? block.spokenStart : position - block.end + block.spokenEnd;
  };
  return { text: written, placeOf };
}
