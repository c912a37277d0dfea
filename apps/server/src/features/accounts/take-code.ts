import { timingSafeEqual } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import type { CodePurpose } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Contact } from './contact.ts';
import { lockOpenCode, updateCode } from './queries-codes.ts';
import { hashOfCode } from './send-code.ts';

const mostAttempts = 5;

/**
 * Takes a code: it is good once, for the newest that was sent, five guesses long. A wrong guess is counted also when the
 * request then fails.
 * @throws ClipoError sign_in_failed, the same for a wrong, old, used or never sent code
 */
export async function takeCode(
  { db, secrets, envelope }: Pick<Deps, 'db' | 'secrets' | 'envelope'>,
  { contact, purpose, code }: { contact: Contact; purpose: CodePurpose; code: string },
  now = new Date(),
): Promise<void> {
  const target = await envelope.indexOf(contact.value, contact.channel);
  const isRight = await db.asSystem(async (tx) => {
    const open = await lockOpenCode(tx, target, purpose, now);
    if (open === undefined) {
      return false;
    }
    const right = timingSafeEqual(Buffer.from(open.hash), Buffer.from(hashOfCode(secrets, open.id, code)));
    const attempts = open.attempts + 1;
    await updateCode(tx, open.id, right || attempts >= mostAttempts ? { attempts, endedAt: now } : { attempts });
    return right;
  });
  if (!isRight) {
    throw new ClipoError('sign_in_failed', 'a code did not fit');
  }
}
