import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { CaseParty } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import type { Contact } from '../accounts/contact.ts';
import { sendCode } from '../accounts/send-code.ts';
import { takeCode } from '../accounts/take-code.ts';
import { hashOfSecret } from '../keys/secret.ts';
import { type CaseDeps, moveOn, note, tellOwner } from './act-on-case.ts';
import {
  type FiledCase,
  insertCaseFile,
  lockFiledCase,
  selectCaseBySecret,
  selectCaseFiles,
  updateFiledCase,
} from './queries.ts';
import { restore } from './take-down.ts';

/** The case that a secret link opens. @throws ClipoError link_expired: an unknown one is told no more */
export async function openBySecret({ db }: Pick<Deps, 'db'>, secret: string): Promise<FiledCase> {
  const row = await db.asSystem((tx) => selectCaseBySecret(tx, hashOfSecret(secret)));
  if (row === undefined) {
    throw new ClipoError('link_expired', 'no case has this link');
  }
  return row;
}

/** Acts on a case that is locked for it. @throws ClipoError no_such_thing */
export async function onCase<T>(
  { db }: Pick<Deps, 'db'>,
  id: string,
  act: (tx: Transaction, row: FiledCase) => Promise<T>,
): Promise<T> {
  return db.asSystem(async (tx) => {
    const row = await lockFiledCase(tx, id);
    if (row === undefined) {
      throw new ClipoError('no_such_thing', `no case ${id}`, { details: { kind: 'case', id } });
    }
    return act(tx, row);
  });
}

/** Sends a code to the contact of a case, to be given back with `confirmContact`. @throws ClipoError conflict, rate_limited */
export async function askToConfirm(
  deps: CaseDeps & Pick<Deps, 'secrets'>,
  row: FiledCase,
  client: Client,
): Promise<void> {
  if (row.confirmedAt !== null) {
    throw conflict('the contact was confirmed before');
  }
  await sendCode(deps, { contact: await contactOf(deps, row), purpose: 'case', client });
}

/** The sender shows that the contact is theirs: only then is it looked at. @throws ClipoError sign_in_failed, conflict */
export async function confirmContact(
  deps: CaseDeps & Pick<Deps, 'secrets'>,
  row: FiledCase,
  code: string,
  now = new Date(),
): Promise<FiledCase> {
  if (row.confirmedAt !== null) {
    throw conflict('the contact was confirmed before');
  }
  await takeCode(deps, { contact: await contactOf(deps, row), purpose: 'case', code });
  return onCase(deps, row.id, async (tx, current) => {
    await note(tx, deps, row.id, { kind: 'confirmed', party: 'sender', readers: 'sender' });
    const moved = current.state === 'unconfirmed' ? await moveOn(tx, current, 'confirm', now) : current;
    return updateFiledCase(tx, moved.id, { confirmedAt: now });
  });
}

async function contactOf({ envelope }: Pick<Deps, 'envelope'>, row: FiledCase): Promise<Contact> {
  return { channel: row.channel, value: await envelope.unseal(row.contactSealed, 'cases.contact') };
}

/**
 * The sender adds something, or answers what was asked. After a counter-notice, `isSuit` says that it shows that a court or
 * an authority has the matter now: what is down stays down until they say.
 * @throws ClipoError conflict
 */
export async function sayAsSender(
  deps: CaseDeps,
  id: string,
  { text, isSuit }: { text: string; isSuit: boolean },
  now = new Date(),
): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    const moved = await moveOn(tx, row, isSuit ? 'suit' : 'answer', now);
    const kind = isSuit ? 'suit-shown' : 'said';
    await note(tx, deps, id, { kind, party: 'sender', readers: isSuit ? 'both' : 'sender', text });
    return moved;
  });
}

/** The sender takes it all back: what was down for it comes back at once. @throws ClipoError conflict */
export async function withdrawCase(deps: CaseDeps, id: string, now = new Date()): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    await moveOn(tx, row, 'withdraw', now);
    await note(tx, deps, id, { kind: 'withdrawn', party: 'sender', readers: 'both' });
    if ((await restore(tx, row, now)) > 0) {
      await note(tx, deps, id, { kind: 'restored', party: 'service', readers: 'both' });
      await tellOwner(tx, deps, row, 'case-restored', { number: row.number, name: row.subjectId ?? '' });
    }
    return updateFiledCase(tx, id, { outcome: 'withdrawn', closedAt: now });
  });
}

/** What a party may show as proof. */
const beginnings = [
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
] as const;
const mostFiles = 10;

/** Keeps a party's proof, sealed. @throws ClipoError unsupported_type, conflict where there are enough, or it is over */
export async function keepProof(
  deps: CaseDeps,
  id: string,
  { party, name, file }: { party: CaseParty; name: string; file: Buffer },
): Promise<{ id: string }> {
  const mediaType = beginnings.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte))?.mediaType;
  if (mediaType === undefined) {
    const details = { type: name, allowed: 'PNG, JPEG, PDF' };
    throw new ClipoError('unsupported_type', 'neither PNG, JPEG nor PDF', { details });
  }
  const sealed = await deps.envelope.seal(file.toString('base64'), 'case_files');
  return onCase(deps, id, async (tx, row) => {
    if (row.state === 'closed') {
      throw conflict('the case is over');
    }
    if ((await selectCaseFiles(tx, id)).filter((one) => one.party === party).length >= mostFiles) {
      throw conflict(`no more than ${mostFiles} files are taken`);
    }
    const fileId = newId('cfl');
    const sha256 = createHash('sha256').update(file).digest('hex');
    await insertCaseFile(tx, { id: fileId, caseId: id, party, name, mediaType, sha256, bytes: file.length, sealed });
    return { id: fileId };
  });
}

export function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
