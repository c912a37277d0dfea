import { halved, intersect, type Sampling, samplingOf, touchedRange } from './geometry.ts';
import type { BlockMemory } from './memory.ts';
import type { CompositorModule } from './module.ts';
import { type Plane, planesOfPicture, planesOfSprite, type SpritePlane } from './planes.ts';
import type { Picture, PixelRect, Sprite } from './types.ts';

/** A step beyond which bilinear sampling skips pixels and would flicker: the source is halved first. */
const COARSEST_STEP = 1.5;
/** Bytes of the table for eight output pixels (see `assembly/scale.ts`). */
const GROUP_BYTES = 64;

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** Draws pictures and sprites at fractional places and sizes. */
export interface Scaler {
  /** Draws the part of `to` that is `part`; `weight` of 256, or of 255 with a mask that covers `to`. */
  drawPicture(
    source: Picture,
    from: PixelRect,
    target: Picture,
    to: PixelRect,
    part: PixelRect,
    weight: number,
    mask: Sprite | null,
  ): void;
  /** Draws a sprite with its corner at (`left`, `top`); `weight` of 255. */
  drawSprite(sprite: Sprite, target: Picture, left: number, top: number, scale: number, weight: number): void;
}

/** A plane made small enough for its sampling, with the blocks to give back. */
interface Source {
  pointer: number;
  alpha: number;
  stride: number;
  width: number;
  height: number;
  across: Sampling;
  down: Sampling;
  blocks: number[];
}

