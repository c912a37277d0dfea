import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { AlipaySdk, AlipaySdkCommonResult } from 'alipay-sdk';
import { z } from 'zod';
import { noticeRefused, providerPasses, providerRefuses } from './payment-faults.ts';
import type { PaymentProvider, PaymentState } from './payment-port.ts';

const name = 'Alipay';

/** What an operator gets from Alipay's open platform for the product 电脑网站支付. */
export interface AlipaySettings {
  appId: string;
  /** PEM, or base64 of it as Alipay's tools write it. */
  privateKey: string;
  /** Alipay's own public key for this app. */
  publicKey: string;
  gateway: string;
}

const Notice = z.object({
  notify_id: z.string().min(1).max(200),
  app_id: z.string(),
  sign_type: z.literal('RSA2'),
  out_trade_no: z.string().min(1).max(64),
  trade_no: z.string().min(1).max(64),
  trade_status: z.string(),
  total_amount: z.string(),
  gmt_payment: z.string().optional(),
});
const Trade = z.object({ tradeNo: z.string(), tradeStatus: z.string(), totalAmount: z.string() });

/** Sub-codes of ACQ that pass by themselves. */
const passing = new Set(['ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'aop.unknow-error']);
const isUnknownTrade = (code: string | undefined) => code === 'ACQ.TRADE_NOT_EXIST';

/** Alipay by its own SDK: page pay, query, close, refund, and notices (RSA2 both ways). */
export function openAlipay(settings: AlipaySettings): PaymentProvider {
  const privateKey = pemOf(settings.privateKey, 'private');
  const alipayPublicKey = pemOf(settings.publicKey, 'public');
  let opened: Promise<AlipaySdk> | undefined;
  const sdk = () => {
    opened ??= openSdk({ ...settings, privateKey, alipayPublicKey });
    return opened;
  };
  return {
    way: 'alipay',
    async begin({ id, amountFen, subject, expiresAt, notifyUrl, returnUrl }) {
      return (await sdk()).pageExecute('alipay.trade.page.pay', 'GET', {
        notifyUrl,
        returnUrl,
        bizContent: {
          outTradeNo: id,
          totalAmount: yuanOf(amountFen),
          subject,
          productCode: 'FAST_INSTANT_TRADE_PAY',
          timeExpire: beijingTime(expiresAt),
        },
      });
    },
    async ask(orderId) {
      const answer = await run(await sdk(), 'alipay.trade.query', { outTradeNo: orderId });
      if (isUnknownTrade(answer.subCode)) {
        return { status: 'pending' };
      }
      const trade = Trade.safeParse(mustBeGood(answer));
      if (!trade.success) {
        throw providerPasses(name, 'answered something else');
      }
      const { tradeStatus, tradeNo, totalAmount } = trade.data;
      return stateOf(tradeStatus, tradeNo, totalAmount, answer.sendPayDate);
    },
    async close(orderId) {
      const answer = await run(await sdk(), 'alipay.trade.close', { outTradeNo: orderId });
      if (!isUnknownTrade(answer.subCode) && answer.subCode !== 'ACQ.TRADE_STATUS_ERROR') {
        mustBeGood(answer);
      }
    },
    async refund({ refundId, orderId, amountFen, reason }) {
      const answer = mustBeGood(
        await run(await sdk(), 'alipay.trade.refund', {
          outTradeNo: orderId,
          refundAmount: yuanOf(amountFen),
          refundReason: reason,
          outRequestNo: refundId,
        }),
      );
      // N: nothing moved this time, as when the same is asked for again; a query tells whether it did before.
      return answer.fundChange === 'Y' ? 'done' : 'sending';
    },
    async askRefund({ refundId, orderId }) {
      const answer = mustBeGood(
        await run(await sdk(), 'alipay.trade.fastpay.refund.query', { outTradeNo: orderId, outRequestNo: refundId }),
      );
      return answer.refundStatus === 'REFUND_SUCCESS' ? 'done' : 'sending';
    },
    async readNotice({ body }) {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const notice = Notice.safeParse(fields);
      if (!notice.success) {
        throw noticeRefused(name, 'it lacks what a notice has, or is not signed with RSA2');
      }
      if (!(await sdk()).checkNotifySignV2(fields)) {
        throw noticeRefused(name, 'its signature is not right');
      }
      if (notice.data.app_id !== settings.appId) {
        throw noticeRefused(name, 'it is for another app');
      }
      const { notify_id, out_trade_no, trade_no, trade_status, total_amount, gmt_payment } = notice.data;
      const state = stateOf(trade_status, trade_no, total_amount, gmt_payment);
      return { id: `alipay ${notify_id}`, orderId: out_trade_no, state };
    },
    answerTo: (isTaken) => ({ status: isTaken ? 200 : 400, type: 'text/plain', body: isTaken ? 'success' : 'failure' }),
  };
}

/** Its SDK brings an HTTP client of its own: loaded with the first payment, not with every start. */
async function openSdk({
  appId,
  gateway,
  privateKey,
  alipayPublicKey,
}: Pick<AlipaySettings, 'appId' | 'gateway' | 'privateKey'> & { alipayPublicKey: string }): Promise<AlipaySdk> {
  const { AlipaySdk: Sdk } = await import('alipay-sdk');
  return new Sdk({
    appId,
    privateKey,
    alipayPublicKey,
    keyType: 'PKCS8',
    gateway: `${gateway}/gateway.do`,
    timeout: 10_000,
  });
}

async function run(sdk: AlipaySdk, method: string, bizContent: Record<string, string>): Promise<AlipaySdkCommonResult> {
  try {
    return await sdk.exec(method, { bizContent }, { validateSign: true });
  } catch (cause) {
    // What it throws may hold the whole exchange: only its own words are told.
    const { AlipayRequestError } = await import('alipay-sdk');
    const problem = cause instanceof AlipayRequestError ? cause.message.slice(0, 120) : 'is out of reach';
    throw providerPasses(name, problem);
  }
}

function mustBeGood(answer: AlipaySdkCommonResult): AlipaySdkCommonResult {
  if (answer.code === '10000') {
    return answer;
  }
  const code: string = answer.subCode ?? answer.code;
  // 20000: the service is not available; 10003: it is being done.
  if (passing.has(code) || answer.code === '20000' || answer.code === '10003') {
    throw providerPasses(name, `is busy (${code})`);
  }
  throw providerRefuses(name, code, answer.subMsg ?? answer.msg ?? '');
}

function stateOf(status: string, payment: string, amount: string, paidAt: unknown): PaymentState {
  switch (status) {
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED': {
      const at = typeof paidAt === 'string' ? new Date(`${paidAt.replace(' ', 'T')}+08:00`) : new Date();
      return {
        status: 'paid',
        payment,
        amountFen: fenOf(amount),
        paidAt: Number.isNaN(at.getTime()) ? new Date() : at,
      };
    }
    case 'TRADE_CLOSED':
      return { status: 'closed' };
    default:
      return { status: 'pending' };
  }
}

/** Whole fen as yuan with two places, as Alipay writes sums. */
export function yuanOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Yuan as Alipay writes them, in whole fen. @throws ClipoError unavailable where it is no sum */
function fenOf(yuan: string): number {
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === undefined) {
    throw providerPasses(name, 'told a sum that is none');
  }
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

function beijingTime(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
}

/** A key as PKCS#8 or SPKI in base64 alone, which is what the SDK wraps in its own PEM lines. */
function pemOf(key: string, kind: 'private' | 'public'): string {
  if (kind === 'private') {
    const read = key.includes('-----')
      ? createPrivateKey(key)
      : createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
    return read.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  }
  const read = key.includes('-----')
    ? createPublicKey(key)
    : createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  return read.export({ type: 'spki', format: 'der' }).toString('base64');
}
