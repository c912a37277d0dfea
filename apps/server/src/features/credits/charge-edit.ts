import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { holdCredits } from './hold-credits.ts';
import type { Spender } from './spender-of.ts';

/**
 * What a video that is made anew costs: of its price the share of frames that must be drawn again, and one credit at least.
 * A video that was free stays so.
 */
export function editPrice(priceEach: number, { toDraw, total }: { toDraw: number; total: number }): number {
  return priceEach === 0 ? 0 : Math.max(1, Math.ceil((priceEach * toDraw) / Math.max(1, total)));
}

/** The hold of a video's making with its edits: each time has its own. */
export function editHold(batchId: string, videoId: string, number: number): string {
  return `${batchId}#${videoId}-${number}`;
}

/** Sets aside what making a video anew costs. @throws ClipoError insufficient_credits, over_limit */
export async function holdForEdit(
  tx: Transaction,
  settings: Pick<Deps['settings'], 'CLIPO_CREDITS'>,
  edit: { teamId: string; batchId: string; videoId: string; number: number; amount: number; by: Spender | undefined },
): Promise<void> {
  const { teamId, batchId, videoId, number, amount, by } = edit;
  if (settings.CLIPO_CREDITS !== 'off' && amount > 0) {
    await holdCredits(tx, { teamId, reference: editHold(batchId, videoId, number), amount, userId: by?.userId });
  }
}
