import type { Size } from '@clipo/contract';
import { evenRect, intersect } from './geometry.ts';
import { createMarking } from './marking.ts';
import { createBlockMemory } from './memory.ts';
import type { CompositorModule } from './module.ts';
import {
  type Plane,
  pictureBytes,
  planesOfPicture,
  planesOfSprite,
  type SpritePlane,
  spriteBytes,
  spriteSize,
} from './planes.ts';
import { createScaler } from './scaler.ts';
import type { Compositor, Picture, PixelRect, Sprite } from './types.ts';

/** `opacity` 0 … 1 as a whole number of `most`. */
function weightOf(opacity: number, most: 255 | 256): number {
  return Math.round(Math.min(1, Math.max(0, opacity)) * most);
}

/** Rows of RGBA that are converted at once; even, because two rows share their chroma. */
const stripRows = 128;

function frameOf(picture: Picture): PixelRect {
  return { x: 0, y: 0, w: picture.width, h: picture.height };
}

/** Byte of a plane at a pixel of its picture (even coordinates). */
function addressOf(plane: Plane, x: number, y: number): number {
  return plane.pointer + (y >> plane.halving) * plane.stride + (x >> plane.halving);
}

/**
 * Starts a compositor from the bytes of `compositor.wasm`. Knows neither Node nor a browser's page: whoever calls
 * reads the file (`load-node.ts`) or fetches it. Memory grows as pictures are created and is used again once they are
 * released; it is given back when the compositor itself is dropped.
 */
