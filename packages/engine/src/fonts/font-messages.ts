/** What a font says of itself. Texts are the font maker's words, in one plain line. */
export interface FontFacts {
  family: string;
  style: string;
  /** Who owns it, by its notice of copyright. */
  holder: string | undefined;
  licence: string | undefined;
  /** How many characters it can draw, and how many of them are hanzi; the others are drawn in Clipo's own font. */
  characters: number;
  hanzi: number;
  /** Whether its maker forbids to embed it in documents. */
  isRestricted: boolean;
}

export interface FontTask {
  path: string;
}

/** The font written anew with what it says of itself, or why it can't be read. */
export type FontAnswer = { facts: FontFacts; sfnt: Uint8Array } | { problem: string };
