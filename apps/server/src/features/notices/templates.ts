import type { Language } from '@clipo/contract';
import { noticesZhCN } from './templates-zh-cn.ts';

/** What a message says. `{name}` stands for values. */
export interface Template {
  subject: string;
  text: string;
}

/** English, and the list of all templates. */
const en = {
  code: {
    subject: 'Your Clipo code: {code}',
    text: 'Your code is {code}. It is good for {minutes} minutes. Give it to nobody. If you did not ask for it, ignore this message.',
  },
  'new-device': {
    subject: 'Your account was signed in to on a new device',
    text: 'Device: {device}. Address: {address}. Time: {time}. If this was not you, open {link}: all sessions end, and signing in is locked until you prove yourself with a code.',
  },
  locked: {
    subject: 'Your account is locked',
    text: 'All sessions were ended because somebody said "this wasn\'t me". Sign in with a code to your verified contact to unlock it, then change your password.',
  },
  'contact-change': {
    subject: 'A new contact was asked for on your account',
    text: 'From {time} on, {contact} will replace this one. If this was not you, sign in and cancel the change, or open {link}.',
  },
  'contact-changed': { subject: 'Your contact was changed', text: '{contact} is now bound to your account.' },
  invitation: {
    subject: 'You are invited to the team {team} on Clipo',
    text: '{inviter} invites you as {role}. The invitation is for you alone and good until {time}: {link}',
  },
  'member-removed': { subject: 'You left the team {team}', text: 'You are no longer a member of {team}.' },
  'ownership-given': { subject: 'The team {team} is yours', text: 'You are now the owner of {team}.' },
  'api-access': {
    subject: 'API access: {status}',
    text: 'The application of {team} for API access is {status}. {reason}',
  },
  'recharge-paid': { subject: '{credits} credits were added', text: 'Order {order} was paid: {credits} credits.' },
  refunded: { subject: 'A refund was made', text: 'Order {order}: {amount} yuan go back the way they came. {reason}' },
  'text-announced': {
    subject: 'The {text} changes on {time}',
    text: 'A new version comes into force on {time}. What changes: {changes}. From then on you must agree again to go on; if you do not, you may still export your data and delete the account.',
  },
  'export-ready': {
    subject: 'Your data are ready',
    text: 'The export of your data can be downloaded for {days} days.',
  },
  'deletion-asked': {
    subject: 'Deletion of your account was asked for',
    text: 'We answer by {time}. If this was not you, sign in and withdraw the request.',
  },
  mentioned: { subject: '{who} mentions you at {video}', text: '{text} {link}' },
  message: { subject: '{subject}', text: '{text}' },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof en;

const catalogs: Readonly<Record<Language, Readonly<Record<TemplateName, Template>>>> = { en, 'zh-CN': noticesZhCN };

/** Fills a template. */
export function fillTemplate(
  name: TemplateName,
  language: Language,
  values: Readonly<Record<string, string | number>>,
): Template {
  const { subject, text } = catalogs[language][name];
  const fill = (line: string) => line.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
  return { subject: fill(subject), text: fill(text).trim() };
}
