import type { Transaction } from '../../db/database.ts';
import type { RenderKind } from '../../db/schema/index.ts';
import type { Settings } from '../../env.ts';
import { holdCredits } from './hold-credits.ts';
import { prices } from './prices.ts';
import { selectCosts, selectOpenHoldsOf } from './queries-batches.ts';
import { releaseHold, settleHold } from './settle-hold.ts';
import type { Spender } from './spender-of.ts';

interface OfRender {
  teamId: string;
  renderId: string;
}

/** Sets the price of a single file aside, in the transaction that starts it. @throws ClipoError insufficient_credits, over_limit */
export async function holdForRender(
  tx: Transaction,
  { CLIPO_CREDITS }: Pick<Settings, 'CLIPO_CREDITS'>,
  { teamId, renderId, kind, by }: OfRender & { kind: RenderKind; by: Spender | undefined },
): Promise<void> {
  if (CLIPO_CREDITS === 'on') {
    await holdCredits(tx, { teamId, reference: `${renderId}#1`, amount: prices.single[kind], userId: by?.userId });
  }
}

/** Spends what a finished file costs, and gives back what is held for one that is none, in the transaction that ends it. */
export async function closeRender(
  tx: Transaction,
  { teamId, renderId, isMade }: OfRender & { isMade: boolean },
): Promise<void> {
  const [hold] = await selectOpenHoldsOf(tx, teamId, renderId);
  if (hold === undefined) {
    return;
  }
  const { held = 0 } = (await selectCosts(tx, teamId, [renderId])).get(renderId) ?? {};
  if (isMade && held > 0) {
    await settleHold(tx, { teamId, hold, reference: `render ${renderId}`, amount: held });
  }
  await releaseHold(tx, { teamId, reference: hold });
}
