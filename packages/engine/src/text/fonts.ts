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

/** Contexts of a brand that has a font of its own. */
const ownFamilies = new WeakMap<object, string>();

/** Texts of a context are drawn in a family of the brand's own from now on, which is registered under this name. */
export function giveFamily(ctx: CanvasRenderingContext2D, family: string): void {
  ownFamilies.set(ctx, family);
}

/** What goes into a canvas's `font`, for a size in pixels. What a family has no glyph for comes from the next. */
function fontOf(weight: TextWeight, px: number, own: string | undefined): string {
  const first = own === undefined ? '' : `"${own}", `;
  return `${weightNumbers[weight]} ${px}px ${first}"${fontFamily}", "${emojiFamily}"`;
}

/** As `useFont`, in Clipo's own family whatever the brand's is: what the law wants to be read is set so. */
export function usePlainFont(ctx: CanvasRenderingContext2D, weight: TextWeight, px: number, text: string): void {
  useFont(ctx, weight, px, text);
  ctx.font = fontOf(weight, px, undefined);
}

/**
 * Sets font, language and base direction for a text. The language picks the mainland forms of hanzi and full-width
 * quotes for Chinese, narrow ones elsewhere; the direction comes from the first strong character.
 */
export function useFont(ctx: CanvasRenderingContext2D, weight: TextWeight, px: number, text: string): void {
  ctx.lang = languageOf(text);
  ctx.font = fontOf(weight, px, ownFamilies.get(ctx));
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
