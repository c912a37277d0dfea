import { z } from 'zod';
import { noticeRefused, providerPasses } from './payment-faults.ts';
import type { PaymentProvider, PaymentState } from './payment-port.ts';
import { openWechatClient, type WechatPaySettings } from './wechat-client.ts';
import { isFresh, openSealed, Sealed, signedOf } from './wechat-signing.ts';

const name = 'WeChat Pay';

const Notice = z.object({ id: z.string().min(1).max(200), event_type: z.string(), resource: Sealed });
const Transaction = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string().min(1).max(64),
  trade_state: z.string(),
  transaction_id: z.string().min(1).max(64).optional(),
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z.object({ total: z.int().min(1), currency: z.string().default('CNY') }).optional(),
});
const Begun = z.object({ code_url: z.string().min(1) });
const Refunded = z.object({ status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']) });

/** WeChat Pay, API v3, Native: a QR code that the buyer scans. */
export function openWechatPay(settings: WechatPaySettings): PaymentProvider {
  const { appId, merchantId } = settings;
  const client = openWechatClient(settings);
  const order = (id: string) => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(id)}`;
  return {
    way: 'wechat',
    async begin({ id, amountFen, subject, expiresAt, notifyUrl }) {
      const { body } = await client.ask('POST', '/v3/pay/transactions/native', {
        appid: appId,
        mchid: merchantId,
        description: subject.slice(0, 127),
        out_trade_no: id,
        time_expire: `${expiresAt.toISOString().slice(0, 19)}+00:00`,
        notify_url: notifyUrl,
        amount: { total: amountFen, currency: 'CNY' },
      });
      return read(Begun, body).code_url;
    },
    async ask(id) {
      const { status, body } = await client.ask('GET', `${order(id)}?mchid=${merchantId}`, undefined, [
        'ORDER_NOT_EXIST',
        'ORDERNOTEXIST',
      ]);
      return status >= 400 ? { status: 'pending' } : stateOf(read(Transaction, body));
    },
    async close(id) {
      await client.ask('POST', `${order(id)}/close`, { mchid: merchantId }, [
        'ORDER_CLOSED',
        'ORDERCLOSED',
        'ORDERPAID',
        'ORDER_PAID',
        'ORDER_NOT_EXIST',
        'ORDERNOTEXIST',
      ]);
    },
    async refund({ refundId, orderId, amountFen, totalFen, reason }) {
      const { body } = await client.ask('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: orderId,
        out_refund_no: refundId,
        reason: reason.slice(0, 80),
        amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
      });
      return read(Refunded, body).status === 'SUCCESS' ? 'done' : 'sending';
    },
    async askRefund({ refundId }) {
      const { body } = await client.ask('GET', `/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}`);
      const { status } = read(Refunded, body);
      return status === 'SUCCESS' ? 'done' : status === 'PROCESSING' ? 'sending' : 'failed';
    },
    async readNotice({ header, body }) {
      const signed = signedOf(header, body);
      if (signed === undefined) {
        throw noticeRefused(name, 'it is not signed');
      }
      if (!isFresh(signed)) {
        throw noticeRefused(name, 'it is older than five minutes: somebody sends it again');
      }
      if (!(await client.isFromWechat(signed))) {
        throw noticeRefused(name, 'its signature is not right');
      }
      const notice = Notice.safeParse(parseJson(body));
      if (!notice.success) {
        throw noticeRefused(name, 'it lacks what a notice has');
      }
      const transaction = Transaction.safeParse(parseJson(unseal(notice.data.resource, settings.apiV3Key)));
      if (!transaction.success) {
        throw noticeRefused(name, 'it is about no payment');
      }
      if (transaction.data.mchid !== merchantId || transaction.data.appid !== appId) {
        throw noticeRefused(name, 'it is for another merchant');
      }
      return {
        id: `wechat ${notice.data.id}`,
        orderId: transaction.data.out_trade_no,
        state: stateOf(transaction.data),
      };
    },
    answerTo: (isTaken) =>
      isTaken
        ? { status: 200, type: 'application/json', body: JSON.stringify({ code: 'SUCCESS', message: '成功' }) }
        : { status: 400, type: 'application/json', body: JSON.stringify({ code: 'FAIL', message: '失败' }) },
  };
}

function unseal(sealed: Sealed, key: string): string {
  try {
    return openSealed(sealed, key);
  } catch {
    throw noticeRefused(name, 'it is not sealed with our key');
  }
}

function stateOf({ trade_state, transaction_id, success_time, amount }: z.infer<typeof Transaction>): PaymentState {
  switch (trade_state) {
    case 'SUCCESS':
    // Paid, and since then a part went back: it was paid all the same.
    case 'REFUND':
      if (transaction_id === undefined || amount === undefined || amount.currency !== 'CNY') {
        throw providerPasses(name, 'told a payment without its number or sum');
      }
      return {
        status: 'paid',
        payment: transaction_id,
        amountFen: amount.total,
        paidAt: success_time === undefined ? new Date() : new Date(success_time),
      };
    case 'CLOSED':
    case 'REVOKED':
    case 'PAYERROR':
      return { status: 'closed' };
    default:
      return { status: 'pending' };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noticeRefused(name, 'it is no JSON');
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const found = schema.safeParse(body);
  if (!found.success) {
    throw providerPasses(name, 'answered something else');
  }
  return found.data;
}
