import { randomInt } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { CaseKind, CaseSource, GuardianWish, RightKind } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { readContact } from '../accounts/contact.ts';
import { selectUserByContact } from '../accounts/queries.ts';
import { lockCodes } from '../accounts/queries-codes.ts';
import { dayInBeijing } from '../agreements/read-texts.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { hashOfSecret, newSecret } from '../keys/secret.ts';
import { type CaseDeps, note, tellSender } from './act-on-case.ts';
import { dueOf, ofOneself } from './case-states.ts';
import { countFiled, type FiledCase, insertFiledCase, selectSubject } from './queries.ts';

/** What somebody sends. */
export interface NewCase {
  kind: CaseKind;
  source: CaseSource;
  name: string;
  contact: string;
  text: string;
  /** Where it is seen: an address, a platform and account. */
  place?: string | undefined;
  /** The id of a video or material, or the number in a label. */
  about?: string | undefined;
  right?: RightKind | undefined;
  wish?: GuardianWish | undefined;
  /** Of a guardian: the contact of the minor's account. */
  minor?: string | undefined;
  isSworn?: boolean | undefined;
}

const dayMs = 86_400_000;
const mostADay = { contactIndex: 10, address: 30 };

/**
 * Takes in what somebody sends, with or without an account: they get a number, and a secret link by which they come back.
 * What only the person themselves may ask for waits until they have proven the contact.
 * @throws ClipoError invalid_input naming the field, rate_limited
 */
export async function fileCase(
  deps: CaseDeps & Pick<Deps, 'secrets'>,
  given: NewCase,
  client: Pick<Client, 'address' | 'language'>,
  now = new Date(),
): Promise<{ row: FiledCase; secret: string }> {
  refuseUnfit(given);
  const contact = readContact(given.contact);
  const contactIndex = await deps.envelope.indexOf(contact.value, contact.channel);
  const minor = given.minor === undefined ? undefined : readContact(given.minor, 'minor');
  const minorIndex = minor && (await deps.envelope.indexOf(minor.value, minor.channel));
  const secret = newSecret();
  const state = ofOneself.has(given.kind) ? 'unconfirmed' : 'open';
  const row = await deps.db.asSystem(async (tx) => {
    // Who sends many at once waits for themselves: the count is true.
    for (const key of [contactIndex, client.address].sort()) {
      await lockCodes(tx, `case ${key}`);
    }
    for (const [by, most] of [
      [{ contactIndex }, mostADay.contactIndex],
      [{ address: client.address }, mostADay.address],
    ] as const) {
      if ((await countFiled(tx, by, new Date(now.getTime() - dayMs))) >= most) {
        throw new ClipoError('rate_limited', 'too many cases in a day', { details: { seconds: dayMs / 1000 } });
      }
    }
    const about = given.about === undefined || given.about === '' ? undefined : await selectSubject(tx, given.about);
    const user =
      minor === undefined || minorIndex === undefined
        ? await selectUserByContact(tx, contact.channel, contactIndex)
        : await selectUserByContact(tx, minor.channel, minorIndex);
    const entered = await selectEnteredYears(tx);
    const made = await insertFiledCase(tx, {
      id: newId('cas', now.getTime()),
      createdAt: now,
      number: numberOf(now),
      kind: given.kind,
      state,
      source: given.source,
      language: client.language,
      secretHash: hashOfSecret(secret),
      channel: contact.channel,
      contactSealed: await deps.envelope.seal(contact.value, 'cases.contact'),
      contactIndex,
      nameSealed: await deps.envelope.seal(given.name, 'cases.name'),
      address: client.address,
      userId: user?.id ?? null,
      right: given.right ?? null,
      wish: given.wish ?? null,
      place: given.place ?? '',
      isSworn: given.isSworn ?? false,
      subject: about?.subject ?? null,
      subjectId: about?.id ?? null,
      teamId: about?.teamId ?? null,
      dueAt: dueOf(state, given.kind, now, entered),
    });
    await note(tx, deps, made.id, { kind: 'received', party: 'sender', readers: 'sender', text: given.text });
    const link = `${deps.settings.CLIPO_URL ?? ''}/case#${secret}`;
    const time = (dueOf('open', given.kind, now, entered) ?? now).toISOString();
    await tellSender(tx, deps, made, 'case-received', { number: made.number, time, link });
    return made;
  });
  return { row, secret };
}

function refuseUnfit({ kind, right, isSworn, wish, minor }: NewCase): void {
  if (kind === 'infringement' && right === undefined) {
    throw wrong('right', 'is missing: say which right is hurt');
  }
  if (kind === 'infringement' && isSworn !== true) {
    throw wrong('isSworn', 'must be true: a notice counts only with the statement that it is true');
  }
  if (kind === 'guardian' && wish === undefined) {
    throw wrong('wish', 'is missing: access, refund or deletion');
  }
  if (kind === 'guardian' && minor === undefined) {
    throw wrong('minor', "is missing: the e-mail address or number of the minor's account");
  }
}

function wrong(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}

/** Letters that nobody takes for another when they are said over the phone. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new number: the day in Beijing, and six letters that can't be counted up. */
function numberOf(now: Date): string {
  const day = dayInBeijing(now).replaceAll('-', '').slice(2);
  return `C${day}-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`;
}
