import type { Language } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { AddressTemplate, NoticeTemplate } from './notice-ways.ts';
import { hasProvider } from './providers.ts';
import { insertMessage } from './queries.ts';
import { fillTemplate } from './templates.ts';

interface AnyMessage {
  channel: 'email' | 'sms';
  to: string;
  language: Language;
  values: Readonly<Record<string, string | number>>;
  userId?: string | undefined;
  /** Not before then. */
  nextAt?: Date | undefined;
}

/** A mail or SMS that is to go out: of a notice, or straight to an address. */
export type NewMessage = AnyMessage &
  ({ noticeId: string; template: NoticeTemplate } | { noticeId?: undefined; template: AddressTemplate });

/** Puts a message into the outbox, in the transaction of what it is about. */
export async function addMessage(
  tx: Transaction,
  { envelope, settings }: Pick<Deps, 'envelope' | 'settings'>,
  { channel, to, template, language, values, userId, noticeId, nextAt }: NewMessage,
): Promise<void> {
  const content = { ...fillTemplate(template, language, values), values, language };
  await insertMessage(tx, {
    id: newId('msg'),
    channel,
    userId: userId ?? null,
    noticeId: noticeId ?? null,
    template,
    toSealed: await envelope.seal(to, 'messages.to'),
    contentSealed: await envelope.seal(JSON.stringify(content), 'messages.content'),
    status: hasProvider(settings, channel) ? 'waiting' : 'kept',
    ...(nextAt === undefined ? {} : { nextAt }),
  });
}
