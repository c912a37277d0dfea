import type { DeletionCertificate, ForeignOrders } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { keysOf, openEngine, recipientOf } from '../presenters/engine-of-row.ts';

type Engines = DeletionCertificate['engines'];

/**
 * Asks outside engines to delete what they made for teams that are gone, with the teams' own keys, where an engine has a call
 * for it. One that does not answer keeps no deletion from its end: operators ask it themselves.
 * @returns to whom data was given, and what came of asking
 */
export async function forgetOrders(
  deps: Pick<Deps, 'envelope' | 'settings' | 'log'>,
  { engines, orders }: { engines: Engines; orders: readonly ForeignOrders[] },
): Promise<Engines> {
  const outcomes = new Map(engines.map(({ engine, outcome }) => [engine, outcome]));
  for (const order of orders) {
    const name = recipientOf(order);
    const outcome = await forgotten(deps, order);
    // One that failed once is to be asked, whatever another key of it did.
    outcomes.set(name, outcomes.get(name) === 'failed' ? 'failed' : outcome);
  }
  return [...outcomes].map(([engine, outcome]) => ({ engine, outcome }));
}

async function forgotten(
  deps: Pick<Deps, 'envelope' | 'settings' | 'log'>,
  order: ForeignOrders,
): Promise<Engines[number]['outcome']> {
  try {
    const { forget } = openEngine(order, await keysOf(deps, order), deps.settings);
    if (forget === undefined) {
      return 'offers none';
    }
    let isWhole = true;
    for (const ref of order.refs) {
      isWhole = (await forget(ref)) && isWhole;
    }
    return isWhole ? 'asked' : 'failed';
  } catch (cause) {
    deps.log.warn({ cause, engine: order.id }, 'an engine could not be asked to delete');
    return 'failed';
  }
}
