import type { BlockMemory } from './memory.ts';
import type { CompositorModule } from './module.ts';
import { planesOfPicture } from './planes.ts';
import type { Compositor } from './types.ts';

/** Levels that a block of 16 × 8 pixels may spread over and still count as plain. */
const plainSpread = 24;

/** The watermark's part of a compositor. */
export function createMarking(
  module: CompositorModule,
  blocks: BlockMemory,
): Pick<Compositor, 'createMark' | 'releaseMark' | 'addMark'> {
  return {
    createMark({ side, plain, textured }, width) {
      const stride = Math.ceil(width / 16) * 16;
      const pointer = blocks.allocate(stride * side * 2);
      const bytes = new Int8Array(module.memory.buffer, pointer, stride * side * 2);
      for (const [index, levels] of [plain, textured].entries()) {
        for (let row = 0; row < side; row++) {
          const from = levels.subarray(row * side, (row + 1) * side);
          const to = (index * side + row) * stride;
          for (let x = 0; x < stride; x += side) {
            bytes.set(from.subarray(0, Math.min(side, stride - x)), to + x);
          }
        }
      }
      return { pointer, rows: side, stride };
    },

    releaseMark: (mark) => blocks.release(mark.pointer),

    addMark({ pointer, rows, stride }, target) {
      const [luma] = planesOfPicture(target);
      const { width, height } = luma;
      const textured = pointer + stride * rows;
      module.markPlane(luma.pointer, luma.stride, width, height, pointer, textured, stride, rows, plainSpread);
    },
  };
}
