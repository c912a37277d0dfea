import type { moneyZhCN } from './money-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'recharge.credits_one': string;
  'minutes.text_one': string;
}

export const moneyEn: { readonly [K in keyof typeof moneyZhCN]: string } & Singulars = {
  'recharge.title': 'Buy credits',
  'recharge.way': 'Way to pay',
  'recharge.way.alipay': 'Alipay',
  'recharge.way.wechat': 'WeChat Pay',
  'recharge.way.operator': 'Bank transfer',
  'recharge.credits_one': '{{number}} credit',
  'recharge.credits_other': '{{number}} credits',
  'recharge.buy': 'Buy',
  'recharge.buy.of': 'Buy {{number}} credits',
  'recharge.pay': 'Pay',
  'recharge.paid': 'Paid: the credits are yours.',
  'recharge.closed': 'This order is closed. Please order again.',
  'recharge.order': 'Order {{id}}',
  'recharge.transfer':
    'Transfer the sum to who runs this service, and name the order {{id}}. The credits appear as soon as the money has arrived.',
  'recharge.scan': 'Scan with WeChat. This page sees when it was paid.',
  'recharge.page': 'Pay on the page of Alipay that has opened. This page sees when it was paid.',
  'recharge.page.open': 'Open Alipay',
  'orders.title': 'Orders',
  'orders.status.pending': 'To be paid',
  'orders.status.paid': 'Paid',
  'orders.status.closed': 'Closed',
  'refund.ask': 'Ask for a refund',
  'refund.asked': 'Asked for; answered within 15 working days',
  'refund.text':
    "What is unused goes back the way it came. For a minor's purchase, the guardian can ask for all of it.",
  'refund.reason': 'Reason',
  'refund.status.asked': 'refund asked for',
  'refund.status.declined': 'refund declined',
  'refund.status.sending': 'refund on its way',
  'refund.status.done': 'refunded',
  'refund.status.failed': 'refund failed',
  'invoice.ask': 'Ask for an invoice',
  'invoice.asked': 'Asked for',
  'invoice.kind': 'For',
  'invoice.kind.company': 'A company',
  'invoice.kind.person': 'A person',
  'invoice.title': 'Name on the invoice',
  'invoice.tax': 'Tax number',
  'invoice.status.asked': 'invoice asked for',
  'invoice.status.issued': 'invoice',
  'invoice.status.declined': 'no invoice',
  'not-me.lock': 'Lock my account',
  'not-me.done': 'The account is locked',
  'not-me.done.text': 'All devices are signed out. Sign in with a code to unlock it, then change your password.',
  'not-me.sign-in': 'Sign in',
  'announcement.close': 'Got it',
  'announcement.close.of': 'Close “{{title}}”',
  'minutes.title': 'Time for a break',
  'minutes.text_one': 'You have been here for {{count}} minute today.',
  'minutes.text_other': 'You have been here for {{count}} minutes today.',
};