/** Makes the scaler of one compositor. It keeps one block of scratch rows, as large as was ever needed. */
export function createScaler(module: CompositorModule, blocks: BlockMemory): Scaler {
  let scratch = { pointer: 0, bytes: 0 };
  const scratchOf = (bytes: number): number => {
    if (scratch.bytes < bytes) {
      if (scratch.bytes > 0) {
        blocks.release(scratch.pointer);
      }
      scratch = { pointer: blocks.allocate(bytes), bytes };
    }
    return scratch.pointer;
  };

  const halve = (pointer: number, stride: number, width: number, height: number, made: number[]): number => {
    const block = blocks.allocate(Math.ceil(width / 2) * Math.ceil(height / 2));
    made.push(block);
    module.halvePlane(pointer, stride, width, height, block, Math.ceil(width / 2));
    return block;
  };

  /**
   * Halves what will be sampled until the step is fine enough. Made anew each time: a picture's bytes may change
   * between two frames, and averaging costs less than sampling. The grid stays put while `across` and `down` move.
   */
  const shrink = (
    plane: Plane,
    alpha: number,
    across: Sampling,
    down: Sampling,
    counts: { x: number; y: number },
  ): Source => {
    const { pointer, stride, width, height } = plane;
    let source: Source = { pointer, alpha, stride, width, height, across, down, blocks: [] };
    const excess = Math.max(across.step, down.step) / COARSEST_STEP;
    const levels = excess > 1 ? Math.ceil(Math.log2(excess)) : 0;
    for (let level = 0; level < levels; level++) {
      const grid = 2 ** (levels - level);
      const x = touchedRange(source.across, counts.x, source.width, grid);
      const y = touchedRange(source.down, counts.y, source.height, grid);
      const offset = y.first * source.stride + x.first;
      const [w, h] = [x.end - x.first, y.end - y.first];
      source = {
        pointer: halve(source.pointer + offset, source.stride, w, h, source.blocks),
        alpha: alpha === 0 ? 0 : halve(source.alpha + offset, source.stride, w, h, source.blocks),
        stride: Math.ceil(w / 2),
        width: Math.ceil(w / 2),
        height: Math.ceil(h / 2),
        across: halved(source.across, x.first),
        down: halved(source.down, y.first),
        blocks: source.blocks,
      };
    }
    return source;
  };

  /** Scratch for a plane: `rows` rows, then the table of the horizontal axis, filled. */
  const prepare = (source: Source, count: number, rows: number, isClear: boolean) => {
    const stride = roundUp(Math.max(source.width, count) + 32, 64);
    const pointer = scratchOf(rows * stride + Math.ceil(count / 8) * GROUP_BYTES);
    const table = pointer + rows * stride;
    module.planAxis(table, count, source.across.start, source.across.step, source.width, isClear ? 1 : 0);
    return { pointer, stride, table };
  };

  const drawPlane = (
    plane: Plane,
    across: Sampling,
    down: Sampling,
    to: Plane,
    part: PixelRect,
    weight: number,
    mask: { pointer: number; stride: number },
  ): void => {
    const source = shrink(plane, 0, across, down, { x: part.w, y: part.h });
    const work = prepare(source, part.w, 2, false);
    module.drawPlane(
      source.pointer,
      source.stride,
      source.width,
      source.height,
      source.down.start,
      source.down.step,
      work.table,
      part.w,
      part.h,
      to.pointer + part.y * to.stride + part.x,
      to.stride,
      weight,
      mask.pointer,
      mask.stride,
      work.pointer,
      work.stride,
    );
    source.blocks.forEach(blocks.release);
  };

  const drawSpritePlane = (plane: SpritePlane, to: Plane, left: number, top: number, scale: number, weight: number) => {
    // Samples reach half a source pixel past the edge, where they fade to clear.
    const x = Math.floor(left - scale / 2 - 0.5) + 1;
    const y = Math.floor(top - scale / 2 - 0.5) + 1;
    const w = Math.ceil(left + (plane.width + 0.5) * scale - 0.5) - x;
    const h = Math.ceil(top + (plane.height + 0.5) * scale - 0.5) - y;
    const part = intersect({ x, y, w, h }, { x: 0, y: 0, w: to.width, h: to.height });
    if (!part) {
      return;
    }
    const across = samplingOf(0, plane.width, left, plane.width * scale, part.x);
    const down = samplingOf(0, plane.height, top, plane.height * scale, part.y);
    const source = shrink(plane, plane.alpha, across, down, { x: part.w, y: part.h });
    const work = prepare(source, part.w, 4, true);
    new Uint8Array(module.memory.buffer, work.pointer + 3 * work.stride, work.stride).fill(0);
    module.drawSpritePlane(
      source.pointer,
      source.alpha,
      source.stride,
      source.width,
      source.height,
      source.down.start,
      source.down.step,
      work.table,
      part.w,
      part.h,
      to.pointer + part.y * to.stride + part.x,
      to.stride,
      weight,
      work.pointer,
      work.stride,
    );
    source.blocks.forEach(blocks.release);
  };

  return {
    drawPicture(source, from, target, to, part, weight, mask) {
      const targets = planesOfPicture(target);
      const masks = mask && planesOfSprite(mask);
      for (const [index, plane] of planesOfPicture(source).entries()) {
        const share = 1 / (1 << plane.halving);
        const area = { x: part.x * share, y: part.y * share, w: part.w * share, h: part.h * share };
        const across = samplingOf(from.x * share, from.w * share, to.x * share, to.w * share, area.x);
        const down = samplingOf(from.y * share, from.h * share, to.y * share, to.h * share, area.y);
        const shape = masks?.[index];
        const [maskX, maskY] = [area.x - to.x * share, area.y - to.y * share];
        const maskPlane = shape
          ? { pointer: shape.alpha + maskY * shape.stride + maskX, stride: shape.stride }
          : { pointer: 0, stride: 0 };
        drawPlane(plane, across, down, targets[index] as Plane, area, weight, maskPlane);
      }
    },

    drawSprite(sprite, target, left, top, scale, weight) {
      const targets = planesOfPicture(target);
      for (const [index, plane] of planesOfSprite(sprite).entries()) {
        const share = 1 / (1 << plane.halving);
        drawSpritePlane(plane, targets[index] as Plane, left * share, top * share, scale, weight);
      }
    },
  };
}
