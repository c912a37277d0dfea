import type { Transporter } from 'nodemailer';
import type { Settings } from '../../env.ts';
import { openAliyunSms } from './aliyun-sms.ts';

/** A message as a provider is given it. */
export interface Outgoing {
  to: string;
  template: string;
  subject: string;
  text: string;
  values: Readonly<Record<string, string | number>>;
}

/** Takes a message to its reader. Resolves with the provider's receipt. @throws where it did not take it */
export type Provider = (message: Outgoing) => Promise<string>;

type ProviderSettings = Pick<
  Settings,
  | 'CLIPO_SMTP_URL'
  | 'CLIPO_MAIL_FROM'
  | 'CLIPO_ALIYUN_KEY_ID'
  | 'CLIPO_ALIYUN_SECRET'
  | 'CLIPO_ALIYUN_SMS_SIGN'
  | 'CLIPO_ALIYUN_SMS_TEMPLATES'
  | 'CLIPO_ALIYUN_SMS_URL'
>;

/** Whether messages of a channel go out; without a provider they are kept for the operator. */
export function hasProvider(settings: ProviderSettings, channel: 'email' | 'sms'): boolean {
  return channel === 'email' ? settings.CLIPO_SMTP_URL !== undefined : settings.CLIPO_ALIYUN_KEY_ID !== undefined;
}

/** Opens the providers of the settings. */
export function openProviders(settings: ProviderSettings): Partial<Record<'email' | 'sms', Provider>> {
  const { CLIPO_SMTP_URL: smtp, CLIPO_MAIL_FROM: from } = settings;
  return {
    ...(smtp === undefined ? {} : { email: openMail(smtp, from) }),
    ...(settings.CLIPO_ALIYUN_KEY_ID === undefined
      ? {}
      : {
          sms: openAliyunSms({
            keyId: settings.CLIPO_ALIYUN_KEY_ID,
            secret: settings.CLIPO_ALIYUN_SECRET ?? '',
            sign: settings.CLIPO_ALIYUN_SMS_SIGN ?? '',
            templates: settings.CLIPO_ALIYUN_SMS_TEMPLATES ?? '{}',
            url: settings.CLIPO_ALIYUN_SMS_URL,
          }),
        }),
  };
}

function openMail(url: string, from: string): Provider {
  let opened: Promise<Transporter> | undefined;
  return async ({ to, subject, text }) => {
    // Loaded with the first mail, not with every start.
    opened ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from }));
    const transport = await opened;
    const sent = await transport.sendMail({
      to: { name: '', address: to },
      subject,
      text,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return String(sent.messageId);
  };
}
