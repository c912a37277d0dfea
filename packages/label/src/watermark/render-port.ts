import { createHash } from 'node:crypto';
import type { Marker } from '@clipo/contract';
import { planChips } from './chips.ts';
import { drawTile } from './draw-tile.ts';
import { pieceIdOf } from './piece-code.ts';

/** Address of this module (`MarkerModule` of the contract): render workers import it once a piece shall carry a mark. */
export const markerModule = import.meta.url;

/** The key where none is set. Everybody knows it: its marks can be found by anybody, and forged. */
export const openWatermarkKey = 'clipo open watermark key';

/** Names a key without telling it. */
export function watermarkKeyId(key: string): string {
  return createHash('sha256').update('clipo watermark key\n').update(key).digest('hex').slice(0, 8);
}

/** Draws the marks of pieces under a key. */
export function createMarker(key: string): Marker {
  const plan = planChips(new TextEncoder().encode(key));
  return { tileOf: (pieceHash, shortSide) => drawTile(plan, pieceIdOf(pieceHash), shortSide) };
}
