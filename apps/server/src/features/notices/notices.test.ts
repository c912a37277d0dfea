import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, tick } from '../../testing/browser.fixture.ts';
import { deliverDue } from './deliver-messages.ts';
import { openProviders } from './providers.ts';
import { markDelivered } from './queries.ts';
import { quietUntil } from './quiet-hours.ts';

/** Mails that a real SMTP server took; it refuses those to `full@…` for now. */
const mails: { to: string; text: string }[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, callback) =>
    callback(address.startsWith('full@') ? Object.assign(new Error('mailbox full'), { responseCode: 452 }) : null),
  onData(stream, session, callback) {
    let text = '';
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', text });
      callback();
    });
  },
});

/** Replays Aliyun's answers; what it was asked stands in `asked`. */
const asked: { url: URL; authorization: string }[] = [];
const aliyun = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://aliyun.test');
  asked.push({ url, authorization: request.headers.authorization ?? '' });
  const isLimited = url.searchParams.get('PhoneNumbers') === '13900000452';
  const answer = isLimited
    ? { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发天级流控Permits:10' }
    : { Code: 'OK', Message: 'OK', BizId: '900619746936498440^0', RequestId: 'F655A8D5' };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});

let api: TestApi;
beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => aliyun.listen(0, '127.0.0.1', resolve));
  api = await startApi({
    CLIPO_SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    CLIPO_ALIYUN_KEY_ID: 'testid',
    CLIPO_ALIYUN_SECRET: 'testsecret',
    CLIPO_ALIYUN_SMS_SIGN: '可剪',
    CLIPO_ALIYUN_SMS_TEMPLATES: '{"code": "SMS_1"}',
    CLIPO_ALIYUN_SMS_URL: `http://127.0.0.1:${(aliyun.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  await api.stop();
  aliyun.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const post = (now = new Date()) => deliverDue(api.deps, openProviders(api.deps.settings), now);
const statusOf = async (to: string) => {
  const { items } = (await (await api.ask('GET', '/api/v1/outbox')).json()) as {
    items: { to: string; status: string; text: string; receipt: string }[];
  };
  return items.find((item) => item.to === to);
};

describe('people are told, and it is proven (O2)', () => {
  it('a code goes out by real SMTP, signs in, and is then nowhere in the service', async () => {
    const browser = openBrowser(api);
    await browser.ask('POST', '/api/v1/sign-in/codes', { contact: 'mail@example.com' }, { 'accept-language': 'en' });
    expect(await post()).toBe(1);
    const [mail] = mails;
    expect(mail?.to).toBe('mail@example.com');
    const code = /Your code is (\d{6})/.exec(mail?.text ?? '')?.[1];
    const body = { contact: 'mail@example.com', code, accepted: await tick(api) };
    expect((await browser.ask('POST', '/api/v1/sign-in/code', body)).status).toBe(200);
    expect(await statusOf('mail@example.com')).toMatchObject({ status: 'sent', text: '' });
  });

  it('SMS go through Aliyun as its documentation signs them; its limits are tried again later', async () => {
    await openBrowser(api).ask('POST', '/api/v1/sign-in/codes', { contact: '13900000001' });
    await openBrowser(api).ask('POST', '/api/v1/sign-in/codes', { contact: '13900000452' });
    expect(await post()).toBe(1);
    const { url, authorization } =
      asked.find(({ url: { searchParams } }) => searchParams.get('PhoneNumbers') === '13900000001') ?? {};
    expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({ SignName: '可剪', TemplateCode: 'SMS_1' });
    expect(JSON.parse(url?.searchParams.get('TemplateParam') ?? '{}')).toMatchObject({ minutes: '5' });
    expect(authorization).toMatch(
      /^ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;\S+,Signature=[0-9a-f]{64}$/,
    );
    expect(await statusOf('+8613900000001')).toMatchObject({ status: 'sent', receipt: '900619746936498440^0' });
    expect(await statusOf('+8613900000452')).toMatchObject({ status: 'waiting' });
  });

  it('a mailbox that refuses is tried six times, then the message counts as failed', async () => {
    await openBrowser(api).ask('POST', '/api/v1/sign-in/codes', { contact: 'full@example.com' });
    let at = Date.now();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await post(new Date(at));
      at += 6 * 3_600_000;
    }
    expect(await statusOf('full@example.com')).toMatchObject({ status: 'failed' });
  });

  it('a notice counts as delivered at the earliest of its channels, with proof', async () => {
    const code = async () => {
      await post();
      return (
        /(\d{6})/.exec(
          mails.findLast(({ to }) => to === 'told@example.com')?.text.replaceAll(/^[\w-]+:.*$/gm, '') ?? '',
        )?.[1] ?? ''
      );
    };
    const browser = openBrowser(api);
    const signIn = async (from: typeof browser) => {
      await from.ask('POST', '/api/v1/sign-in/codes', { contact: 'told@example.com' }, { 'accept-language': 'en' });
      await from.ask('POST', '/api/v1/sign-in/code', {
        contact: 'told@example.com',
        code: await code(),
        accepted: await tick(api),
      });
    };
    await signIn(browser);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    await signIn(openBrowser(api));
    await post();
    type Told = { id: string; template: string; deliveredBy: string; deliveredAt: string };
    const newDevices = async () => {
      const { items } = (await (await browser.ask('GET', '/api/v1/me/notices')).json()) as { items: Told[] };
      return items.filter(({ template }) => template === 'new-device');
    };
    const [notice] = await newDevices();
    expect(notice?.deliveredBy).toBe('email');
    expect((await browser.ask('POST', `/api/v1/me/notices/${notice?.id}/read`)).status).toBe(204);
    expect((await newDevices())[0]).toMatchObject({ deliveredBy: 'email', deliveredAt: notice?.deliveredAt });
    // Whom the inbox told first was told by the inbox, though the mail comes later; and a channel that tells late when it
    // had carried it earlier is the one that counts.
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    await signIn(openBrowser(api));
    const [second] = await newDevices();
    expect(second?.id).not.toBe(notice?.id);
    expect(second?.deliveredBy).toMatch(/^(inbox|popup)$/);
    const sent = mails.length;
    await post();
    expect(mails.length).toBe(sent + 1);
    expect((await newDevices())[0]).toEqual(second);
    const at = new Date(Date.parse(second?.deliveredAt ?? '') - 1000);
    const carried = { channel: 'sms', proof: 'receipt 7', at } as const;
    await api.deps.db.asSystem((tx) => markDelivered(tx, second?.id ?? '', carried));
    expect((await newDevices())[0]).toMatchObject({ deliveredBy: 'sms', deliveredAt: at.toISOString() });
    const { rows: kept } = await api.deps.db.asSystem((tx) =>
      tx.execute("select proof from notices where template = 'new-device' order by id"),
    );
    expect(kept.map(({ proof }) => String(proof).length > 0)).toEqual([true, true]);
    const stranger = openBrowser(api);
    expect((await stranger.ask('GET', '/api/v1/me/notices')).status).toBe(401);
  });

  it('what may wait waits for the end of the quiet hours in Beijing', () => {
    const night = { quietFrom: 22 * 60, quietTo: 8 * 60 };
    const at = (text: string) => quietUntil(night, new Date(text)).toISOString();
    expect(at('2026-05-01T23:30:00+08:00')).toBe('2026-05-02T00:00:00.000Z');
    expect(at('2026-05-01T07:59:00+08:00')).toBe('2026-05-01T00:00:00.000Z');
    expect(at('2026-05-01T12:00:00+08:00')).toBe('2026-05-01T04:00:00.000Z');
    expect(quietUntil({ quietFrom: 0, quietTo: 0 }, new Date(0)).getTime()).toBe(0);
  });

  it('operators announce to everybody, in both languages; others do not', async () => {
    const said = { titleZh: '维护', bodyZh: '今晚维护', titleEn: 'Maintenance', bodyEn: 'Tonight', isPopup: true };
    const made = (await (await api.ask('POST', '/api/v1/announcements', said)).json()) as { id: string };
    const shown = await api.app.request('/api/v1/announcements', { headers: { 'accept-language': 'zh-CN' } });
    expect(await shown.json()).toMatchObject({ items: [{ title: '维护', isPopup: true }] });
    const { key } = await api.otherTeam();
    const refused = await api.ask('POST', '/api/v1/announcements', said, { authorization: `Bearer ${key}` });
    expect(refused.status).toBe(403);
    expect((await api.ask('DELETE', `/api/v1/announcements/${made.id}`, { reason: 'it is over' })).status).toBe(204);
    expect(await (await api.app.request('/api/v1/announcements')).json()).toEqual({ items: [] });
  });
});
