import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { selectUser } from '../accounts/queries.ts';
import { addMessage } from './add-message.ts';
import { type NoticeTemplate, noticeWays } from './notice-ways.ts';
import { insertNotice, selectPreferences } from './queries.ts';
import { quietUntil } from './quiet-hours.ts';
import { fillTemplate } from './templates.ts';

/** Something that a person is to be told. */
export interface NewNotice {
  userId: string;
  template: NoticeTemplate;
  values: Readonly<Record<string, string | number>>;
  isPopup?: boolean;
}

/**
 * Tells a person something: in their inbox, and by mail and SMS as its way says, in the transaction of what it is about.
 * @returns the notice; undefined where they are gone
 */
export async function notify(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { userId, template, values, isPopup = false }: NewNotice,
  now = new Date(),
): Promise<string | undefined> {
  const user = await selectUser(tx, userId);
  if (user === undefined) {
    return undefined;
  }
  const { language } = user;
  const { subject, text } = fillTemplate(template, language, values);
  const noticeId = newId('ntc', now.getTime());
  await insertNotice(tx, { id: noticeId, userId, template, language, title: subject, body: text, isPopup });
  const wants = await selectPreferences(tx, userId);
  const isUrgent = noticeWays[template] !== 'may-wait';
  const isMuted = !isUrgent && wants.mutedTemplates.includes(template);
  const nextAt = isUrgent ? now : quietUntil(wants, now);
  const send = { template, language, values, userId, noticeId, nextAt };
  if (user.emailVerified && (isUrgent || (wants.email && !isMuted))) {
    await addMessage(tx, deps, {
      ...send,
      channel: 'email',
      to: await deps.envelope.unseal(user.emailSealed, 'users.email'),
    });
  }
  if (user.phoneSealed !== null && (isUrgent || (wants.sms && !isMuted))) {
    await addMessage(tx, deps, {
      ...send,
      channel: 'sms',
      to: await deps.envelope.unseal(user.phoneSealed, 'users.phone'),
    });
  }
  return noticeId;
}
