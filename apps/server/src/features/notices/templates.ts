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
  'sessions-ended': {
    subject: 'You were signed out',
    text: 'The operator of the service ended sessions of your account for its safety. Sign in again; if you do not know why, change your password and look at "Security".',
  },
  'operator-made': {
    subject: 'You may run this service now',
    text: 'You were made an operator. Sign in with your passkey, or give your second factor, to see the pages for operators.',
  },
  'operator-ended': { subject: 'You no longer run this service', text: 'You are no longer an operator.' },
  'acting-asked': {
    subject: 'The service asks to act for you',
    text: 'Somebody of the service asks to work in the team “{team}” on your behalf for half an hour. Why: {reason}. Nothing happens without your consent, which you can give until {time} and take back at any time; your account, money, consents and keys stay closed to them: {link}',
  },
  'acting-begun': {
    subject: 'Somebody of the service acts for you now',
    text: 'With your consent, until {time}. Why: {reason}. Each act is written down under their name. You can end it at once: {link}',
  },
  'acting-ended': {
    subject: 'Nobody acts for you any more',
    text: 'It ended at {time}. Why it was: {reason}. What was done stands in the record of your team.',
  },
  'contact-change': {
    subject: 'A new contact was asked for on your account',
    text: 'From {time} on, {contact} will replace this one. If this was not you, open {link}: the change is taken back, all sessions end, and signing in is locked until you prove yourself with a code.',
  },
  'contact-changed': {
    subject: 'Your contact was changed',
    text: '{contact} is now bound to your account. If this was not you, open {link}.',
  },
  'contact-removal': {
    subject: 'A contact is to be taken off your account',
    text: 'From {time} on, one contact of your account no longer counts. If this was not you, open {link}: the change is taken back, all sessions end, and signing in is locked until you prove yourself with a code.',
  },
  'factor-removal': {
    subject: 'Your second factor is to be taken away',
    text: 'Somebody told the operator of the service that your second factor is lost, and it was checked that it is you. It goes at {time}. If you did not ask for this, or still have it, open {link} or sign in with it: it stays.',
  },
  'factor-removed': {
    subject: 'Your second factor was taken away',
    text: 'Passkeys, authenticator and recovery codes no longer count, and all sessions ended. Sign in with a code to your verified contact and set up another second factor under "Security".',
  },
  'factor-kept': {
    subject: 'Your second factor stays',
    text: 'Taking your second factor away was taken back.',
  },
  'guardian-recorded': {
    subject: 'You consented as a guardian',
    text: 'Your consent to the use of Clipo by {name} was recorded. To withdraw it, to see what is kept, or to have it deleted, open {link} at any time. If it was not you, withdraw it there.',
  },
  'guardian-confirmed': {
    subject: 'Your consent as a guardian is withdrawn',
    text: 'The account makes nothing more, and what was being made is stopped. At {link} you can take a copy of the data or ask for the account to be deleted. For what was bought, ask for a refund on the page "Credits" of the account.',
  },
  'guardian-withdrew': {
    subject: 'Your guardian withdrew their consent',
    text: 'From now on nothing more can be made or bought with this account. You can still see, take and delete what is yours. Your guardian can consent again.',
  },
  enterprise: {
    subject: 'Verification of the enterprise: {status}',
    text: 'The enterprise that {team} stated is {status}. {reason}',
  },
  'usage-grant': {
    subject: 'Commercial use: {status}',
    text: 'For {team}, commercial use is {status}: {purpose} ({document}).',
  },
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
  'safety-allowed': {
    subject: 'You may use {name}',
    text: 'A reviewer looked at {name}: it may be used. {note}',
  },
  'safety-blocked': {
    subject: '{name} may not be used',
    text: 'A reviewer looked at {name}: it may not be used. {note} If this is wrong, appeal on the Materials page: another reviewer will look at it.',
  },
  'measure-taken': {
    subject: '{kind}',
    text: 'Reason: {reason}. {statement} {until} What you may still do, and how to answer or appeal: {link}',
  },
  'measure-reminder': {
    subject: 'Still open: {kind}',
    text: '{statement} {until} {link}',
  },
  'measure-corrected': {
    subject: 'Closed: {kind}',
    text: 'What it was about was corrected. Nothing more is to be done.',
  },
  'measure-answered': {
    subject: 'Your answer has come',
    text: 'An operator looks at it. {link}',
  },
  'measure-lapsed': {
    subject: 'The deadline is over: {kind}',
    text: '{statement} Nothing came in time; what follows is decided by a person. You may appeal: {link}',
  },
  'measure-ended': {
    subject: 'Ended: {kind}',
    text: 'Its term is over. What it kept you from is open again. Batches that it paused go on when you resume them.',
  },
  'measure-undone': {
    subject: 'Taken back: {kind}',
    text: '{note} What it kept you from is open again. Batches that it paused go on when you resume them.',
  },
  'operators-asked': {
    subject: 'Something waits for a decision',
    text: '{text}',
  },
  'appeal-received': {
    subject: 'Your appeal {number} has come',
    text: 'It is decided by {time}, by somebody who did not decide before. You are told the reasons.',
  },
  'appeal-upheld': {
    subject: 'Your appeal {number} was right',
    text: '{reasons} What you appealed against is taken back as of now.',
  },
  'appeal-rejected': {
    subject: 'Your appeal {number} was not followed',
    text: '{reasons}',
  },
  'deletion-planned': {
    subject: 'Your account is deleted on {time}',
    text: 'Until then you can withdraw the deletion on the page “Privacy”, and export what is yours. Afterwards nothing can be brought back. {reason}',
  },
  'deletion-notice': {
    subject: 'Written notice: your account is going to be deleted',
    text: '{reason} It is deleted on {time} unless you sign in, answer or appeal before. {link}',
  },
  'deletion-stopped': {
    subject: 'Your account is not deleted',
    text: '{reason}',
  },
  'deletion-done': {
    subject: 'Your account was deleted',
    text: 'What went, what stays and until when stands in the certificate {number}: {link}',
  },
  'case-received': {
    subject: 'We have your message: {number}',
    text: 'Number {number}. We answer by {time}. See where it stands, and add to it, at {link} Keep the link to yourself: it opens the case.',
  },
  'case-asked': {
    subject: 'A question about {number}',
    text: '{text} Answer by {time} at the link that you were given.',
  },
  'case-noticed': {
    subject: 'Somebody says that {name} hurts their rights ({number})',
    text: '{text} You may answer with a counter-notice by {time}, on the page "Cases".',
  },
  'case-taken-down': {
    subject: '{name} was taken down ({number})',
    text: 'It can neither be used nor shown until the case is over, and so can no video that shows it ({count} in all). See the page "Cases".',
  },
  'case-countered': {
    subject: 'A counter-notice to {number}',
    text: '{text} If you go to court or to an authority, show us that by {time}; otherwise what was taken down comes back.',
  },
  'case-restored': {
    subject: '{name} is back ({number})',
    text: 'What was taken down for case {number} may be used and shown again.',
  },
  'case-decided': { subject: '{number} is decided: {outcome}', text: '{text}' },
  'case-disclosed': {
    subject: 'Your name and contact were given to somebody ({number})',
    text: 'They were given to {to}, on this ground: {ground} ({reference}).',
  },
  'undertaking-asked': {
    subject: '{who} asks for {video} without the visible AI label',
    text: '{who} signed an undertaking and waits for your approval. Purpose: {purpose}. Open the video in its batch, or the Team page.',
  },
  'undertaking-decided': {
    subject: '{video} without the visible AI label: {status}',
    text: 'Your undertaking about {video} is {status}. {note}',
  },
  'licensed-withdrawn': {
    subject: '{name} was withdrawn from the licensed library',
    text: '{name} may not be used any more: {why} Nothing new is made with it. {videos} of your videos show it; they are listed at the material, under "Where it is used".',
  },
  'template-withdrawn': {
    subject: 'The template {name} was withdrawn',
    text: '{name} can no longer be chosen: {why} What is being made is made as it stands. {recipes} of your recipes name it: open them and choose another template.',
  },
  mentioned: { subject: '{who} mentions you at {video}', text: '{text} {link}' },
  message: { subject: '{subject}', text: '{text}' },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof en;

