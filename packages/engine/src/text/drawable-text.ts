import type { CanvasPort } from '../layers/layer.ts';
import { languageOf, useFont } from './fonts.ts';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const probeSide = 40;
/** A noncharacter: no font has it, so it draws the box that stands for missing glyphs. */
const missing = '\u{10FFFE}';

interface Probes {
  missing: string;
  known: Map<string, boolean>;
}
const probesOf = new WeakMap<CanvasPort, Probes>();

/**
 * A text as it can be drawn: one form for each character, no control or direction-override characters, blanks made
 * single, and nothing that the fonts lack. An emoji stays only where it can be drawn in colour, whole: Clipo leaves a
 * character out rather than show a box for it. May be empty.
 */
export function drawableText(text: string, canvas: CanvasPort): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
      char === '\t' ? ' ' : /[\p{Zl}\p{Zp}]/u.test(char) ? '\n' : '',
    );
  let kept = '';
  for (const { segment } of graphemes.segment(plain)) {
    if (isDrawable(segment, canvas)) {
      kept += segment;
    } else if (/^\p{Emoji}\ufe0f?$/u.test(segment) && isDrawable(segment.replace('\ufe0f', ''), canvas)) {
      kept += segment.replace('\ufe0f', '');
    }
  }
  return kept
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ *\n */gu, '\n')
    .replace(/\n{2,}/gu, '\n')
    .trim();
}

/** A text without its emoji, for brands that do not use them. Plain signs such as ★ stay, and the figures of key caps. */
export function withoutEmoji(text: string): string {
  return [...graphemes.segment(text)]
    .map(({ segment }) => (isEmoji(segment) ? (/^[\d#*]/u.exec(segment)?.[0] ?? '') : segment))
    .join('');
}

function isDrawable(cluster: string, canvas: CanvasPort): boolean {
  if (/^[\n\u0020-\u007e\u00a0-\u00ff\u3000-\u303f\u4e00-\u9fa5\uff01-\uff5e]$/u.test(cluster)) {
    return true;
  }
  let probes = probesOf.get(canvas);
  if (probes === undefined) {
    probes = { missing: pixelsOf(missing, canvas).join(), known: new Map() };
    probesOf.set(canvas, probes);
  }
  const known = probes.known.get(cluster);
  if (known !== undefined) {
    return known;
  }
  const drawable = isEmoji(cluster) ? isColoured(pixelsOf(cluster, canvas)) : hasAllGlyphs(cluster, canvas, probes);
  probes.known.set(cluster, drawable);
  return drawable;
}

/** Emoji by default, or made so by a selector, a joiner, a skin tone or a key cap; plain signs such as ★ are text. */
function isEmoji(cluster: string): boolean {
  return /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3|\p{Extended_Pictographic}\u200d/u.test(
    cluster,
  );
}

function hasAllGlyphs(cluster: string, canvas: CanvasPort, probes: Probes): boolean {
  return Array.from(cluster).every(
    (char) =>
      /[\p{Mn}\p{Me}\p{Cf}\p{Zs}\p{Variation_Selector}]/u.test(char) ||
      pixelsOf(char, canvas).join() !== probes.missing,
  );
}

function isColoured(pixels: Uint8Array): boolean {
  for (let index = 0; index < pixels.length; index += 4) {
    // Drawn in black: any other colour comes from the font.
    if (pixels[index] !== 0 || pixels[index + 1] !== 0 || pixels[index + 2] !== 0) {
      return true;
    }
  }
  return false;
}

function pixelsOf(cluster: string, canvas: CanvasPort): Uint8Array {
  const probe = canvas.createCanvas(probeSide, probeSide);
  const ctx = probe.getContext('2d');
  useFont(ctx, 'regular', 24, cluster);
  ctx.lang = languageOf('');
  ctx.fillStyle = '#000000';
  ctx.fillText(cluster, 8, 30);
  return canvas.takePixels(probe);
}
