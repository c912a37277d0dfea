import type { guardianZhCN } from './guardian-chinese.ts';

export const guardianEn: { readonly [K in keyof typeof guardianZhCN]: string } = {
  'guardian.title': 'For guardians',
  'guardian.text':
    'You consented to a minor using Clipo? Here you withdraw that, ask for money back, take a copy of the data or ask for the account to be deleted. You need no account.',
  'guardian.contact.hint': 'The number or address with which you consented.',
  'guardian.none': 'Nobody found',
  'guardian.none.text': 'No minor has a guardian’s consent by this contact.',
  'guardian.given': 'consent holds',
  'guardian.withdrawn': 'withdrawn',
  'guardian.since': 'Consented since {{day}}.',
  'guardian.withdrawn.text': 'The account makes and buys nothing more.',
  'guardian.orders': 'Paid orders',
  'guardian.refund.text':
    'All of the money is asked back, also where credits were spent. An operator decides within 15 working days; you are told where you got the code.',
  'guardian.withdraw': 'Withdraw consent',
  'guardian.withdraw.sure': 'At once the account makes and buys nothing more, and what is being made stops.',
  'guardian.delete.sure': 'After a week the account and all in it is deleted for good; until then it can be withdrawn.',
  'privacy.guardian': 'A guardian’s consent',
  'privacy.guardian.text':
    'A guardian can withdraw at any time, ask for money back, take a copy of the data or ask for deletion, without signing in.',
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
  'team.factor': 'Second factor',
  'team.factor.text':
    'Who is asked sees and does nothing of the team before they gave a second factor: a passkey, or a code of an authenticator app. Who has none sets it up when they come next.',
  'team.factor.nobody': 'Asked of nobody',
  'team.factor.spenders': 'Asked of those who may spend and delete: owner and editors',
  'team.factor.everybody': 'Asked of everybody',
  'team.factor.service': 'The service asks for it in every team.',
  'first.factor': 'Your team asks for a second factor',
  'first.factor.text':
    'In “{{team}}” nothing opens before it: set up an authenticator app or a passkey. It protects what the team owns, also when somebody else gets hold of your phone number or mailbox.',
  'first.factor.passkey': 'You have a passkey: sign out and sign in with it, or set up an authenticator app.',
  'first.factor.other': 'Act for “{{team}}” instead',
  'security.spender':
    'You may spend and delete for your team: add an authenticator or a passkey, so that a code or a password alone is not enough.',
};
