import { ClipoError } from '@clipo/contract/errors';

const PAGE = 65_536;
/** Cache line: rows of fresh blocks start on their own. */
const ALIGNMENT = 64;
/** The inner loops read whole vectors, up to this far past a row's end. */
const READ_AHEAD = 64;

interface Block {
  pointer: number;
  size: number;
}

/** Hands out blocks of one WASM memory. */
export interface BlockMemory {
  /** A block of at least `bytes`, followed by room that may be read. Its content is what was there before. */
  allocate(bytes: number): number;
  /** Gives a block back; it joins its free neighbours and is used again. */
  release(pointer: number): void;
}

/**
 * Manages a WASM memory from `start` on: best fit over a list of free blocks in order of address. A render holds some
 * dozens of blocks of a few sizes, so the list stays short and memory does not fragment.
 */
export function createBlockMemory(memory: WebAssembly.Memory, start: number): BlockMemory {
  const used = new Map<number, number>();
  const free: Block[] = [];
  let top = Math.ceil(start / ALIGNMENT) * ALIGNMENT;

  const insert = (block: Block): void => {
    let index = free.findIndex((other) => other.pointer > block.pointer);
    index = index < 0 ? free.length : index;
    const before = free[index - 1];
    const after = free[index];
    if (after && block.pointer + block.size === after.pointer) {
      block.size += after.size;
      free.splice(index, 1);
    }
    if (before && before.pointer + before.size === block.pointer) {
      before.size += block.size;
    } else {
      free.splice(index, 0, block);
    }
    const last = free.at(-1);
    if (last && last.pointer + last.size === top) {
      top = last.pointer;
      free.pop();
    }
  };

  return {
    allocate(bytes) {
      const size = Math.ceil((bytes + READ_AHEAD) / ALIGNMENT) * ALIGNMENT;
      let best: Block | undefined;
      for (const block of free) {
        if (block.size >= size && (!best || block.size < best.size)) {
          best = block;
        }
      }
      if (best) {
        const pointer = best.pointer;
        used.set(pointer, size);
        best.pointer += size;
        best.size -= size;
        if (best.size === 0) {
          free.splice(free.indexOf(best), 1);
        }
        return pointer;
      }
      const pointer = top;
      const missing = pointer + size - memory.buffer.byteLength;
      if (missing > 0) {
        try {
          memory.grow(Math.ceil(missing / PAGE));
        } catch (cause) {
          throw new ClipoError('internal', `The compositor has no room for ${bytes} more bytes`, { cause });
        }
      }
      top = pointer + size;
      used.set(pointer, size);
      return pointer;
    },
    release(pointer) {
      const size = used.get(pointer);
      if (size === undefined) {
        throw new ClipoError('internal', 'A picture or sprite was released twice');
      }
      used.delete(pointer);
      insert({ pointer, size });
    },
  };
}
