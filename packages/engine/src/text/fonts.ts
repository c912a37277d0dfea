import type { TextStyle } from '@clipo/contract';

/**
 * The one family that all layers set text in: Noto Sans CJK. On the server the font files are registered under this
 * name, in a browser a web font is. A name of our own, so that no other font of the host can stand in for it.
 */
export const fontFamily = 'Clipo Sans';

/** Where a colour emoji font is installed, it is registered under this name; without one emoji are left out. */
export const emojiFamily = 'Clipo Emoji';

const weightNumbers = { regular: 400, medium: 500, bold: 700, black: 900 } as const;

/** Weight of a text. Noto Sans CJK has real regular and bold faces; medium is drawn as regular, black as bold. */
export type TextWeight = TextStyle['weight'];

/** What goes into a canvas's `font`, for a size in pixels. */
function fontOf(weight: TextWeight, px: number): string {
  return `${weightNumbers[weight]} ${px}px "${fontFamily}", "${emojiFamily}"`;
}

/**
 * Sets font, language and base direction for a text. The language picks the mainland forms of hanzi and full-width
 * quotes for Chinese, narrow ones elsewhere; the direction comes from the first strong character.
 */
export function useFont(ctx: CanvasRenderingContext2D, weight: TextWeight, px: number, text: string): void {
  ctx.lang = languageOf(text);
  ctx.font = fontOf(weight, px);
  ctx.direction = isRightToLeft(text) ? 'rtl' : 'ltr';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
}

/** BCP 47 language that glyphs are chosen by. */
export function languageOf(text: string): 'zh-Hans' | 'en' {
  return /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u.test(text) ? 'zh-Hans' : 'en';
}

/** Whether the first strong letter of a text runs from right to left. */
function isRightToLeft(text: string): boolean {
  const firstLetter = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(firstLetter);
}
