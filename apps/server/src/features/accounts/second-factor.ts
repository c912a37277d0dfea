import { createHmac } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { selectUser, updateSession } from './queries.ts';
import { deleteTotp, putTotp, replaceRecoveryCodes, selectTotp, takeRecoveryCode } from './queries-security.ts';
import { takeCode } from './take-code.ts';
import { newTotpSecret, randomBase32, totpAddress, totpStep } from './totp.ts';

type FactorDeps = Pick<Deps, 'db' | 'envelope' | 'secrets'>;

/** One of what a person can prove themselves with once more. */
export type Factor = { totp: string } | { recoveryCode: string } | { contactCode: string };

/** Each of 120 random bits: past 112, what is kept of them needs no slow hash (ASVS 6.5.2). */
const recoveryCount = 10;

/** Begins to set up one-time passwords; they count once a first code was given. @returns secret and address for apps */
export async function beginTotp(
  { db, envelope }: FactorDeps,
  userId: string,
  account: string,
): Promise<{ secret: string; address: string }> {
  const secret = newTotpSecret();
  const secretSealed = await envelope.seal(secret, 'totp_secrets.secret');
  await db.asSystem(async (tx) => {
    const known = await selectTotp(tx, userId);
    if (known !== undefined && known.confirmedAt !== null) {
      const problem = 'one-time passwords are set up already; turn them off first';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await putTotp(tx, { userId, secretSealed, confirmedAt: null, lastStep: 0 });
  });
  return { secret, address: totpAddress(secret, account) };
}

/**
 * Ends setting up one-time passwords with a first code.
 * @returns recovery codes, which are told now and never again
 * @throws ClipoError sign_in_failed
 */
export async function confirmTotp(deps: FactorDeps, userId: string, code: string, now = new Date()): Promise<string[]> {
  const codes = Array.from({ length: recoveryCount }, () =>
    randomBase32(15)
      .toLowerCase()
      .replaceAll(/(.{6})(?=.)/g, '$1-'),
  );
  await deps.db.asSystem(async (tx) => {
    const row = await selectTotp(tx, userId);
    const step = row === undefined ? undefined : totpStep(await secretOf(deps, row), code, row.lastStep, now);
    if (row === undefined || step === undefined) {
      throw new ClipoError('sign_in_failed', 'a one-time password did not fit');
    }
    await putTotp(tx, { ...row, confirmedAt: now, lastStep: step });
    await replaceRecoveryCodes(
      tx,
      userId,
      codes.map((each) => ({ id: newId('rec'), userId, hash: hashesOfRecovery(deps, userId, each)[0] as string })),
    );
  });
  return codes;
}

/** Whoever has just shown a new factor has given it: the session in which they did is by two factors from now on. */
export async function noteFactor({ db }: Pick<Deps, 'db'>, sessionId: string): Promise<void> {
  await db.asSystem((tx) => updateSession(tx, sessionId, { way: 'second-factor' }));
}

/** Turns one-time passwords off. */
export async function dropTotp({ db }: Pick<Deps, 'db'>, userId: string): Promise<void> {
  await db.asSystem((tx) => deleteTotp(tx, userId));
}

/**
 * Checks a second proof of a person. Who has set up one-time passwords gives one, or a recovery code; a code to the
 * verified contact does for the others.
 * @throws ClipoError sign_in_failed, rate_limited
 */
export async function checkFactor(
  deps: FactorDeps,
  userId: string,
  factor: Factor,
  client: Client,
  now = new Date(),
): Promise<void> {
  await guardAttempts(deps, { target: userId, userId, way: 'second-factor', client }, async () => {
    if ('contactCode' in factor) {
      await checkContactCode(deps, userId, factor.contactCode, now);
      return;
    }
    const fits = await deps.db.asSystem((tx) =>
      'totp' in factor
        ? useTotp(tx, deps, userId, factor.totp, now)
        : takeRecoveryCode(tx, userId, hashesOfRecovery(deps, userId, factor.recoveryCode.trim().toLowerCase())),
    );
    if (!fits) {
      throw new ClipoError('sign_in_failed', 'a second factor did not fit');
    }
  });
}

async function useTotp(tx: Transaction, deps: FactorDeps, userId: string, code: string, now: Date): Promise<boolean> {
  const row = await selectTotp(tx, userId);
  if (row === undefined || row.confirmedAt === null) {
    return false;
  }
  const step = totpStep(await secretOf(deps, row), code, row.lastStep, now);
  if (step !== undefined) {
    await putTotp(tx, { ...row, lastStep: step });
  }
  return step !== undefined;
}

async function checkContactCode(deps: FactorDeps, userId: string, code: string, now: Date): Promise<void> {
  const isSetUp = await deps.db.asSystem(async (tx) => (await selectTotp(tx, userId))?.confirmedAt != null);
  const contact = await provenContact(deps, userId);
  if (isSetUp || contact === undefined) {
    throw new ClipoError('sign_in_failed', 'a code to a contact is not enough');
  }
  await takeCode(deps, { contact, purpose: 'confirm', code }, now);
}

/** Where a person is reached for sure: their phone, or their verified e-mail address. */
export async function provenContact(
  { db, envelope }: Pick<Deps, 'db' | 'envelope'>,
  userId: string,
): Promise<Contact | undefined> {
  const user = await db.asSystem((tx) => selectUser(tx, userId));
  if (user?.phoneSealed != null) {
    return { channel: 'sms', value: await envelope.unseal(user.phoneSealed, 'users.phone') };
  }
  return user?.emailVerified
    ? { channel: 'email', value: await envelope.unseal(user.emailSealed, 'users.email') }
    : undefined;
}

function secretOf({ envelope }: FactorDeps, { secretSealed }: { secretSealed: string }): Promise<string> {
  return envelope.unseal(secretSealed, 'totp_secrets.secret');
}

/** By the secret of today, then by the one before. */
function hashesOfRecovery({ secrets }: FactorDeps, userId: string, code: string): string[] {
  return secrets
    .keysFor('recovery codes')
    .map((key) => createHmac('sha256', key).update(`${userId}\n${code}`).digest('base64url'));
}
