import type { guardianZhCN } from './guardian-chinese.ts';

export const guardianEn: { readonly [K in keyof typeof guardianZhCN]: string } = {
  'guardian.title': 'For guardians',
  'guardian.text':
    'You consented to a minor using Clipo? Here you withdraw that, take a copy of the data or ask for the account to be deleted. You need no account.',
  'guardian.contact.hint': 'The number or address with which you consented.',
  'guardian.none': 'Nobody found',
  'guardian.none.text': 'No minor has a guardian’s consent by this contact.',
  'guardian.given': 'consent holds',
  'guardian.withdrawn': 'withdrawn',
  'guardian.since': 'Consented since {{day}}.',
  'guardian.withdrawn.text':
    'The account makes and buys nothing more. For a refund, ask on the page “Credits” of the account.',
  'guardian.withdraw': 'Withdraw consent',
  'guardian.withdraw.sure': 'At once the account makes and buys nothing more, and what is being made stops.',
  'guardian.delete.sure': 'After a week the account and all in it is deleted for good; until then it can be withdrawn.',
  'privacy.guardian': 'A guardian’s consent',
  'privacy.guardian.text':
    'A guardian can withdraw at any time, take a copy of the data or ask for deletion, without signing in.',
  'privacy.guardian.open': 'Page for guardians',
  'security.password.current': 'Present password',
  'security.password.forgotten': 'Forgotten? Use a code',
  'security.factor-goes': 'Your second factor goes at {{at}}',
  'security.factor-goes.text':
    'Somebody told the operator that it is lost. If you still have it, or did not ask for this, keep it.',
  'security.factor-keep': 'Keep it',
  'security.sms.risk': 'Messages can be intercepted and numbers taken over: add a passkey or an authenticator.',
  'people.factor.waits': 'The second factor goes at {{at}}',
  'people.factor.confirm': 'Confirm as the second',
  'people.factor.cancel': 'Take back',
  'people.factor.remove': 'Take a lost factor away',
  'people.factor.text':
    'Check first who it is. The person is told and can object for three days; once a second operator confirms, for an hour. Then all sessions end, and they sign in by a code and set up another.',
  'people.factor.how': 'How it was checked',
  'people.factor.note': 'What was looked at',
  'people.factor.ask': 'Ask for it',
  'people.check.document': 'Identity document',
  'people.check.video-call': 'Video call',
  'people.check.enterprise-papers': 'Papers of the enterprise',
  'people.check.in-person': 'In person',
  'team.whole-limit': 'Limit of the team',
  'team.whole-limit.text':
    'Most credits that all work, that of keys too, may spend in a calendar month. Past it nothing new starts.',
};
