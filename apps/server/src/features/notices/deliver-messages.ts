import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { insertDisclosure } from '../privacy/queries.ts';
import { type Outgoing, openProviders } from './providers.ts';
import { type MessageRow, markDelivered, takeDueMessages, updateMessage } from './queries.ts';

const everyMs = 1000;
/** A process that took a message and died gives it back after this time. */
const busyMs = 60_000;
const mostAttempts = 6;

type PostDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'log'>;

/** Sends what waits, once a second, where the settings name a provider. @returns what ends it */
export function startPosting(deps: PostDeps): () => Promise<void> {
  const providers = openProviders(deps.settings);
  if (Object.keys(providers).length === 0) {
    return () => Promise.resolve();
  }
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= deliverDue(deps, providers)
      .then(() => undefined)
      .catch((cause: unknown) => deps.log.warn({ cause }, 'could not send messages'))
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Sends the messages that are due. One that no provider takes is tried again, less and less often, and then counts as
 * failed; the inbox still holds its notice. @returns how many were sent
 */
export async function deliverDue(
  deps: PostDeps,
  providers: ReturnType<typeof openProviders>,
  now = new Date(),
): Promise<number> {
  const due = await deps.db.asSystem((tx) => takeDueMessages(tx, now, new Date(now.getTime() + busyMs)));
  let sent = 0;
  for (const row of due) {
    sent += (await deliver(deps, providers, row, now)) ? 1 : 0;
  }
  return sent;
}

async function deliver(
  { db, envelope, log, settings }: PostDeps,
  providers: ReturnType<typeof openProviders>,
  row: MessageRow,
  now: Date,
): Promise<boolean> {
  const provider = providers[row.channel];
  try {
    if (provider === undefined) {
      throw new ClipoError('unavailable', `there is no provider for ${row.channel}`);
    }
    const content = JSON.parse(await envelope.unseal(row.contentSealed, 'messages.content')) as Omit<
      Outgoing,
      'to' | 'template'
    >;
    const to = await envelope.unseal(row.toSealed, 'messages.to');
    const receipt = await provider({ ...content, to, template: row.template });
    const at = new Date();
    await db.asSystem(async (tx) => {
      // What was sent is no longer needed here: a code least of all.
      const contentSealed = await envelope.seal('{}', 'messages.content');
      await updateMessage(tx, row.id, { status: 'sent', sentAt: at, receipt, contentSealed });
      if (row.userId !== null) {
        const recipient = recipientOf(settings, row.channel);
        const kinds = [row.channel === 'email' ? 'e-mail address' : 'mobile number', 'text of the message'];
        await insertDisclosure(tx, {
          id: newId('dis'),
          userId: row.userId,
          recipient,
          purpose: 'send a notice',
          kinds,
        });
      }
      if (row.noticeId !== null) {
        await markDelivered(tx, row.noticeId, { channel: row.channel, proof: receipt, at });
      }
    });
    return true;
  } catch (cause) {
    const attempts = row.attempts + 1;
    const isOver = attempts >= mostAttempts || (cause instanceof ClipoError && !cause.isRetryable);
    const problem = cause instanceof Error ? cause.message.slice(0, 300) : 'unknown';
    log.warn(
      { message: row.id, channel: row.channel, attempts, problem: cause instanceof ClipoError ? cause.code : 'failed' },
      'a message was not taken',
    );
    const nextAt = new Date(now.getTime() + 5000 * 4 ** attempts);
    await db.asSystem((tx) =>
      updateMessage(tx, row.id, isOver ? { status: 'failed', receipt: problem } : { nextAt, receipt: problem }),
    );
    return false;
  }
}

/** Who is given the contact. */
function recipientOf({ CLIPO_SMTP_URL: smtp }: PostDeps['settings'], channel: 'email' | 'sms'): string {
  return channel === 'email' ? `mail server ${new URL(smtp ?? 'smtp://unknown').hostname}` : 'Aliyun SMS';
}
