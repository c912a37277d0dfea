import { createCipheriv, createHash } from 'node:crypto';
import { codedBits } from './piece-code.ts';

/** Chips along a side of the tile. The tile is repeated over the whole frame, so any part of a frame holds all of it. */
export const tileChips = 32;
/** Chips along the frame's short side: 8 pixels each at 1080, the same picture at every size. */
export const chipsOfShortSide = 135;

const chipCount = tileChips * tileChips;
/** Chips a coded bit; what is left over (almost half) carries no bits and finds the place and scale. */
const chipsPerBit = 2;

/** What a key makes of a tile: secret, and the same for every piece of a service. */
export interface ChipPlan {
  /** +1 or −1 where a chip is known beforehand, 0 where it carries a bit. */
  sync: Int8Array;
  /** Which coded bit a chip carries; −1 for none. */
  bitOf: Int16Array;
  /** The chip's sign where its bit is 1. */
  signs: Int8Array;
}

/**
 * Spreads sync and bits over the tile by the key: chips are signs of a key stream, so that without the key the mark is
 * noise (spread spectrum: Cox, Kilian, Leighton, Shamoon, "Secure spread spectrum watermarking for multimedia", 1997).
 */
export function planChips(key: Uint8Array): ChipPlan {
  const stream = keyStream(key, chipCount * 5);
  const order = Array.from({ length: chipCount }, (_, index) => index);
  const numbers = new DataView(stream.buffer, stream.byteOffset, chipCount * 4);
  for (let index = chipCount - 1; index > 0; index--) {
    const other = numbers.getUint32(index * 4) % (index + 1);
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  const signs = Int8Array.from({ length: chipCount }, (_, index) => ((stream[chipCount * 4 + index] ?? 0) & 1) * 2 - 1);
  const sync = new Int8Array(chipCount);
  const bitOf = new Int16Array(chipCount).fill(-1);
  for (const [place, chip] of order.entries()) {
    if (place < codedBits * chipsPerBit) {
      bitOf[chip] = place % codedBits;
    } else {
      sync[chip] = signs[chip] as number;
    }
  }
  return { sync, bitOf, signs };
}

/** The chips (+1 or −1) of a tile that carries these coded bits. */
export function chipsFor({ sync, bitOf, signs }: ChipPlan, bits: Uint8Array): Int8Array {
  return sync.map((known, chip) =>
    known !== 0 ? known : (signs[chip] as number) * ((bits[bitOf[chip] as number] as number) * 2 - 1),
  );
}

/** Bytes that only the key can tell: AES-256 in counter mode under a hash of the key. */
function keyStream(key: Uint8Array, length: number): Buffer {
  const secret = createHash('sha256').update('clipo watermark v1\n').update(key).digest();
  return createCipheriv('aes-256-ctr', secret, Buffer.alloc(16)).update(Buffer.alloc(length));
}
