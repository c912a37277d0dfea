import { ClipoError, type ExplicitLabel, type Language } from '@clipo/contract';

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
  return Math.ceil((Math.min(frame.width, frame.height) * 7) / 100);
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
  const margin = Math.ceil(Math.min(width, height) * 0.045);
  return {
    text: labelWording[frame.language],
    fontPx: labelFontPx(frame),
    x: isTall ? Math.ceil((width * 72) / 1080) : margin,
    y: isTall ? Math.ceil((height * 288) / 1920) : margin,
  };
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
