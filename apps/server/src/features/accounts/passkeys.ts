import { ClipoError } from '@clipo/contract';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { insertVerification, selectUser, takeVerification } from './queries.ts';
import { insertPasskey, selectPasskey, selectPasskeys, touchPasskey } from './queries-security.ts';

/** The service as browsers know it. */
export interface Site {
  /** Such as `clipo.example.com`. */
  host: string;
  /** Such as `https://clipo.example.com`. */
  origin: string;
}

type PasskeyDeps = Pick<Deps, 'db'>;

/** It brings readers of certificates, more than a hundred files: loaded with the first passkey, not with every start. */
const webauthn = () => import('@simplewebauthn/server');
const challengeMs = 5 * 60_000;

/** What a browser needs to make a passkey for a person. */
export async function beginPasskey(
  { db }: PasskeyDeps,
  site: Site,
  person: { userId: string; account: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await db.asSystem((tx) => selectPasskeys(tx, person.userId));
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Clipo',
    rpID: site.host,
    userID: new Uint8Array(Buffer.from(person.userId)),
    userName: person.account,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge({ db }, options.challenge, person.userId);
  return options;
}

/** Adds the passkey that a browser made. @throws ClipoError sign_in_failed */
export async function addPasskey(
  { db }: PasskeyDeps,
  site: Site,
  { userId, name, response }: { userId: string; name: string; response: RegistrationResponseJSON },
): Promise<string> {
  const expected = await takeChallenge({ db }, response.response.clientDataJSON, userId);
  const checked = await (await webauthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge: expected,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    })
    .catch(failed);
  if (!checked.verified || checked.registrationInfo === undefined) {
    throw failure();
  }
  const { credential } = checked.registrationInfo;
  const id = newId('psk');
  await db.asSystem((tx) =>
    insertPasskey(tx, {
      id,
      userId,
      name,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
    }),
  );
  return id;
}

/** What a browser needs to sign somebody in with any passkey that it has for the service. */
export async function beginPasskeySignIn(
  deps: PasskeyDeps,
  site: Site,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
  });
  await keepChallenge(deps, options.challenge, '');
  return options;
}

/**
 * Whose passkey signed. It counts as two factors: a device, and the face, finger or PIN that opened it.
 * @throws ClipoError sign_in_failed
 */
export async function checkPasskey(
  { db }: PasskeyDeps,
  site: Site,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const expected = await takeChallenge({ db }, response.response.clientDataJSON, '');
  return db.asSystem(async (tx) => {
    const passkey = await selectPasskey(tx, response.id);
    const user = passkey === undefined ? undefined : await selectUser(tx, passkey.userId);
    if (passkey === undefined || user === undefined || user.lockedAt !== null) {
      throw failure();
    }
    const { verified, authenticationInfo } = await (await webauthn())
      .verifyAuthenticationResponse({
        response,
        expectedChallenge: expected,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: passkey.counter,
        },
      })
      .catch(failed);
    if (!verified) {
      throw failure();
    }
    await touchPasskey(tx, passkey.id, authenticationInfo.newCounter);
    return passkey.userId;
  });
}

async function keepChallenge({ db }: PasskeyDeps, challenge: string, userId: string): Promise<void> {
  await db.asSystem((tx) =>
    insertVerification(tx, {
      id: newId('ver'),
      identifier: `passkey ${userId} ${challenge}`,
      value: challenge,
      expiresAt: new Date(Date.now() + challengeMs),
    }),
  );
}

/** A challenge is answered once, by the person whom it was made for. */
async function takeChallenge({ db }: PasskeyDeps, clientData: string, userId: string): Promise<string> {
  let challenge = '';
  try {
    const said = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8')) as { challenge?: unknown };
    challenge = String(said.challenge);
  } catch {
    throw failure();
  }
  const kept = await db.asSystem((tx) => takeVerification(tx, `passkey ${userId} ${challenge}`, new Date()));
  if (kept === undefined) {
    throw failure();
  }
  return kept;
}

function failed(cause: unknown): never {
  throw failure(cause);
}

function failure(cause?: unknown): ClipoError {
  return new ClipoError('sign_in_failed', 'a passkey did not fit', { cause });
}
