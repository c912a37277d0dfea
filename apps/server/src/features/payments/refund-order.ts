import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { type Contact, readContact } from '../accounts/contact.ts';
import { selectUser } from '../accounts/queries.ts';
import { takeCode } from '../accounts/take-code.ts';
import { endOfWorkdays } from '../calendar/workdays.ts';
import { selectBook } from '../credits/queries.ts';
import { refundIn, takeRefundBackIn } from '../credits/return-credits.ts';
import { addMessage } from '../notices/add-message.ts';
import type { AddressTemplate } from '../notices/notice-ways.ts';
import { notify } from '../notices/notify.ts';
import { yuanOf } from './alipay.ts';
import { insertRefund, type RefundRow, selectOrder, selectRefund, updateOrder, updateRefund } from './queries.ts';

/** Who asks for a minor's money, whose contact was proven, with what shows that they are the guardian. */
export interface GuardianClaim {
  name: string;
  relation: string;
  contact: string;
  evidence: string;
}

/** Law gives 15 working days for answers. */
const answerDays = 15;

/**
 * Asks for an order's money back: for what of it is unused, or, for a minor's purchase, by the guardian, for all of it.
 * @throws ClipoError conflict where there is nothing to give back or a wish is open
 */
export async function askRefund(
  deps: Pick<Deps, 'db' | 'envelope'>,
  wish: { teamId: string; userId: string; orderId: string; reason: string; guardian?: GuardianClaim | undefined },
  now = new Date(),
): Promise<RefundRow> {
  const { teamId, userId, orderId, reason, guardian } = wish;
  const evidence =
    guardian === undefined ? null : await deps.envelope.seal(JSON.stringify(guardian), 'refunds.evidence');
  return deps.db.asSystem(async (tx) => {
    const order = await selectOrder(tx, orderId, true);
    if (order?.teamId !== teamId) {
      throw new ClipoError('no_such_thing', 'no such order', { details: { kind: 'order', id: orderId } });
    }
    if (guardian !== undefined && (await selectUser(tx, order.userId))?.ageGroup === 'adult') {
      throw conflict('the buyer is an adult: there is no guardian to ask for them');
    }
    const leftFen = order.amountFen - order.refundedFen;
    // What was refunded before took its share of the order's credits along.
    const left = Math.floor((order.credits * leftFen) / order.amountFen);
    const credits = Math.min(left, (await selectBook(tx, teamId)).available);
    const amountFen = guardian === undefined ? Math.floor((order.amountFen * credits) / order.credits) : leftFen;
    if (order.status !== 'paid' || amountFen < 1) {
      throw conflict('the order was not paid, or nothing of it is left');
    }
    const made = await insertRefund(tx, {
      id: newId('ref'),
      teamId,
      orderId,
      userId,
      ground: guardian === undefined ? 'unused' : 'guardian',
      reason,
      evidenceSealed: evidence,
      amountFen,
      credits,
      dueAt: endOfWorkdays(answerDays, now).at,
    });
    if (made === undefined) {
      throw conflict('a refund of this order is being looked at');
    }
    return made;
  });
}

/**
 * An operator decides. Where they accept, the credits are taken out before the money is sent; should it not arrive, they
 * come back.
 * @param decision.amountFen less than what was asked for, where a part is due
 */
export async function decideRefund(
  deps: Pick<Deps, 'db' | 'payments' | 'envelope' | 'settings'>,
  id: string,
  decision: { isAccepted: boolean; answer: string; amountFen?: number | undefined },
  now = new Date(),
): Promise<RefundRow> {
  const decided = await deps.db.asSystem(async (tx) => {
    const refund = await selectRefund(tx, id);
    if (refund?.status !== 'asked') {
      throw conflict('there is no such refund that waits');
    }
    const { teamId, orderId, userId, answer } = { ...refund, answer: decision.answer };
    if (!decision.isAccepted) {
      const values = { subject: `${orderId}: 0`, text: answer };
      await notify(tx, deps, { userId, template: 'message', values });
      await tellGuardian(tx, deps, refund, { template: 'message', values });
      return updateRefund(tx, id, { status: 'declined', answer, endedAt: now });
    }
    const amountFen = decision.amountFen ?? refund.amountFen;
    if (amountFen > refund.amountFen) {
      throw conflict('more than was asked for');
    }
    const { available } = await selectBook(tx, teamId);
    const share = Math.ceil((refund.credits * amountFen) / refund.amountFen);
    // A guardian's money goes back even where the credits are spent.
    const credits = refund.ground === 'guardian' ? Math.min(share, available) : share;
    if (credits > 0) {
      await refundIn(tx, { teamId, amount: credits, reference: id, reason: orderId }, now);
    }
    const values = { order: orderId, amount: yuanOf(amountFen), reason: answer };
    await notify(tx, deps, { userId, template: 'refunded', values });
    await tellGuardian(tx, deps, refund, { template: 'refunded', values });
    return updateRefund(tx, id, { status: 'sending', answer, amountFen, credits });
  });
  return decided.status === 'sending' ? endRefund(deps, decided, true, now) : decided;
}

