import type { CharacterArt, Garment } from './character.ts';
import { blazer, cardigan, type Dress, type Fabrics, overshirt, sweater } from './garments.ts';
import { dungarees, hoodie, mandarin, tunic } from './garments-more.ts';

const cuts: Readonly<Record<Garment, (body: CharacterArt['body'], fabrics: Fabrics) => Dress>> = {
  blazer,
  overshirt,
  cardigan,
  sweater,
  tunic,
  dungarees,
  hoodie,
  mandarin,
};

/** A character's garment, cut to its body from the brand's fabrics. */
export function dressOf(art: CharacterArt, fabrics: Fabrics): Dress {
  return cuts[art.garment](art.body, fabrics);
}
