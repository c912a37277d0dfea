import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import type { Client } from './client.ts';
import { selectPassword } from './queries.ts';
import { provenContact } from './second-factor.ts';
import { takeCode } from './take-code.ts';

/**
 * Before a password is replaced, the present one is given; who forgot it gives a code to their verified contact. Who has
 * none has nothing to give.
 * @throws ClipoError invalid_input where neither is there, sign_in_failed, rate_limited
 */
export async function provePassword(
  deps: Pick<Deps, 'db' | 'envelope' | 'accounts' | 'secrets'>,
  userId: string,
  { current, code }: { current?: string | undefined; code?: string | undefined },
  client: Client,
): Promise<void> {
  const hash = await deps.db.asSystem((tx) => selectPassword(tx, userId));
  if (hash === undefined) {
    return;
  }
  if (current === undefined && code === undefined) {
    const problem = 'is missing: give the present password, or a code that was sent to your contact';
    throw new ClipoError('invalid_input', `current: ${problem}`, { details: { field: 'current', problem } });
  }
  await guardAttempts(deps, { target: `password ${userId}`, userId, way: 'password', client }, async () => {
    if (current !== undefined) {
      if (!(await deps.accounts.verifyPassword(hash, current))) {
        throw new ClipoError('sign_in_failed', 'the present password did not fit');
      }
      return;
    }
    const contact = await provenContact(deps, userId);
    if (contact === undefined) {
      throw new ClipoError('sign_in_failed', 'there is no contact to which a code was sent');
    }
    await takeCode(deps, { contact, purpose: 'confirm', code: code ?? '' });
  });
}
