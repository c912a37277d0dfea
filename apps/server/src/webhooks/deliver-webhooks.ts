import { ClipoError } from '@clipo/contract';
import { guardedFetch } from '@clipo/guarded-fetch';
import type { Deps } from '../deps.ts';
import { type DeliveryRow, selectWebhook, takeDueDeliveries, updateDelivery } from '../features/webhooks/queries.ts';
import { signWebhook } from './sign-webhook.ts';

type DeliverDeps = Pick<Deps, 'db' | 'secrets' | 'addresses' | 'log'>;

/** Waits between tries, in seconds: a day and a half in all; then it has failed, and can be replayed. */
export const retryWaits = [5, 30, 120, 600, 1800, 7200, 21_600, 86_400] as const;

const timeoutMs = 15_000;
const leaseMs = 60_000;
const atOnce = 10;
const everyMs = 1000;

/** Sends what is due, once. @returns how many were tried */
export async function deliverDue(deps: DeliverDeps, now = new Date()): Promise<number> {
  const due = await deps.db.asSystem((tx) => takeDueDeliveries(tx, { now, most: atOnce, leaseMs }));
  await Promise.all(due.map((delivery) => deliver(deps, delivery, now)));
  return due.length;
}

/** Sends what is due for as long as the service runs; several processes share the work. @returns what ends it */
export function startDelivering(deps: DeliverDeps): () => Promise<void> {
  let isStopping = false;
  let wake = () => {};
  const run = async () => {
    while (!isStopping) {
      const tried = await deliverDue(deps).catch((cause: unknown) => {
        deps.log.warn({ cause }, 'webhooks could not be delivered');
        return 0;
      });
      if (tried === 0 && !isStopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  };
  const ended = run();
  return () => {
    isStopping = true;
    wake();
    return ended;
  };
}

async function deliver(deps: DeliverDeps, delivery: DeliveryRow, now: Date): Promise<void> {
  const webhook = await deps.db.asTeam(delivery.teamId, (tx) => selectWebhook(tx, delivery.webhookId));
  if (webhook === undefined) {
    return;
  }
  const body = JSON.stringify(delivery.data);
  const signed = signWebhook(deps.secrets.unseal(webhook.secret), { id: `evt_${delivery.eventId}`, body, now });
  const { status, problem } = await send(deps, webhook.url, { body, headers: signed });
  const isDone = status !== null && status >= 200 && status < 300;
  const wait = retryWaits[delivery.attempts - 1];
  const next = isDone
    ? { status: 'done' as const, deliveredAt: now }
    : wait === undefined || status === 410
      ? { status: 'failed' as const }
      : { nextAt: new Date(now.getTime() + wait * 1000) };
  const change = { ...next, lastStatus: status, lastProblem: problem };
  await deps.db.asTeam(delivery.teamId, (tx) => updateDelivery(tx, delivery.id, change));
}

async function send(
  { addresses }: DeliverDeps,
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<{ status: number | null; problem: string | null }> {
  try {
    const answer = await guardedFetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      mostBytes: 64 * 1024,
      timeoutMs,
      guard: addresses,
    });
    // What it says is nobody's business; that it ends is ours.
    await answer.bytes();
    const isFine = answer.status >= 200 && answer.status < 300;
    return { status: answer.status, problem: isFine ? null : `answered with status ${answer.status}` };
  } catch (error) {
    const problem = error instanceof ClipoError ? String(error.details.problem ?? error.code) : 'failed';
    return { status: null, problem };
  }
}
