import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import type { Contact } from '../accounts/contact.ts';
import { takeCode } from '../accounts/take-code.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import { linkToken, readLinkToken } from '../sessions/link-token.ts';
import { selectWards, type WardRow } from './queries.ts';

/** How long a guardian who has proven their contact may act without another code. */
export const wardMinutes = 15;

/**
 * Lets a guardian in by a code to their contact: they have no account.
 * @returns what they show with each act, and the minors for whom they consented
 * @throws ClipoError sign_in_failed
 */
export async function findWards(
  deps: Pick<Deps, 'db' | 'envelope' | 'secrets'>,
  { contact, code, client }: { contact: Contact; code: string; client: Client },
  now = new Date(),
): Promise<{ token: string; wards: WardRow[] }> {
  const index = await deps.envelope.indexOf(contact.value, contact.channel);
  await guardAttempts(deps, { target: `ward ${index}`, way: 'guardian-code', client, countsItself: true }, () =>
    takeCode(deps, { contact, purpose: 'ward', code }, now),
  );
  const until = new Date(now.getTime() + wardMinutes * 60_000);
  return {
    token: linkToken(deps.secrets, 'guardian', index, until),
    wards: await deps.db.asSystem((tx) => selectWards(tx, index)),
  };
}

/**
 * The minor for whom a guardian acts.
 * @throws ClipoError link_expired where the proof is too old or none, no_such_thing where somebody else is the guardian
 */
export async function wardOf(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  { token, userId }: { token: string; userId: string },
  now = new Date(),
): Promise<WardRow> {
  const index = readLinkToken(secrets, 'guardian', token, now);
  if (index === undefined) {
    throw new ClipoError('link_expired', 'no proof of a guardian');
  }
  const ward = (await db.asSystem((tx) => selectWards(tx, index))).find(({ user }) => user.id === userId);
  if (ward === undefined) {
    throw new ClipoError('no_such_thing', 'nobody for whom they consented', {
      details: { kind: 'minor', id: userId },
    });
  }
  return ward;
}
