import type { TemplateName } from './templates.ts';

/**
 * How a message reaches somebody. `urgent`: their inbox, and every channel at once, whatever was preferred: security, money,
 * law. `may-wait`: their inbox, and the channels that they chose, not in their quiet hours. `address`: straight to an address,
 * as who is told has no account, or has it no more. `urgent-or-address`: the one or the other, by who is told.
 */
export type NoticeWay = 'urgent' | 'may-wait' | 'address' | 'urgent-or-address';

/** The way of every message. What is told in another way does not compile. */
export const noticeWays = {
  code: 'address',
  'new-device': 'urgent',
  locked: 'urgent',
  'sessions-ended': 'urgent',
  'operator-made': 'urgent',
  'operator-ended': 'urgent',
  'acting-asked': 'urgent',
  'acting-begun': 'urgent',
  'acting-ended': 'urgent',
  'contact-change': 'urgent',
  'contact-changed': 'urgent',
  'contact-removal': 'urgent',
  'factor-removal': 'urgent',
  'factor-removed': 'urgent',
  'factor-kept': 'urgent',
  'guardian-recorded': 'address',
  'guardian-confirmed': 'address',
  'guardian-withdrew': 'urgent',
  enterprise: 'may-wait',
  'usage-grant': 'may-wait',
  invitation: 'address',
  'member-removed': 'may-wait',
  'ownership-given': 'urgent',
  'api-access': 'may-wait',
  'recharge-paid': 'may-wait',
  refunded: 'urgent-or-address',
  'text-announced': 'urgent',
  'safety-allowed': 'may-wait',
  'safety-blocked': 'may-wait',
  'measure-taken': 'urgent',
  'measure-reminder': 'urgent',
  'measure-corrected': 'urgent',
  'measure-answered': 'urgent',
  'measure-lapsed': 'urgent',
  'measure-ended': 'urgent',
  'measure-undone': 'urgent',
  'operators-asked': 'urgent',
  'appeal-received': 'urgent',
  'appeal-upheld': 'urgent',
  'appeal-rejected': 'urgent',
  'deletion-planned': 'urgent',
  'deletion-notice': 'urgent',
  'deletion-stopped': 'urgent',
  'deletion-done': 'address',
  'case-received': 'address',
  'case-asked': 'address',
  'case-noticed': 'urgent',
  'case-taken-down': 'urgent',
  'case-countered': 'address',
  'case-restored': 'urgent',
  'case-decided': 'urgent-or-address',
  'case-disclosed': 'address',
  'undertaking-asked': 'may-wait',
  'undertaking-decided': 'may-wait',
  'licensed-withdrawn': 'urgent',
  'template-withdrawn': 'may-wait',
  mentioned: 'may-wait',
  message: 'urgent-or-address',
} as const satisfies Record<TemplateName, NoticeWay>;

type WithWay<W extends NoticeWay> = {
  [N in TemplateName]: (typeof noticeWays)[N] extends W ? N : never;
}[TemplateName];

/** What may be told to somebody with an account. */
export type NoticeTemplate = WithWay<'urgent' | 'may-wait' | 'urgent-or-address'>;
/** What may be sent straight to an address. */
export type AddressTemplate = WithWay<'address' | 'urgent-or-address'>;
