import type { Size } from '@clipo/contract';

/** The largest size with the source's shape inside `atMost`, never larger than the source; `step` 2 gives even sides. */
export function stillSize(source: Size, atMost: Size, step: 1 | 2): Size {
  const scale = Math.min(1, atMost.width / source.width, atMost.height / source.height);
  const side = (value: number) => Math.max(step, Math.round((value * scale) / step) * step);
  return { width: side(source.width), height: side(source.height) };
}