/** A guardian has no account: they are told where they proved themselves. */
async function tellGuardian(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { userId, evidenceSealed }: Pick<RefundRow, 'userId' | 'evidenceSealed'>,
  { template, values }: { template: AddressTemplate; values: Record<string, string> },
): Promise<void> {
  if (evidenceSealed === null) {
    return;
  }
  const claim = JSON.parse(await deps.envelope.unseal(evidenceSealed, 'refunds.evidence')) as GuardianClaim;
  const { channel, value: to } = readContact(claim.contact);
  const language = (await selectUser(tx, userId))?.language ?? 'zh-CN';
  await addMessage(tx, deps, { channel, to, template, language, values });
}

/** Sends a refund, or asks what became of it, and writes down how it ended. Sent twice, it arrives once. */
export async function endRefund(
  deps: Pick<Deps, 'db' | 'payments'>,
  refund: RefundRow,
  isNew = false,
  now = new Date(),
): Promise<RefundRow> {
  const { id, orderId, teamId, amountFen, credits } = refund;
  const order = await deps.db.asTeam(teamId, (tx) => selectOrder(tx, orderId));
  const provider = order === undefined ? undefined : deps.payments.get(order.way);
  let came: 'done' | 'sending' | 'failed';
  if (order === undefined || provider === undefined) {
    // The operator transfers it by hand.
    came = 'done';
  } else {
    const wish = { refundId: id, orderId, amountFen, totalFen: order.amountFen, reason: refund.ground };
    came = isNew ? 'sending' : await provider.askRefund(wish).catch(() => 'sending' as const);
    if (came === 'sending') {
      came = await provider.refund(wish).catch((cause: unknown) => sendingOrFailed(cause));
    }
  }
  if (came === 'sending') {
    return refund;
  }
  return deps.db.asTeam(teamId, async (tx) => {
    const locked = await selectOrder(tx, orderId, true);
    const current = await selectRefund(tx, id);
    if (current?.status !== 'sending' || locked === undefined) {
      return current ?? refund;
    }
    if (came === 'failed') {
      if (credits > 0) {
        await takeRefundBackIn(tx, { teamId, amount: credits, reference: id, reason: orderId });
      }
      return updateRefund(tx, id, { status: 'failed', endedAt: now });
    }
    await updateOrder(tx, orderId, { refundedFen: locked.refundedFen + amountFen });
    return updateRefund(tx, id, { status: 'done', endedAt: now });
  });
}

/** What the provider refuses has failed; what passes is tried again. */
function sendingOrFailed(cause: unknown): 'sending' | 'failed' {
  if (cause instanceof ClipoError && cause.code === 'fetch_failed') {
    return 'failed';
  }
  return 'sending';
}

/**
 * Proves, by the code that was sent there, that a guardian has a contact. A minor does not stand in for them.
 * @throws ClipoError invalid_input, sign_in_failed
 */
export async function proveGuardian(
  deps: Pick<Deps, 'db' | 'envelope' | 'secrets'>,
  userId: string,
  { contact, code }: { contact: Contact; code: string },
): Promise<void> {
  const { db, envelope } = deps;
  const { value, channel } = contact;
  const index = await envelope.indexOf(value, channel);
  const user = await db.asSystem((tx) => selectUser(tx, userId));
  if (user?.email === index || user?.phoneNumber === index) {
    const problem = "must be the guardian's own contact";
    throw new ClipoError('invalid_input', `guardian.contact: ${problem}`, {
      details: { field: 'guardian.contact', problem },
    });
  }
  await takeCode(deps, { contact, purpose: 'guardian', code });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
