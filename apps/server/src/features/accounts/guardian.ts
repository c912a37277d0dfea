import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { AgeGroup } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { type ConsentRow, insertConsents, selectLatestConsents } from '../agreements/queries.ts';
import { addMessage } from '../notices/add-message.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { selectUser, updateUser } from './queries.ts';
import { takeCode } from './take-code.ts';

/** What a guardian agrees to, as it is shown and hashed. */
export const guardianTexts = {
  'zh-CN':
    '我是该未成年人的监护人，同意其使用 Clipo，并同意按隐私政策处理其个人信息。我知道可以随时撤回同意、要求退还未经我同意的充值、查看和删除其数据。',
  en: 'I am the guardian of this minor. I consent to their using Clipo and to the processing of their data as the privacy policy says. I know that I can withdraw this at any time, ask for a refund of what was bought without my consent, and see and delete their data.',
} as const;

const guardianVersion = '2026-11-28';

/**
 * Writes down a guardian's consent, proven by a code to the guardian's own contact, and tells them how to withdraw it. Where
 * a guardian withdrew, nobody else consents in their place.
 * @throws ClipoError sign_in_failed, invalid_input where the contact is the minor's own, conflict
 */
export async function recordGuardian(
  deps: Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>,
  given: { userId: string; contact: Contact; code: string; name: string; client: Client },
): Promise<void> {
  const { userId, contact, code, name, client } = given;
  const user = await deps.db.asSystem((tx) => selectUser(tx, userId));
  const index = await deps.envelope.indexOf(contact.value, contact.channel);
  if (user?.email === index || user?.phoneNumber === index) {
    const problem = "must be the guardian's own contact";
    throw new ClipoError('invalid_input', `contact: ${problem}`, { details: { field: 'contact', problem } });
  }
  await takeCode(deps, { contact, purpose: 'guardian', code });
  const subject = await deps.envelope.seal(JSON.stringify({ name, contact: contact.value }), 'consents.subject');
  await deps.db.asSystem(async (tx) => {
    const [latest] = await selectLatestConsents(tx, userId, ['guardian']);
    if (latest?.act === 'withdraw' && latest.subjectIndex !== index) {
      const problem = 'a guardian withdrew their consent: they alone can give it again';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await insertConsents(tx, [guardianAct({ userId, act: 'give', subject, subjectIndex: index, client })]);
    const { channel, value: to } = contact;
    const values = { name: user?.name ?? '', link: `${deps.settings.CLIPO_URL ?? ''}/guardian` };
    await addMessage(tx, deps, { channel, to, template: 'guardian-recorded', language: client.language, values });
  });
}

/**
 * Whether a minor may do nothing for want of a guardian: a child whose guardian has not consented, and whoever is below 18
 * and whose guardian withdrew.
 */
export function lacksGuardian(
  { ageGroup }: { ageGroup: AgeGroup | null },
  latest: ConsentRow['act'] | undefined,
): boolean {
  return (ageGroup === 'child' && latest !== 'give') || (ageGroup === 'teen' && latest === 'withdraw');
}

/** An act of a guardian as it is written down, with the hash of what they agreed to. */
export function guardianAct({
  userId,
  act,
  subject,
  subjectIndex,
  client,
}: {
  userId: string;
  act: 'give' | 'withdraw';
  subject: string | null;
  subjectIndex: string;
  client: Client;
}): Parameters<typeof insertConsents>[1][number] {
  const { address, userAgent, language } = client;
  const sha256 = createHash('sha256').update(guardianTexts[language]).digest('hex');
  const version = guardianVersion;
  const id = newId('con');
  return { id, userId, kind: 'guardian', act, version, language, sha256, subject, subjectIndex, address, userAgent };
}

/**
 * Writes down the age group that a person states. It is stated once: a minor does not grow up by a click.
 * @throws ClipoError conflict
 */
export async function stateAge({ db }: Pick<Deps, 'db'>, userId: string, ageGroup: AgeGroup): Promise<void> {
  await db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId);
    if (user?.ageGroup != null && user.ageGroup !== ageGroup) {
      const problem = 'the age group was stated before: the operator can change it, with proof';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await updateUser(tx, userId, { ageGroup });
  });
}
