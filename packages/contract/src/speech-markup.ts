/** A spoken text without its marks, and what they ask for. Positions are those of `text`. */
export interface SpeechMarkup {
  /** What is said and captioned. */
  text: string;
  /** For each position of `text`, its end included, the position in what was written. */
  places: readonly number[];
  /** Silence before the character at a position, in milliseconds. */
  pauses: readonly { at: number; ms: number }[];
  /** Stretches that are said with weight, half-open. */
  stresses: readonly { start: number; end: number }[];
}

/** How long a pause is where none is told, and at most. */
export const pauseMs = { usual: 400, most: 5_000 } as const;

const mark =
  /\[\s*(?:pause|停顿)\s*(?:(\d{1,4}(?:\.\d{1,3})?)\s*(s|ms|秒|毫秒)\s*)?\]|\*\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*\*/giu;

/**
 * Reads the two marks that a spoken text may hold: `[pause]`, `[pause 0.8s]`, `[停顿 0.8秒]` is silence, at most 5 s;
 * `**words**` are said with weight. All else, also tags of other systems, is text like any other. Pure.
 */
export function readMarkup(written: string): SpeechMarkup {
  const places: number[] = [];
  const pauses: { at: number; ms: number }[] = [];
  const stresses: { start: number; end: number }[] = [];
  let text = '';
  const keep = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      places.push(at);
    }
    text += written.slice(from, to);
  };
  let from = 0;
  for (const match of written.matchAll(mark)) {
    const [whole, amount, unit, stressed] = match;
    keep(from, match.index);
    if (stressed === undefined) {
      const isSeconds = unit === 's' || unit === 'S' || unit === '秒';
      const ms = amount === undefined ? pauseMs.usual : Number(amount) * (isSeconds ? 1_000 : 1);
      pauses.push({ at: text.length, ms: Math.round(Math.min(pauseMs.most, ms)) });
    } else {
      const start = text.length;
      keep(match.index + 2, match.index + 2 + stressed.length);
      stresses.push({ start, end: text.length });
    }
    from = match.index + whole.length;
  }
  keep(from, written.length);
  return { text, places: [...places, written.length], pauses, stresses };
}

/** A spoken text as it is captioned: without its marks. */
export function withoutMarkup(written: string): string {
  return readMarkup(written).text;
}
