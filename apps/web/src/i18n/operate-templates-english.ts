import type { operateTemplatesZhCN } from './operate-templates-chinese.ts';

/** Words of the operator's pages of templates and of the wordings of notices, and of giving a reason. */
export const operateTemplatesEn: typeof operateTemplatesZhCN = {
  'nav.operate-templates': 'Templates, wordings',
  'reason.label': 'Why (it stands in the record of acts)',
  'reason.rule': 'Say why, in at least 3 characters',
  'operate-templates.text.films':
    'The video templates that ship: what came of each, withdrawn and readmitted. Once withdrawn, nobody is offered it.',
  'operate-templates.text.notices':
    'What every notice says in Chinese and English, and how it goes out. Braces stand for what is filled in.',
  'operate-templates.view.films': 'Video templates',
  'operate-templates.view.notices': 'Notices',
  'operate-templates.own': 'Teams with templates of their own: {{teams}} ({{templates}} templates)',
  'operate-templates.days': 'Figures of the last {{days}} days',
  'operate-templates.made': 'Videos',
  'operate-templates.failed': 'Failed',
  'operate-templates.teams': 'Teams',
  'operate-templates.withdraw': 'Withdraw',
  'operate-templates.withdraw.of': 'Withdraw {{name}}',
  'operate-templates.withdraw.text':
    'New batches are asked to choose another template; what is being made is made as it stands. Teams with matrices that name it are told.',
  'operate-templates.withdraw.why': 'Why (in the record of acts, and told to who names it)',
  'operate-templates.withdrawn': 'Withdrawn on {{day}}. Why: {{why}}',
  'operate-templates.readmit': 'Readmit',
  'operate-templates.readmit.of': 'Readmit {{name}}',
  'wordings.search': 'Search names and words',
  'wordings.none': 'No such notice',
  'wordings.none.text': 'Try another word.',
  'wordings.kept': 'No provider is set for {{channels}}: messages stay in the outbox.',
  'wordings.no-sms': 'The SMS provider has no template for it: no SMS goes out',
  'wordings.channel.inbox': 'Inbox',
  'wordings.channel.email': 'E-mail',
  'wordings.channel.sms': 'SMS',
  'wordings.way.urgent': 'At once, whatever was preferred',
  'wordings.way.may-wait': 'As the person prefers, not in their quiet hours',
  'wordings.way.address': 'Straight to the address that was given',
  'wordings.way.urgent-or-address': 'At once by every channel; without an account, to the address that was given',
};