const catalogs: Readonly<Record<Language, Readonly<Record<TemplateName, Template>>>> = { en, 'zh-CN': noticesZhCN };

/** What a message says in a language, its values not yet filled in. */
export function wordingOf(name: TemplateName, language: Language): Template {
  return catalogs[language][name];
}

/** Values that are words of the API, in Chinese. */
const wordsZhCN: Readonly<Record<string, string>> = {
  editor: '编辑',
  approver: '审批',
  viewer: '查看',
  approved: '已开通',
  declined: '未通过',
  revoked: '已收回',
  verified: '已通过',
  upheld: '成立',
  restored: '已恢复',
  answered: '已答复',
  granted: '已授权',
  withdrawn: '已收回',
};

/** A value as a person reads it: a moment in Beijing's time for Chinese, in UTC for others. */
function sayValue(value: string | number, language: Language): string {
  const said = String(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(said)) {
    return language === 'zh-CN'
      ? `${beijing.format(new Date(said))}（北京时间）`
      : `${said.slice(0, 10)} ${said.slice(11, 16)} UTC`;
  }
  return language === 'zh-CN' ? (wordsZhCN[said] ?? said) : said;
}

const beijing = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** Fills a template. */
export function fillTemplate(
  name: TemplateName,
  language: Language,
  values: Readonly<Record<string, string | number>>,
): Template {
  const { subject, text } = wordingOf(name, language);
  const fill = (line: string) =>
    line.replaceAll(/\{(\w+)\}/g, (whole, key: string) => sayValue(values[key] ?? whole, language));
  return { subject: fill(subject), text: fill(text).trim() };
}
