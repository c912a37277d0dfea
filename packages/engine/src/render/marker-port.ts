import type { Marker, MarkerModule, MarkTile } from '@clipo/contract';
import type { MarkingOfPool } from './worker-messages.ts';

/** Watermarks of pieces by the address of the module that draws them, which is loaded with the first that is asked for. */
export interface MarkerPort {
  tileOf(pieceHash: string, shortSide: number): Promise<MarkTile>;
}

/** Opens the watermarks of a pool. */
export function createMarkerPort({ module, key }: MarkingOfPool): MarkerPort {
  let loaded: Promise<Marker> | undefined;
  const load = async () => ((await import(module)) as MarkerModule).createMarker(key);
  return {
    async tileOf(pieceHash, shortSide) {
      loaded ??= load();
      return (await loaded).tileOf(pieceHash, shortSide);
    },
  };
}