export async function createCompositor(wasm: BufferSource): Promise<Compositor> {
  const { instance } = await WebAssembly.instantiate(wasm);
  const module = instance.exports as unknown as CompositorModule;
  const blocks = createBlockMemory(module.memory, module.heapStart());
  const scaler = createScaler(module, blocks);
  const marking = createMarking(module, blocks);

  const view = (pointer: number, length: number) => new Uint8Array(module.memory.buffer, pointer, length);

  /**
   * Puts RGBA (`known` pixels of it, rows `stride` bytes apart) into a block, strip by strip, so that a large picture
   * needs no room for all of it: rows hold whole groups of four pixels, clear past the picture's edges; sides are even.
   * `work` is told where a strip lies, its first row and its rows.
   */
  const borrowRgba = (
    rgba: Uint8Array | Uint8ClampedArray,
    stride: number,
    known: Size,
    work: (at: number, stride: number, top: number, rows: number) => void,
  ) => {
    const size = spriteSize(known.width, known.height);
    const rowBytes = Math.ceil(size.width / 4) * 16;
    const knownBytes = known.width * 4;
    const knownRows = Math.min(known.height, Math.ceil(rgba.length / stride));
    const block = blocks.allocate(rowBytes * Math.min(stripRows, size.height));
    try {
      for (let top = 0; top < size.height; top += stripRows) {
        const rows = Math.min(stripRows, size.height - top);
        const target = view(block, rowBytes * rows);
        const end = Math.min(top + rows, knownRows);
        if (rowBytes === stride && rowBytes === knownBytes) {
          target.set(rgba.subarray(top * stride, end * stride));
          target.fill(0, Math.max(0, end - top) * stride);
        } else {
          target.fill(0);
          for (let y = top; y < end; y++) {
            target.set(rgba.subarray(y * stride, y * stride + knownBytes), (y - top) * rowBytes);
          }
        }
        work(block, rowBytes, top, rows);
      }
    } finally {
      blocks.release(block);
    }
  };

  const createPicture = ({ width, height }: Size): Picture => ({
    pointer: blocks.allocate(pictureBytes(width, height)),
    width,
    height,
  });

  /** Fills a sprite from RGBA rows that lie `stride` bytes apart. */
  const convertInto = (sprite: Sprite, rgba: Uint8Array | Uint8ClampedArray, stride: number) => {
    const [luma, u, v] = planesOfSprite(sprite);
    const size = spriteSize(sprite.width, sprite.height);
    borrowRgba(rgba, stride, sprite, (at, rowStride, top, rows) => {
      const [full, half] = [top * size.width, (top >> 1) * (size.width >> 1)];
      module.convertRgba(
        at,
        rowStride,
        size.width,
        rows,
        luma.pointer + full,
        u.pointer + half,
        v.pointer + half,
        luma.alpha + full,
        u.alpha + half,
      );
    });
  };

  /** Copies the part `rect` of the target from a source that lies `dx`, `dy` (even) off it. */
  const copyPart = (source: Picture, dx: number, dy: number, target: Picture, rect: PixelRect, weight: number) => {
    const targets = planesOfPicture(target);
    for (const [index, from] of planesOfPicture(source).entries()) {
      const to = targets[index] as Plane;
      module.copyPlane(
        addressOf(from, rect.x + dx, rect.y + dy),
        from.stride,
        addressOf(to, rect.x, rect.y),
        to.stride,
        rect.w >> to.halving,
        rect.h >> to.halving,
        weight,
      );
    }
  };

  /** Whether nothing need be sampled: same size, whole even offset, all of it inside the source. */
  const isStraight = (source: Picture, from: PixelRect, to: PixelRect, part: PixelRect): boolean => {
    const [dx, dy] = [from.x - to.x, from.y - to.y];
    return (
      from.w === to.w &&
      from.h === to.h &&
      dx % 2 === 0 &&
      dy % 2 === 0 &&
      part.x + dx >= 0 &&
      part.y + dy >= 0 &&
      part.x + dx + part.w <= source.width &&
      part.y + dy + part.h <= source.height
    );
  };

  const drawSpriteScaled: Compositor['drawSpriteScaled'] = (sprite, target, centerX, centerY, scale, opacity) => {
    const weight = weightOf(opacity, 255);
    if (weight > 0 && scale > 0) {
      const left = centerX - (sprite.width * scale) / 2;
      const top = centerY - (sprite.height * scale) / 2;
      scaler.drawSprite(sprite, target, left, top, scale, weight);
    }
  };

  const copyPicture = (source: Picture, target: Picture, x: number, y: number): void => {
    const to = evenRect({ x, y, w: source.width, h: source.height });
    const part = intersect(to, frameOf(target));
    if (part) {
      copyPart(source, -to.x, -to.y, target, part, 256);
    }
  };

  return {
    createPicture,
    releasePicture: (picture) => blocks.release(picture.pointer),
    bytesOf: (picture) => view(picture.pointer, pictureBytes(picture.width, picture.height)),

    createSprite(rgba, width, height) {
      const sprite: Sprite = { pointer: blocks.allocate(spriteBytes(width, height)), width, height };
      convertInto(sprite, rgba, width * 4);
      return sprite;
    },

    fillSprite(room, rgba, sheetWidth, { x, y, w, h }) {
      const sprite: Sprite = { pointer: room.pointer, width: w, height: h };
      if (spriteBytes(w, h) > spriteBytes(room.width, room.height)) {
        throw new RangeError(`a sprite of ${w}×${h} has no room in one of ${room.width}×${room.height}`);
      }
      convertInto(sprite, rgba.subarray((y * sheetWidth + x) * 4), sheetWidth * 4);
      return sprite;
    },

    maskSprite(sprite, mask, x, y) {
      const size = spriteSize(sprite.width, sprite.height);
      const masks = planesOfSprite(mask);
      for (const [index, plane] of planesOfSprite(sprite).entries()) {
        const over = masks[index] as SpritePlane;
        const at = addressOf({ ...over, pointer: over.alpha }, x, y);
        const { stride, halving } = plane;
        const [w, h] = [size.width >> halving, size.height >> halving];
        module.maskPlane(plane.pointer, stride, at, over.stride, w, h);
        // U and V share their alpha.
        if (index < 2) {
          module.maskPlane(plane.alpha, stride, at, over.stride, w, h);
        }
      }
    },

    createPictureFromRgba(rgba, width, height) {
      const picture = createPicture({ width: width - (width % 2), height: height - (height % 2) });
      const [luma, u, v] = planesOfPicture(picture);
      borrowRgba(rgba, width * 4, picture, (at, stride, top, rows) => {
        const [full, half] = [luma.pointer + top * picture.width, (top >> 1) * (picture.width >> 1)];
        module.convertRgba(at, stride, picture.width, rows, full, u.pointer + half, v.pointer + half, 0, 0);
      });
      return picture;
    },

    ...marking,

    releaseSprite: (sprite) => blocks.release(sprite.pointer),

    fill(target, rect, color) {
      const part = intersect(evenRect(rect), frameOf(target));
      if (!part || color.a <= 0) {
        return;
      }
      const values = [color.y, color.u, color.v];
      for (const [index, plane] of planesOfPicture(target).entries()) {
        const { halving, stride } = plane;
        const at = addressOf(plane, part.x, part.y);
        module.fillPlane(at, stride, part.w >> halving, part.h >> halving, values[index] as number, color.a);
      }
    },

    copy: copyPicture,

    drawScaled(source, from, target, to, opacity) {
      const whole = evenRect(to);
      const part = intersect(whole, frameOf(target));
      const weight = weightOf(opacity, 256);
      if (!part || weight === 0 || from.w <= 0 || from.h <= 0) {
        return;
      }
      if (isStraight(source, from, whole, part)) {
        copyPart(source, from.x - whole.x, from.y - whole.y, target, part, weight);
      } else {
        scaler.drawPicture(source, from, target, whole, part, weight, null);
      }
    },

    drawSprite(sprite, target, x, y, opacity) {
      const [left, top] = [Math.round(x), Math.round(y)];
      const weight = weightOf(opacity, 255);
      if (weight === 0) {
        return;
      }
      if (left % 2 !== 0 || top % 2 !== 0) {
        // At odd places chroma falls between samples: luma stays exact, chroma is the mean of its neighbours.
        scaler.drawSprite(sprite, target, left, top, 1, weight);
        return;
      }
      const size = spriteSize(sprite.width, sprite.height);
      const part = intersect({ x: left, y: top, w: size.width, h: size.height }, frameOf(target));
      if (!part) {
        return;
      }
      const targets = planesOfPicture(target);
      for (const [index, plane] of planesOfSprite(sprite).entries()) {
        const to = targets[index] as Plane;
        const color = addressOf(plane, part.x - left, part.y - top);
        module.blendPlane(
          color,
          color - plane.pointer + plane.alpha,
          plane.stride,
          addressOf(to, part.x, part.y),
          to.stride,
          part.w >> to.halving,
          part.h >> to.halving,
          weight,
        );
      }
    },

    drawSpriteScaled,

    drawScaledMasked(source, from, mask, target, to, opacity) {
      const whole = evenRect(to);
      const maskSize = spriteSize(mask.width, mask.height);
      const covered = intersect(whole, { x: whole.x, y: whole.y, w: maskSize.width, h: maskSize.height });
      const part = covered && intersect(covered, frameOf(target));
      const weight = weightOf(opacity, 255);
      if (part && weight > 0 && from.w > 0 && from.h > 0) {
        scaler.drawPicture(source, from, target, whole, part, weight, mask);
      }
    },

    mix(a, b, target, weight) {
      const share = weightOf(weight, 256);
      if (share === 0 || share === 256) {
        copyPicture(share === 0 ? a : b, target, 0, 0);
      } else {
        module.mixBytes(target.pointer, a.pointer, b.pointer, pictureBytes(target.width, target.height), share);
      }
    },

    mixAlong(a, b, target, axis, weights) {
      if (a.pointer !== target.pointer) {
        copyPicture(a, target, 0, 0);
      }
      const sources = planesOfPicture(b);
      for (const [index, to] of planesOfPicture(target).entries()) {
        const from = sources[index] as Plane;
        const length = axis === 'x' ? to.width : to.height;
        const step = 1 << to.halving;
        // A chroma sample lies between two pixels of luma.
        const weightAt = (at: number) => ((weights[at * step] ?? 0) + (weights[at * step + step - 1] ?? 0) + 1) >> 1;
        if (axis === 'x') {
          const block = blocks.allocate(length);
          view(block, length).set(Uint8Array.from({ length }, (_, at) => weightAt(at)));
          module.copyMaskedPlane(from.pointer, from.stride, block, 0, to.pointer, to.stride, to.width, to.height, 255);
          blocks.release(block);
        } else {
          for (let row = 0; row < length; row++) {
            const share = Math.round((weightAt(row) * 256) / 255);
            if (share > 0) {
              const offset = row * to.stride;
              module.copyPlane(from.pointer + offset, from.stride, to.pointer + offset, to.stride, to.width, 1, share);
            }
          }
        }
      }
    },
  };
}
