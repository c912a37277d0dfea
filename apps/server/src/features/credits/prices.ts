import type { Brief } from '@clipo/contract';
import type { RenderKind } from '../../db/schema/index.ts';

/**
 * What is made costs, in credits: the one table. Of videos of a batch each begun quarter of a minute counts, by the short
 * side in pixels; single files have one price for each kind.
 */
export const prices = {
  quarterMinute: { 720: 10, 1080: 20, 1440: 40, 2160: 60 },
  draftShare: 0.5,
  single: { speech: 1, present: 10, edit: 20, unmarked: 20 },
} as const satisfies { single: Record<RenderKind, number> } & Record<string, unknown>;

/** What credits are sold for, in whole fen. */
export const packs = [
  { id: 'try', credits: 300, amountFen: 30_00 },
  { id: 'shop', credits: 1_050, amountFen: 100_00 },
  { id: 'brand', credits: 5_500, amountFen: 500_00 },
  { id: 'agency', credits: 23_000, amountFen: 2_000_00 },
] as const;

/** What a batch costs: its videos are count × languages × formats for each product, as a brief says. */
export interface Quote {
  videos: number;
  each: number;
  total: number;
}

/** The price of a batch before it starts. What fails costs nothing. */
export function quoteBatch(
  {
    count,
    languages,
    formats,
    durationSeconds,
    resolution,
  }: Pick<Brief, 'count' | 'languages' | 'formats' | 'durationSeconds' | 'resolution'>,
  products: number,
  isDraft: boolean,
): Quote {
  const quarters = Math.ceil(durationSeconds / 15);
  const whole = quarters * prices.quarterMinute[resolution];
  const each = Math.ceil(whole * (isDraft ? prices.draftShare : 1));
  const videos = count * languages.length * formats.length * products;
  return { videos, each, total: videos * each };
}
