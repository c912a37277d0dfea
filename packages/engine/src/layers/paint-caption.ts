import type { CaptionLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import type { CaptionPage } from '../text/caption-pages.ts';
import { paintRuns, type Run, runsOf } from '../text/caption-runs.ts';
import type { PlacedText } from '../text/layout-text.ts';
import type { Ruler } from '../text/measure.ts';
import { roundedRect, textPaintOf } from '../text/paint-text.ts';
import { type CaptionColors, captionColors } from './caption-colors.ts';
import { lookRules } from './caption-looks.ts';

/** What of a state a sprite holds: all of it, or the lit word apart from the rest so that it can move. */
export type CaptionPart = 'whole' | 'rest' | 'lit';

/** A page with one of its words lit, and its letters before `upTo` shown. */
export interface CaptionState {
  placed: PlacedText;
  page: CaptionPage;
  word: CaptionPage['words'][number] | null;
  upTo: number;
  part: CaptionPart;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** A letter takes this long to type at most: slow words wait for the voice, typed. */
const secondsPerLetter = 0.09;

/** Offset in a page's text up to which it is typed at a frame: the first letter is there with the word's first frame. */
export function typedLetters(word: CaptionPage['words'][number], text: string, frame: number, fps: number): number {
  const letters = [...graphemes.segment(text.slice(word.start, word.end))];
  const spoken = Math.max(1, word.endFrame - word.startFrame);
  const frames = Math.min(spoken, Math.ceil(letters.length * secondsPerLetter * fps));
  const typed = 1 + Math.floor((Math.max(0, frame - word.startFrame) * letters.length) / frames);
  return word.start + (letters[typed]?.index ?? word.end - word.start);
}

/** Draws one state of a caption in its look, with frame coordinates. */
export function paintCaption(
  ctx: CanvasRenderingContext2D,
  layer: CaptionLayer,
  state: CaptionState,
  ruler: Ruler,
  shortSide: number,
): void {
  const { placed, word, part } = state;
  const rules = lookRules[layer.look ?? 'karaoke'];
  const px = placed.fontPx;
  const colors = captionColors(layer, px, shortSide);
  const all = runsOf(placed, { emphasis: layer.emphasis ?? [], lit: word, upTo: state.upTo }, ruler);
  const lit = all.filter(({ role }) => role === 'lit');
  const runs = part === 'whole' ? all : part === 'lit' ? lit : all.filter(({ role }) => role !== 'lit');
  const marks = part === 'rest' ? [] : boundsOfLines(lit);
  if (colors.card !== null) {
    paintCard(ctx, placed.bounds, px, colors.card);
  }
  const shadow = textPaintOf(layer.style, shortSide).shadow ?? null;
  const litEm = Math.max(0, ...marks.map(({ w }) => w)) / px;
  paintRuns(ctx, placed, runs, {
    colors,
    outline: colors.outline,
    shadow: colors.card === null ? shadow : null,
    fatten: rules.fatten * px,
    litScale: Math.min(rules.lit.scale, 1 + rules.lit.growth / Math.max(0.5, litEm)),
    isLitOutlined: rules.mark !== 'box',
    underlay: () => paintMarks(ctx, marks, rules.mark, px, colors),
  });
  if (rules.mark === 'caret') {
    paintCaret(ctx, all.at(-1), px, colors.mark);
  }
}

/** Where a lit word stands on a line: its left end on the base line, its width, and how far a box reaches beyond, in em. */
interface Mark {
  x: number;
  y: number;
  w: number;
  reach: number;
}

/** The places of the lit word, one a line. */
function boundsOfLines(lit: readonly Run[]): Mark[] {
  const baselines = [...new Set(lit.map(({ baseline }) => baseline))];
  return baselines.map((baseline) => {
    const runs = lit.filter((run) => run.baseline === baseline);
    const left = Math.min(...runs.map(({ x }) => x));
    const right = Math.max(...runs.map(({ x, width }) => x + width));
    // Latin words have blanks beside them for a box to reach into; hanzi have not, and grow smaller in it instead.
    const reach = runs.some(({ text }) => /\p{Script=Han}/u.test(text)) ? 0.03 : 0.1;
    return { x: left, y: baseline, w: right - left, reach };
  });
}

function paintMarks(
  ctx: CanvasRenderingContext2D,
  marks: readonly Mark[],
  kind: 'color' | 'box' | 'bar' | 'caret',
  px: number,
  colors: CaptionColors,
): void {
  for (const { x, y, w, reach } of marks) {
    if (kind === 'box') {
      ctx.fillStyle = colors.mark;
      roundedRect(ctx, { x: x - px * reach, y: y - px * 0.97, w: w + px * reach * 2, h: px * 1.18 }, px * 0.2);
      ctx.fill();
    } else if (kind === 'bar') {
      const bar = { x: x + px * 0.02, y: y + px * 0.15, w: w - px * 0.04, h: px * 0.16 };
      if (colors.outline !== null) {
        const edge = colors.outline.width * 0.7;
        ctx.fillStyle = colors.outline.color;
        roundedRect(ctx, { x: bar.x - edge, y: bar.y - edge, w: bar.w + 2 * edge, h: bar.h + 2 * edge }, px);
        ctx.fill();
      }
      ctx.fillStyle = colors.mark;
      roundedRect(ctx, bar, px);
      ctx.fill();
    }
  }
}

function paintCard(ctx: CanvasRenderingContext2D, { x, y, w, h }: PixelRect, px: number, color: string): void {
  ctx.fillStyle = color;
  roundedRect(ctx, { x: x - px * 0.42, y: y - px * 0.22, w: w + px * 0.84, h: h + px * 0.44 }, px * 0.22);
  ctx.fill();
}

function paintCaret(ctx: CanvasRenderingContext2D, last: Run | undefined, px: number, color: string): void {
  if (last !== undefined) {
    ctx.fillStyle = color;
    ctx.fillRect(last.x + last.width + px * 0.06, last.baseline - px * 0.84, px * 0.07, px * 0.94);
  }
}
