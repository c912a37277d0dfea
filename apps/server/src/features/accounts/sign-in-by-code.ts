import type { Deps } from '../../deps.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { selectUserByContact } from './queries.ts';
import { takeCode } from './take-code.ts';

/**
 * Takes a code that somebody gives to sign in. What does not fit is written down, so that it raises the risk of the
 * account and is limited by address; the work is the same whether or not anybody is known by the contact.
 * @throws ClipoError sign_in_failed, rate_limited
 */
export async function takeSignInCode(
  deps: Pick<Deps, 'db' | 'secrets' | 'envelope'>,
  { contact, code, client }: { contact: Contact; code: string; client: Client },
): Promise<void> {
  const { channel, value } = contact;
  const index = await deps.envelope.indexOf(value, channel);
  const user = await deps.db.asSystem((tx) => selectUserByContact(tx, channel, index));
  // Not the contact alone: guesses at codes must not use up those at the password.
  const target = `code ${index}`;
  const attempt = { target, userId: user?.id, way: `${channel}-code`, client, countsItself: true };
  await guardAttempts(deps, attempt, () => takeCode(deps, { contact, purpose: 'sign-in', code }));
}
