import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { PaymentWay } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Settings } from '../../env.ts';
import { selectUser } from '../accounts/queries.ts';
import { selectLatestConsents } from '../agreements/queries.ts';
import { dayInBeijing } from '../agreements/read-texts.ts';
import { packs } from '../credits/prices.ts';
import { insertOrder, type OrderRow, sumOfPerson, updateOrder } from './queries.ts';

/** How long an order can be paid: by a provider, and by a transfer that somebody has to make and confirm. */
const payableMs = 30 * 60_000;
const transferableMs = 14 * 24 * 60 * 60_000;

/**
 * Orders a pack of credits. The order stands before the provider is asked, so that no payment is without one.
 * @throws ClipoError forbidden for minors past their limits, step_needed where a guardian has to agree first, invalid_input,
 *   those of the provider
 */
export async function placeOrder(
  deps: Pick<Deps, 'db' | 'payments' | 'settings'>,
  { teamId, userId, pack: packId, way }: { teamId: string; userId: string; pack: string; way: PaymentWay },
  now = new Date(),
): Promise<OrderRow> {
  const pack = packs.find(({ id }) => id === packId);
  const provider = deps.payments.get(way);
  if (pack === undefined || (provider === undefined && way !== 'operator')) {
    const field = pack === undefined ? 'pack' : 'way';
    const problem = pack === undefined ? 'is none that is sold' : 'is none that this service takes';
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  const { credits, amountFen } = pack;
  const expiresAt = new Date(now.getTime() + (way === 'operator' ? transferableMs : payableMs));
  const order = await deps.db.asSystem(async (tx) => {
    await refuseMinors(tx, deps.settings, { userId, amountFen }, now);
    return insertOrder(tx, { id: newId('ord'), teamId, userId, way, credits, amountFen, expiresAt });
  });
  if (provider === undefined) {
    return order;
  }
  const url = deps.settings.CLIPO_URL ?? '';
  try {
    const payUrl = await provider.begin({
      id: order.id,
      amountFen,
      subject: `Clipo ${credits}`,
      expiresAt,
      notifyUrl: `${url}/api/v1/payments/${way}/notices`,
      returnUrl: `${url}/credits?order=${order.id}`,
    });
    return await deps.db.asTeam(teamId, (tx) => updateOrder(tx, order.id, { payUrl }));
  } catch (cause) {
    await deps.db.asTeam(teamId, (tx) => updateOrder(tx, order.id, { status: 'closed' }));
    throw cause;
  }
}

/** Whoever is 14 to 17 buys with a guardian's consent and within limits; who is younger buys nothing. */
async function refuseMinors(
  tx: Transaction,
  { CLIPO_MINOR_ORDER_YUAN: atOnce, CLIPO_MINOR_MONTH_YUAN: aMonth }: Settings,
  { userId, amountFen }: { userId: string; amountFen: number },
  now: Date,
): Promise<void> {
  const user = await selectUser(tx, userId);
  if (user?.ageGroup === 'adult') {
    return;
  }
  if (user?.ageGroup !== 'teen') {
    throw new ClipoError('forbidden', 'children buy nothing', { details: { need: '14 years' } });
  }
  const [guardian] = await selectLatestConsents(tx, userId, ['guardian']);
  if (guardian?.act !== 'give') {
    throw new ClipoError('step_needed', 'a guardian agrees first', { details: { need: 'guardian' } });
  }
  const month = new Date(`${dayInBeijing(now).slice(0, 7)}-01T00:00:00+08:00`);
  const paid = await sumOfPerson(tx, userId, month);
  if (amountFen > atOnce * 100 || paid + amountFen > aMonth * 100) {
    const need = `at most ${atOnce} yuan at once and ${aMonth} yuan a month under 18`;
    throw new ClipoError('forbidden', need, { details: { need } });
  }
}
