import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { AgeGroup } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { insertConsents } from '../agreements/queries.ts';
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
 * Writes down a guardian's consent, proven by a code to the guardian's own contact.
 * @throws ClipoError sign_in_failed, invalid_input where the contact is the minor's own
 */
export async function recordGuardian(
  deps: Pick<Deps, 'db' | 'envelope' | 'secrets'>,
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
  const text = guardianTexts[client.language];
  const subject = await deps.envelope.seal(JSON.stringify({ name, contact: contact.value }), 'consents.subject');
  await deps.db.asSystem((tx) =>
    insertConsents(tx, [
      {
        id: newId('con'),
        userId,
        kind: 'guardian',
        act: 'give',
        version: guardianVersion,
        language: client.language,
        sha256: createHash('sha256').update(text).digest('hex'),
        subject,
        address: client.address,
        userAgent: client.userAgent,
      },
    ]),
  );
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
