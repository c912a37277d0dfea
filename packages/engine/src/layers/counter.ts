import type { CounterLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { useFont } from '../text/fonts.ts';
import { layoutText } from '../text/layout-text.ts';
import { createRuler, type Ruler, withAutospace } from '../text/measure.ts';
import { paintText } from '../text/paint-text.ts';
import { shownNumber } from '../text/shown-number.ts';
import { easeInOut, easeOut } from './animation.ts';
import { openStates } from './drawn-states.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';

/** A number that counts up and stays: figures of one width, the unit standing still from the first frame. */
export const counterLayer = defineLayer('counter', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const plan = planCounter(layer, box, context);
  return openStates(layer, context, {
    box,
    margin: Math.ceil(box.h * 0.1),
    stateAt: (ownFrame) => Math.min(layer.countFrames, ownFrame),
    paint(ctx, state) {
      paintNumber(ctx, layer, plan, counted(layer, state));
      if (plan.label !== null) {
        paintText(ctx, plan.label, { color: layer.labelColor });
      }
    },
  });
});

/** The number at a frame of the count: `start` at the first, exactly `value` at the last and after. */
function counted({ start, value, countFrames, ease }: CounterLayer, frame: number): number {
  const time = Math.min(1, frame / countFrames);
  if (time === 1) {
    return value;
  }
  const part = { linear: time, 'in-out': easeInOut(time), out: easeOut(time) }[ease];
  return start + (value - start) * part;
}

interface CounterPlan {
  px: number;
  baseline: number;
  /** Where the figures end: they grow to the left. */
  numberRight: number;
  prefix: { text: string; x: number };
  unit: { text: string; x: number };
  slot: number;
  ruler: Ruler;
  label: ReturnType<typeof layoutText> | null;
}

/** Beside the figures, by their font size. */
const scales = { prefix: 0.55, unit: 0.5, gap: 0.07 };
/** Height of the figures, and how far a comma hangs below them. */
const figureHeight = 0.74;
const commaDepth = 0.14;
const labelShare = 0.24;

function planCounter(layer: CounterLayer, box: PixelRect, context: LayerContext): CounterPlan {
  const ruler = createRuler(context.canvas, 'bold');
  const clean = (text: string) => drawableText(text, context.canvas);
  const magnitude = { plain: '', grouped: '', wan: '万', k: 'k' }[layer.notation];
  const [prefix, unit, label] = [clean(layer.prefix), magnitude + clean(layer.unit), clean(layer.label ?? '')];
  const slot = Math.max(...Array.from('0123456789', (digit) => ruler.width(digit)));
  const numberEm = Math.max(
    ...[layer.start, layer.value].map((value) => widthOf(shownNumber(value, layer), slot, ruler)),
  );
  const prefixEm = prefix === '' ? 0 : ruler.width(prefix) * scales.prefix + scales.gap;
  const unitEm = unit === '' ? 0 : ruler.width(unit) * scales.unit + scales.gap;
  const totalEm = prefixEm + numberEm + unitEm;
  const labelHeight = label === '' ? 0 : box.h * labelShare;
  const room = box.h - (label === '' ? 0 : labelHeight * 1.2);
  const px = Math.min(room / (figureHeight + commaDepth), box.w / totalEm);
  const used = px * figureHeight + (label === '' ? 0 : labelHeight * 1.2 + px * commaDepth);
  const top = box.y + (box.h - used) / 2;
  const left = layer.align === 'left' ? box.x : box.x + (box.w - totalEm * px) / 2;
  const numberRight = left + (prefixEm + numberEm) * px;
  return {
    px,
    baseline: top + px * figureHeight,
    numberRight,
    prefix: { text: prefix, x: left },
    unit: { text: unit, x: numberRight + scales.gap * px },
    slot,
    ruler,
    label:
      label === ''
        ? null
        : layoutText(label, {
            box: { x: box.x, y: top + used - labelHeight, w: box.w, h: labelHeight },
            ruler,
            weight: 'bold',
            fontPx: Math.min(labelHeight * 0.86, px * 0.42),
            maxLines: 1,
            align: layer.align,
          }),
  };
}

/** Digits take a slot each; marks and points their own width. In em. */
function widthOf(text: string, slot: number, ruler: Ruler): number {
  return Array.from(text).reduce((sum, char) => sum + (/\d/.test(char) ? slot : ruler.width(char)), 0);
}

function paintNumber(ctx: CanvasRenderingContext2D, layer: CounterLayer, plan: CounterPlan, value: number): void {
  const { px, baseline, slot, ruler } = plan;
  const text = shownNumber(value, layer);
  ctx.fillStyle = layer.color;
  useFont(ctx, 'bold', px, text);
  let x = plan.numberRight - widthOf(text, slot, ruler) * px;
  // The currency stays beside its first figure.
  const prefixX = x - (plan.prefix.text === '' ? 0 : (ruler.width(plan.prefix.text) * scales.prefix + scales.gap) * px);
  for (const char of text) {
    const width = ruler.width(char);
    const room = /\d/.test(char) ? slot : width;
    ctx.fillText(char, x + ((room - width) / 2) * px, baseline);
    x += room * px;
  }
  const beside = (words: string, scale: number, at: number) => {
    useFont(ctx, 'bold', px * scale, words);
    ctx.fillText(withAutospace(words), at, baseline);
  };
  if (plan.prefix.text !== '') {
    beside(plan.prefix.text, scales.prefix, prefixX);
  }
  if (plan.unit.text !== '') {
    beside(plan.unit.text, scales.unit, plan.unit.x);
  }
}
