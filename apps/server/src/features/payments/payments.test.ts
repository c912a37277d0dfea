import { generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '../../log.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { type PaymentServers, startPaymentServers } from '../../testing/payment-servers.fixture.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import { expectWholeBook } from '../credits/interleavings.fixture.ts';
import { followOrder, followPayments } from './follow-orders.ts';
import { selectOrder } from './queries.ts';

interface Order {
  id: string;
  status: string;
  payUrl: string | null;
  amountFen: number;
  refundedFen: number;
}

/** What the service logs. */
let logged = '';
let servers: PaymentServers;
let api: TestApi;
let owner: TestBrowser;
let teamId: string;
beforeAll(async () => {
  servers = await startPaymentServers();
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  api = await startApi(servers.settings, { log: openLog({ CLIPO_LOG_LEVEL: 'info' }, to) });
  owner = await signInWithCode(api, '+8613900139001');
  teamId = ((await say(await owner.ask('GET', '/api/v1/me'))) as { team: { id: string } }).team.id;
});
afterAll(async () => {
  await api.stop();
  await servers.close();
});

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const place = async (way: string, browser = owner, pack = 'shop'): Promise<Order> =>
  say(await browser.ask('POST', '/api/v1/credits/orders', { pack, way }));
const look = async (id: string, browser = owner): Promise<Order> =>
  say(await browser.ask('GET', `/api/v1/credits/orders/${id}`));
const available = async (browser = owner): Promise<number> =>
  (await say(await browser.ask('GET', '/api/v1/credits'))).available;
const follow = async (id: string, now?: Date) => {
  const order = await api.deps.db.asSystem((tx) => selectOrder(tx, id));
  return order === undefined ? undefined : followOrder(api.deps, order, now);
};
const pay = (id: string, fen: number, payment = `T${id}`) => servers.paid.set(id, { fen, payment });
const tell = (way: 'alipay' | 'wechat', body: string, headers: Record<string, string> = {}) =>
  api.app.request(`/api/v1/payments/${way}/notices`, {
    method: 'POST',
    body,
    headers: way === 'alipay' ? { 'content-type': 'application/x-www-form-urlencoded' } : headers,
  });
const tellWechat = (...notice: Parameters<PaymentServers['wechatNotice']>) => {
  const { headers, body } = servers.wechatNotice(...notice);
  return tell('wechat', body, headers);
};

describe('credits are bought through providers whose every word is signed (O1)', () => {
  it('Alipay: a page to pay on, a notice that counts once, and what is not right is refused', async () => {
    const before = await available();
    const order = await place('alipay');
    const page = new URL(order.payUrl ?? '');
    expect(page.searchParams.get('method')).toBe('alipay.trade.page.pay');
    expect(JSON.parse(page.searchParams.get('biz_content') ?? '')).toMatchObject({
      out_trade_no: order.id,
      total_amount: '100.00',
      product_code: 'FAST_INSTANT_TRADE_PAY',
    });
    expect(page.searchParams.get('notify_url')).toBe('http://localhost/api/v1/payments/alipay/notices');
    pay(order.id, 10_000);
    const good = servers.alipayNotice(order.id);
    const forged = [
      good.replace('100.00', '100.01'),
      good.replace(/sign=[^&]+/, 'sign=AAAA'),
      good.replace('RSA2', 'RSA'),
      servers.alipayNotice(order.id, { app_id: '2021000000000002' }),
      '',
    ];
    for (const body of forged) {
      const answer = await tell('alipay', body);
      expect([answer.status, await answer.text()]).toEqual([400, 'failure']);
    }
    expect(await available()).toBe(before);
    const times = (text: string) => logged.split(text).length - 1;
    expect(times('a payment notice was refused')).toBe(forged.length);
    const answers = await Promise.all([1, 2, 3].map(() => tell('alipay', good)));
    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([200, 'success']);
    }
    expect(await look(order.id)).toMatchObject({ status: 'paid', payUrl: null });
    expect(await available()).toBe(before + 1050);
    // Replayed, a notice is heard, changes nothing, and stands in the log as one that was heard before.
    expect(times('"heard-before"')).toBe(2);
    await follow(order.id);
    expect(await available()).toBe(before + 1050);
    await expectWholeBook(api.deps.db, teamId);
  });

  it('WeChat Pay: a code to scan, a sealed notice, platform certificates that change, replays refused', async () => {
    const before = await available();
    const order = await place('wechat');
    expect(order.payUrl).toBe(`weixin://wxpay/bizpayurl?pr=${order.id}`);
    expect(await follow(order.id)).toMatchObject({ status: 'pending' });
    pay(order.id, 10_000);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const refused = [
      tellWechat(order.id, { at: new Date(Date.now() - 301_000) }),
      tellWechat(order.id, { key: String(other.export({ type: 'pkcs8', format: 'pem' })) }),
      tellWechat(order.id, { mchid: '1900000002' }),
      tellWechat(order.id, { serial: 'WECHATPAY/SIGNTEST' }),
      tell('wechat', servers.wechatNotice(order.id).body, { 'content-type': 'application/json' }),
    ];
    for (const answer of await Promise.all(refused)) {
      expect([answer.status, await say(answer)]).toEqual([400, { code: 'FAIL', message: '失败' }]);
    }
    expect(await look(order.id)).toMatchObject({ status: 'pending' });
    const notice = servers.wechatNotice(order.id);
    for (const _time of [1, 2]) {
      expect((await tell('wechat', notice.body, notice.headers)).status).toBe(200);
    }
    expect(await available()).toBe(before + 1050);
    // A new certificate: fetched, checked by itself, and used; the first is no longer trusted.
    const next = await place('wechat');
    pay(next.id, 10_000);
    const old = servers.wechatNotice(next.id, { id: 'EV-old' });
    await servers.rotate();
    const clock = Date.now;
    Date.now = () => clock() + 61_000;
    expect((await tellWechat(next.id)).status).toBe(200);
    Date.now = clock;
    expect((await tell('wechat', old.body, old.headers)).status).toBe(400);
    expect(await available()).toBe(before + 2100);
    expect(servers.asked.filter((line) => line.includes('UNSIGNED'))).toEqual([]);
  });

  it('a sum that is not the order’s credits nothing, and neither does an order that nobody placed', async () => {
    const before = await available();
    const order = await place('wechat');
    pay(order.id, 1);
    expect((await tellWechat(order.id)).status).toBe(200);
    pay('ord_unknown', 10_000);
    expect((await tell('alipay', servers.alipayNotice('ord_unknown'))).status).toBe(200);
    expect(await look(order.id)).toMatchObject({ status: 'pending' });
    expect(await available()).toBe(before);
  });

  it('an order whose time is over is closed at the provider; who paid at the last moment gets the credits', async () => {
    const before = await available();
    const late = new Date(Date.now() + 31 * 60_000);
    const [given, last] = [await place('wechat'), await place('alipay')];
    expect(await follow(given.id, late)).toMatchObject({ status: 'closed' });
    expect(servers.closed.has(given.id)).toBe(true);
    pay(last.id, 10_000);
    expect(await follow(last.id, late)).toMatchObject({ status: 'paid' });
    // Money that came after all is not kept for nothing.
    pay(given.id, 10_000);
    expect((await tellWechat(given.id)).status).toBe(200);
    expect(await available()).toBe(before + 2100);
  });

  it.each([
    ['wechat', { status: 429, body: { code: 'FREQUENCY_LIMITED', message: '频率超限' } }, 503],
    ['wechat', { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }, 503],
    ['wechat', { status: 400, body: { code: 'PARAM_ERROR', message: '参数错误' } }, 502],
    ['wechat', { status: 403, body: { code: 'NO_AUTH', message: '商户无权限' } }, 502],
    ['wechat', { status: 403, body: { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' } }, 502],
    ['wechat', { status: 200, body: '<html>' }, 503],
  ])('%s says %j: told as %i, and the order is closed', async (way, reply, status) => {
    servers.next.push(reply);
    const answer = await owner.ask('POST', '/api/v1/credits/orders', { pack: 'shop', way });
    expect(answer.status).toBe(status);
    const { items } = await say(await owner.ask('GET', '/api/v1/credits/orders?limit=1'));
    expect(items[0].status).toBe('closed');
  });

  it.each([
    [
      { status: 200, body: { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'aop.unknow-error' } },
      'unavailable',
    ],
    [{ status: 200, body: { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.SYSTEM_ERROR' } }, 'unavailable'],
    [
      { status: 200, body: { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-app-id' } },
      'fetch_failed',
    ],
    [{ status: 502, body: 'bad gateway' }, 'unavailable'],
  ])('Alipay says %j: %s, and the order goes on waiting', async (reply, code) => {
    const order = await place('alipay');
    servers.next.push(reply);
    await expect(follow(order.id)).rejects.toMatchObject({ code });
    expect(await look(order.id)).toMatchObject({ status: 'pending' });
  });
});

describe('without a provider an operator confirms transfers (O1)', () => {
  it('a transfer pays one order, once, also when two confirm at the same moment', async () => {
    const before = await available();
    const [first, second] = [await place('operator'), await place('operator')];
    expect(first.payUrl).toBeNull();
    const confirm = (id: string, payment: string) =>
      api.ask('POST', `/api/v1/payments/orders/${id}/confirm`, { payment });
    expect((await owner.ask('POST', `/api/v1/payments/orders/${first.id}/confirm`, { payment: 'B1' })).status).toBe(
      403,
    );
    const { transfers } = await say(await api.ask('GET', '/api/v1/payments/cases'));
    expect(transfers.map(({ id }: Order) => id)).toEqual(expect.arrayContaining([first.id, second.id]));
    const both = await Promise.all([1, 2].map(() => confirm(first.id, 'B1')));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await confirm(first.id, 'B2')).status).toBe(409);
    expect((await confirm(second.id, 'B1')).status).toBe(409);
    expect(await available()).toBe(before + 1050);
  });
});

describe('money goes back, and is invoiced once (O1)', () => {
  it('what is unused is refunded the way it came; credits are taken out first and come back where it fails', async () => {
    const order = await place('wechat');
    pay(order.id, 10_000);
    await tellWechat(order.id);
    const path = `/api/v1/credits/orders/${order.id}/refunds`;
    const asked = await say(await owner.ask('POST', path, { reason: '买多了' }));
    expect(asked).toMatchObject({ status: 'asked', amountFen: 10_000, credits: 1050 });
    expect((await owner.ask('POST', path, { reason: 'twice' })).status).toBe(409);
    const decide = (body: object) => api.ask('PUT', `/api/v1/payments/refunds/${asked.id}`, body);
    const before = await available();
    expect(await say(await decide({ isAccepted: true, answer: '已同意', amountFen: 4_000 }))).toMatchObject({
      status: 'sending',
    });
    expect((await decide({ isAccepted: true, answer: 'x' })).status).toBe(409);
    expect(await available()).toBe(before - 420);
    await followPayments(api.deps);
    expect(await look(order.id)).toMatchObject({ refundedFen: 4_000 });
    expect(servers.refunds.get(asked.id)).toBe(4_000);
    const again = await say(await owner.ask('POST', path, { reason: '其余也退' }));
    servers.next.push({ status: 403, body: { code: 'REFUND_FEE_MISMATCH', message: '退款金额不符' } });
    const failed = await say(
      await api.ask('PUT', `/api/v1/payments/refunds/${again.id}`, { isAccepted: true, answer: 'ok' }),
    );
    expect(failed).toMatchObject({ status: 'failed', amountFen: 6_000 });
    expect(await available()).toBe(before - 420);
    await expectWholeBook(api.deps.db, teamId);
  });

  it('an invoice names paid orders of the team, each once, less what was refunded; its buyer is sealed', async () => {
    const [order, unpaid] = [await place('alipay'), await place('alipay')];
    pay(order.id, 10_000);
    await tell('alipay', servers.alipayNotice(order.id));
    const buyer = {
      kind: 'company',
      title: '杭州某某有限公司',
      taxNumber: '91330100MA27XF6Q3X',
      email: 'fp@example.com',
    };
    const ask = (orderIds: string[], change = {}) =>
      owner.ask('POST', '/api/v1/credits/invoices', { orderIds, buyer: { ...buyer, ...change } });
    expect((await ask([unpaid.id])).status).toBe(422);
    expect((await ask([order.id], { taxNumber: undefined })).status).toBe(422);
    const both = await Promise.all([ask([order.id]), ask([order.id])]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const { invoices } = await say(await api.ask('GET', '/api/v1/payments/cases'));
    expect(invoices).toMatchObject([{ orderIds: [order.id], amountFen: 10_000, buyer }]);
    const { rows } = await api.deps.db.asSystem((tx) => tx.execute('select buyer_sealed from invoices'));
    expect(JSON.stringify(rows)).not.toContain('杭州');
    const decided = await api.ask('PUT', `/api/v1/payments/invoices/${invoices[0].id}`, {
      status: 'issued',
      number: '24332000',
    });
    expect(await say(decided)).toMatchObject({ status: 'issued', number: '24332000' });
  });
});

describe('minors spend within limits, and their guardians get it back (A7)', () => {
  it('children buy nothing; who is 14 to 17 needs a guardian and keeps to sums; the guardian asks for all of it', async () => {
    const minor = async (phone: string, ageGroup: string) => {
      const browser = await signInWithCode(api, phone);
      const { id } = await say(await browser.ask('GET', '/api/v1/me'));
      await api.deps.db.asSystem((tx) => tx.execute(`update users set age_group = '${ageGroup}' where id = '${id}'`));
      return browser;
    };
    const order = (browser: TestBrowser, pack = 'shop') =>
      browser.ask('POST', '/api/v1/credits/orders', { pack, way: 'wechat' });
    const child = await minor('+8613900139010', 'child');
    expect((await order(child)).status).toBe(403);
    const teen = await minor('+8613900139011', 'teen');
    expect(await say(await order(teen))).toMatchObject({ code: 'step_needed' });
    const contact = '13900139012';
    await teen.ask('POST', '/api/v1/me/guardian/codes', { contact });
    const agreed = await teen.ask('POST', '/api/v1/me/guardian', {
      contact,
      code: await codeFor(api, `+86${contact}`),
      name: '王某',
    });
    expect(agreed.status).toBeLessThan(300);
    expect((await order(teen, 'brand')).status).toBe(403);
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => order(teen)));
    expect(many.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 403]);
    const { id } = await say(many.find(({ status }) => status === 201) as Response);
    pay(id, 10_000);
    await tellWechat(id);
    expect(await available(teen)).toBe(1050);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '1 hour'"),
    );
    await teen.ask('POST', '/api/v1/me/guardian/codes', { contact });
    const guardian = { name: '王某', relation: '父亲', contact, code: '000000', evidence: '户口本照片与支付截图' };
    const path = `/api/v1/credits/orders/${id}/refunds`;
    expect((await teen.ask('POST', path, { reason: '孩子误充', guardian })).status).toBe(401);
    const code = await codeFor(api, `+86${contact}`);
    const wish = await say(await teen.ask('POST', path, { reason: '孩子误充', guardian: { ...guardian, code } }));
    expect(wish).toMatchObject({ ground: 'guardian', amountFen: 10_000 });
    const { refunds } = await say(await api.ask('GET', '/api/v1/payments/cases'));
    expect(refunds.find((each: { id: string }) => each.id === wish.id).evidence).toContain('父亲');
  });
});

it('when the service is closed, what is unused of every order goes back the way it came, once (O1)', async () => {
  const buyer = await signInWithCode(api, '+8613900139020');
  const { team } = await say(await buyer.ask('GET', '/api/v1/me'));
  const bought = await Promise.all([place('wechat', buyer), place('alipay', buyer)]);
  for (const { id } of bought) {
    pay(id, 10_000);
  }
  await tellWechat(bought[0]?.id ?? '');
  await tell('alipay', servers.alipayNotice(bought[1]?.id ?? ''));
  expect(await available(buyer)).toBe(2100);
  // A quarter of what was bought has been used.
  const part = { teamId: team.id, amount: 525, reference: 'used' };
  await api.deps.db.asTeam(team.id, (tx) => holdCredits(tx, part));
  const close = () => api.ask('POST', '/api/v1/payments/closing', { reason: '服务终止' });
  expect((await buyer.ask('POST', '/api/v1/payments/closing', { reason: 'x' })).status).toBe(403);
  const first = await say(await close());
  expect(first.refunds).toBeGreaterThanOrEqual(2);
  await followPayments(api.deps);
  const back = await Promise.all(bought.map(({ id }) => look(id, buyer)));
  expect(back.reduce((sum, { refundedFen }) => sum + refundedFen, 0)).toBe(15_000);
  expect(await available(buyer)).toBe(0);
  expect(await say(await close())).toEqual({ refunds: 0, amountFen: 0 });
  await expectWholeBook(api.deps.db, team.id);
});
