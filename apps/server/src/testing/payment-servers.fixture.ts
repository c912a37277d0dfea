import { execFileSync } from 'node:child_process';
import {
  createCipheriv,
  createSign,
  createVerify,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';

const apiV3Key = '0123456789abcdef0123456789abcdef';
const pem = (key: { export(options: object): unknown }, type: string) => String(key.export({ type, format: 'pem' }));
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What a provider replies next in place of its usual answer: an HTTP status with a documented error. */
export interface Reply {
  status: number;
  body: object | string;
}

/**
 * Alipay's gateway and WeChat Pay's API v3 on loopback, as their documents describe them: requests' signatures are checked,
 * answers and notices are signed with keys of their own.
 */
export interface PaymentServers {
  settings: Record<string, string>;
  /** What was paid of an order, in fen; refunds by their number. */
  paid: Map<string, { fen: number; payment: string }>;
  refunds: Map<string, number>;
  closed: Set<string>;
  /** Replies in place of the usual ones, first come first served. */
  next: Reply[];
  /** Paths and methods that were asked, with what was wrong with their signature. */
  asked: string[];
  /** A new platform certificate of WeChat Pay; the old one is no longer listed. */
  rotate(): Promise<void>;
  alipayNotice(orderId: string, change?: Record<string, string>): string;
  wechatNotice(
    orderId: string,
    change?: { fen?: number; at?: Date; id?: string; mchid?: string; key?: string; serial?: string; state?: string },
  ): { headers: Record<string, string>; body: string };
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

const listen = (server: Server) =>
  new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

export async function startPaymentServers(): Promise<PaymentServers> {
  const folder = await tempFolder('payments');
  const [app, alipay, merchant] = [pair(), pair(), pair()];
  let certificates = 0;
  const newCertificate = () => {
    certificates += 1;
    const [key, cert] = [join(folder.path, `${certificates}.key`), join(folder.path, `${certificates}.pem`)];
    const { privateKey } = pair();
    execFileSync('sh', ['-c', 'cat > "$0"', key], { input: pem(privateKey, 'pkcs8') });
    execFileSync('openssl', ['req', '-x509', '-key', key, '-subj', '/CN=Tenpay', '-days', '2', '-out', cert]);
    const text = execFileSync('cat', [cert], { encoding: 'utf8' });
    return { key: pem(privateKey, 'pkcs8'), text, serial: new X509Certificate(text).serialNumber };
  };
  let platform = newCertificate();
  const state: Pick<PaymentServers, 'paid' | 'refunds' | 'closed' | 'next' | 'asked'> = {
    paid: new Map(),
    refunds: new Map(),
    closed: new Set(),
    next: [],
    asked: [],
  };

  const seal = (text: string, what: string) => {
    const nonce = randomBytes(6).toString('hex');
    const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(what));
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: what, ciphertext: ciphertext.toString('base64') };
  };
  const signWechat = (body: string, { at = new Date(), key = platform.key, serial = platform.serial } = {}) => {
    const [timestamp, nonce] = [String(Math.floor(at.getTime() / 1000)), randomBytes(8).toString('hex')];
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key, 'base64'),
    };
  };
  const transaction = (id: string, { mchid = '1900000001', fen = 0, trade = 'SUCCESS' } = {}) => {
    const paid = state.paid.get(id);
    return {
      appid: 'wxpay1',
      mchid,
      out_trade_no: id,
      trade_state: state.closed.has(id) && paid === undefined ? 'CLOSED' : paid === undefined ? 'NOTPAY' : trade,
      ...(paid === undefined
        ? {}
        : {
            transaction_id: paid.payment,
            success_time: '2026-11-28T20:00:00+08:00',
            amount: { total: fen || paid.fen, currency: 'CNY' },
          }),
    };
  };

  const wechatServer = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = '', url = '' } = request;
    const said = Object.fromEntries(
      [...(request.headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const isSigned =
      said.mchid === '1900000001' &&
      said.serial_no === 'MERCHANT1' &&
      createVerify('RSA-SHA256')
        .update(`${method}\n${url}\n${said.timestamp}\n${said.nonce_str}\n${body}\n`)
        .verify(pem(merchant.publicKey, 'spki'), said.signature ?? '', 'base64');
    const { pathname } = new URL(url, 'http://wechat');
    state.asked.push(`${method} ${pathname}${isSigned ? '' : ' UNSIGNED'}`);
    const [status, answer] = isSigned
      ? wechatAnswer(method, pathname, body)
      : [401, { code: 'SIGN_ERROR', message: '错误的签名' }];
    const text = typeof answer === 'string' ? answer : answer === undefined ? '' : JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', ...signWechat(text) }).end(text);
  });
  const wechatAnswer = (method: string, path: string, body: string): [number, object | string | undefined] => {
    const reply = path === '/v3/certificates' ? undefined : state.next.shift();
    if (reply !== undefined) {
      return [reply.status, reply.body];
    }
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (path === '/v3/certificates') {
      const encrypt_certificate = seal(platform.text, 'certificate');
      return [200, { data: [{ serial_no: platform.serial, encrypt_certificate }] }];
    }
    if (path === '/v3/pay/transactions/native') {
      return [200, { code_url: `weixin://wxpay/bizpayurl?pr=${given.out_trade_no}` }];
    }
    const [, refundId] = /refunds(?:\/(.+))?$/.exec(path) ?? [];
    if (path.startsWith('/v3/refund/')) {
      const amount = given.amount as { refund: number } | undefined;
      if (method === 'POST' && amount !== undefined) {
        state.refunds.set(String(given.out_refund_no), amount.refund);
        return [200, { status: 'PROCESSING' }];
      }
      return [200, { status: state.refunds.has(refundId ?? '') ? 'SUCCESS' : 'PROCESSING' }];
    }
    const [, id = '', isClose] = /out-trade-no\/([^/]+)(\/close)?$/.exec(path) ?? [];
    if (isClose !== undefined) {
      state.closed.add(id);
      return [204, undefined];
    }
    return [200, transaction(id)];
  };

  const signAlipay = (text: string) =>
    createSign('RSA-SHA256').update(text).sign(pem(alipay.privateKey, 'pkcs8'), 'base64');
  const alipayServer = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://alipay');
    const fields = Object.fromEntries([...url.searchParams, ...new URLSearchParams(await bodyOf(request))]);
    const { sign = '', ...signed } = fields;
    const said = Object.keys(signed)
      .sort()
      .map((name) => `${name}=${signed[name]}`)
      .join('&');
    const isSigned = createVerify('RSA-SHA256').update(said).verify(pem(app.publicKey, 'spki'), sign, 'base64');
    const method = fields.method ?? '';
    state.asked.push(`${method}${isSigned ? '' : ' UNSIGNED'}`);
    const reply = state.next.shift();
    if (reply !== undefined && reply.status !== 200) {
      response.writeHead(reply.status).end(String(reply.body));
      return;
    }
    const answer =
      reply?.body ?? alipayAnswer(method, JSON.parse(fields.biz_content ?? '{}') as Record<string, string>);
    const text = JSON.stringify(answer);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(`{"${method.replaceAll('.', '_')}_response":${text},"sign":"${signAlipay(text)}"}`);
  });
  const alipayAnswer = (
    method: string,
    { out_trade_no: id = '', out_request_no: refund = '', ...more }: Record<string, string>,
  ) => {
    const good = { code: '10000', msg: 'Success', out_trade_no: id };
    const paid = state.paid.get(id);
    if (method === 'alipay.trade.refund') {
      const isNew = !state.refunds.has(refund);
      state.refunds.set(refund, Math.round(Number(more.refund_amount) * 100));
      return { ...good, fund_change: isNew ? 'Y' : 'N' };
    }
    if (method === 'alipay.trade.fastpay.refund.query') {
      return { ...good, ...(state.refunds.has(refund) ? { refund_status: 'REFUND_SUCCESS' } : {}) };
    }
    if (paid === undefined) {
      state.closed.add(id);
      return { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' };
    }
    const total_amount = `${Math.floor(paid.fen / 100)}.${String(paid.fen % 100).padStart(2, '0')}`;
    return { ...good, trade_no: paid.payment, trade_status: 'TRADE_SUCCESS', total_amount };
  };
  const [wechatUrl, alipayUrl] = await Promise.all([listen(wechatServer), listen(alipayServer)]);
  return {
    ...state,
    settings: {
      CLIPO_URL: 'http://localhost',
      CLIPO_ALIPAY_APP_ID: '2021000000000001',
      CLIPO_ALIPAY_PRIVATE_KEY: pem(app.privateKey, 'pkcs8'),
      CLIPO_ALIPAY_PUBLIC_KEY: pem(alipay.publicKey, 'spki'),
      CLIPO_ALIPAY_URL: alipayUrl,
      CLIPO_WECHATPAY_MERCHANT_ID: '1900000001',
      CLIPO_WECHATPAY_APP_ID: 'wxpay1',
      CLIPO_WECHATPAY_SERIAL: 'MERCHANT1',
      CLIPO_WECHATPAY_PRIVATE_KEY: pem(merchant.privateKey, 'pkcs8'),
      CLIPO_WECHATPAY_API_V3_KEY: apiV3Key,
      CLIPO_WECHATPAY_URL: wechatUrl,
    },
    async rotate() {
      platform = newCertificate();
    },
    alipayNotice(orderId, change = {}) {
      const paid = state.paid.get(orderId) ?? { fen: 1, payment: 'none' };
      const fields: Record<string, string> = {
        notify_id: `n${orderId}`,
        notify_type: 'trade_status_sync',
        notify_time: '2026-11-28 20:00:01',
        app_id: '2021000000000001',
        charset: 'utf-8',
        version: '1.0',
        out_trade_no: orderId,
        trade_no: paid.payment,
        trade_status: 'TRADE_SUCCESS',
        total_amount: (paid.fen / 100).toFixed(2),
        gmt_payment: '2026-11-28 20:00:00',
        subject: 'Clipo & 点数 100%',
        ...change,
      };
      const said = Object.keys(fields)
        .sort()
        .map((name) => `${name}=${fields[name]}`)
        .join('&');
      return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: signAlipay(said) }).toString();
    },
    wechatNotice(orderId, { fen, at, id = `EV-${orderId}`, mchid, key, serial, state: trade } = {}) {
      const resource = seal(JSON.stringify(transaction(orderId, { mchid, fen, trade })), 'transaction');
      const event_type = 'TRANSACTION.SUCCESS';
      const body = JSON.stringify({ id, event_type, resource_type: 'encrypt-resource', resource });
      return { headers: { 'content-type': 'application/json', ...signWechat(body, { at, key, serial }) }, body };
    },
    async close() {
      wechatServer.close();
      alipayServer.close();
      wechatServer.closeAllConnections();
      alipayServer.closeAllConnections();
      await folder[Symbol.asyncDispose]();
    },
  };
}
