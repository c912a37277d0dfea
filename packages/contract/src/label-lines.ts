import type { Language } from './language.ts';

// What a label measures, for who writes it (`@clipo/label`), draws it (`@clipo/engine`) and keeps its place free (`@clipo/agent`).

/** Size of the letters, in percent of the frame's short side. */
export const labelFontPercent = 7;

/** Room between a label and the frame's edges, over the short side, where platforms show no controls. */
export const labelMargin = 0.045;

/** What the controls of every platform leave free for a label in tall frames, in pixels of 1080 × 1920. */
export const tallLabelZone = { left: 72, right: 880, top: 288, bottom: 1248 } as const;

/** Width of a label's words in one line, in ems of Noto Sans CJK bold, rounded up. */
export const labelEms: Readonly<Record<Language, number>> = { 'zh-CN': 3, en: 10.4 };

/** The same of their narrowest form: English ones may stand in two lines. */
export const narrowLabelEms: Readonly<Record<Language, number>> = { 'zh-CN': 3, en: 6.4 };

/** From one line of a label to the next, in its font sizes. */
export const labelLineHeight = 1.15;

/** Pixels that a label's plate reaches beyond its letters to the left and right; above and below them half of it. */
export function platePad({ fontPx }: { fontPx: number }): number {
  return Math.ceil(fontPx * 0.24);
}
