import type { ExplicitLabel, Language } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import {
  labelEms,
  labelFontPercent,
  labelLineHeight,
  labelMargin,
  narrowLabelEms,
  tallLabelZone,
} from '@clipo/contract/label-lines';

/**
 * The explicit label's words by language. GB 45438-2025 §5 asks for an AI element (人工智能 or AI) and a generation
 * element (生成 or 合成) in the text itself, so a translation alone does not do: it follows the conforming words.
 */
export const labelWording: Readonly<Record<Language, string>> = {
  'zh-CN': 'AI生成',
  en: 'AI生成 · AI-generated',
};

/** A frame to be labelled, in pixels of the output (after scaling, cropping and rotation). */
export interface LabelledFrame {
  language: Language;
  width: number;
  height: number;
}

/**
 * Whether a text is an explicit label in the sense of GB 45438-2025 §5: it holds 人工智能 or AI, and 生成 or 合成, close to
 * each other. `AI`, `AI-generated` or `智能创作` alone are not.
 */
export function isConformingWording(text: string): boolean {
  return /(?:人工智能|AI).{0,6}(?:生成|合成)|(?:生成|合成).{0,6}(?:人工智能|AI)/.test(text);
}

/**
 * Font size at which even the Latin capitals of Noto Sans CJK (ink 73 % of the size) reach the 5 % of the short side that
 * GB 45438-2025 §5.2 and §5.4 ask for: 7 % of the short side, rounded up.
 */
function labelFontPx(frame: LabelledFrame): number {
  return Math.ceil((Math.min(frame.width, frame.height) * labelFontPercent) / 100);
}

/**
 * Where and how large the label stands on a video's frames. On tall frames (9:16 and narrower) it stands at the top left
 * inside the safe zones of every platform (x ≥ 72, y ≥ 288 at 1080×1920); on other shapes, which platforms show without
 * controls over them, close to the top left corner. Pixels are whole.
 * @throws ClipoError `invalid_input` where width or height is not a whole number of at least 1
 */
export function explicitLabel(frame: LabelledFrame): ExplicitLabel {
  assertFrame(frame);
  const { width, height } = frame;
  const isTall = height * 10 >= width * 16;
  const margin = Math.ceil(Math.min(width, height) * labelMargin);
  return {
    text: labelWording[frame.language],
    fontPx: labelFontPx(frame),
    x: isTall ? Math.ceil((width * tallLabelZone.left) / 1080) : margin,
    y: isTall ? Math.ceil((height * tallLabelZone.top) / 1920) : margin,
  };
}

/** Forms of the label's words: the usual one, then narrower ones of more lines, each with its width in ems of Noto Sans CJK bold, rounded up. */
const labelForms: Readonly<Record<Language, readonly { text: string; lines: number; ems: number }[]>> = {
  'zh-CN': [{ text: labelWording['zh-CN'], lines: 1, ems: labelEms['zh-CN'] }],
  en: [
    { text: labelWording.en, lines: 1, ems: labelEms.en },
    { text: labelWording.en.replace(' · ', '\n'), lines: 2, ems: narrowLabelEms.en },
  ],
};

/** So many rows of places lie at the top of what may be used, and as many at its bottom: the middle is for the picture. */
const rowsAtEdge = 3;

/**
 * All places where the label may stand on a video's frames, its letters in their one size: first the one of
 * `explicitLabel`, then at the top, then at the bottom, each at the left or the right, rows half its height apart. Words
 * that are wide in one line come after that in two, of the same size each: these keep off a subject in the middle. On tall
 * frames they lie in what the controls of every platform leave free (x 72–880, y 288–1248 at 1080×1920), on other shapes
 * inside a margin. Where the words are as wide as the room there is one column. Pixels are whole. See decision 17.
 * @throws ClipoError as `explicitLabel`
 */
export function labelPlaces(frame: LabelledFrame): [PlacedLabel, ...PlacedLabel[]] {
  const first = explicitLabel(frame);
  const [whole, ...others] = labelForms[frame.language].map((form) => placesOf(first, form, frame));
  const [usual, ...rest] = whole ?? [];
  if (usual === undefined) {
    throw new ClipoError('internal', `no form of the label in ${frame.language}`);
  }
  return [usual, ...rest, ...others.flat()];
}

function placesOf(
  first: ExplicitLabel,
  { text, lines, ems }: { text: string; lines: number; ems: number },
  { width, height }: LabelledFrame,
): PlacedLabel[] {
  const isTall = height * 10 >= width * 16;
  const w = Math.ceil(ems * first.fontPx);
  const line = Math.ceil(first.fontPx * labelLineHeight);
  const h = line * lines;
  const right = isTall ? Math.floor((width * tallLabelZone.right) / 1080) : width - first.x;
  const bottom = isTall ? Math.floor((height * tallLabelZone.bottom) / 1920) : height - first.y;
  const columns = right - w - first.x > first.fontPx ? [first.x, right - w] : [first.x];
  const offsets = Array.from({ length: rowsAtEdge }, (_, row) => Math.ceil((row * line) / 2));
  const rows = [...offsets.map((offset) => first.y + offset), ...offsets.map((offset) => bottom - h - offset)];
  return rows.flatMap((y) => columns.map((x) => ({ ...first, text, x, y, w, h })));
}

/** A place of the label with the room that it takes there. */
export interface PlacedLabel extends ExplicitLabel {
  w: number;
  h: number;
}

/**
 * Where and how large the label stands on a cover or another still. Images must carry it at an edge or a corner
 * (GB 45438-2025 §5.2), so it goes right into the top left corner, whatever the shape. Pixels are whole.
 * @throws ClipoError `invalid_input` where width or height is not a whole number of at least 1
 */
export function coverLabel(frame: LabelledFrame): ExplicitLabel {
  assertFrame(frame);
  const margin = Math.ceil(Math.min(frame.width, frame.height) * 0.03);
  return { text: labelWording[frame.language], fontPx: labelFontPx(frame), x: margin, y: margin };
}

function assertFrame(frame: LabelledFrame): void {
  for (const field of ['width', 'height'] as const) {
    if (!Number.isSafeInteger(frame[field]) || frame[field] < 1) {
      throw new ClipoError('invalid_input', `${field}: must be a whole number of pixels, got ${frame[field]}`, {
        details: { field, problem: `must be a whole number of pixels, got ${frame[field]}` },
      });
    }
  }
}
