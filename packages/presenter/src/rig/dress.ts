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
  const dress = cuts[art.garment](art.body, fabrics);
  // Sleeves are drawn for a man's shoulders.
  const share = art.body.shoulder / 146;
  const { shoulder, elbow, wrist } = dress.sleeve.widths;
  const widths = { shoulder: shoulder * share, elbow: elbow * Math.sqrt(share), wrist };
  return { ...dress, sleeve: { ...dress.sleeve, widths } };
}
