import { Writable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { openLog } from '../../log.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, outboxOf, signInWithCode, tick } from '../../testing/browser.fixture.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { holdCredits } from '../credits/hold-credits.ts';

let logged = '';
let api: TestApi;
beforeAll(async () => {
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  api = await startApi({ CLIPO_URL: 'http://localhost' }, { log: openLog({ CLIPO_LOG_LEVEL: 'debug' }, to) });
});
afterAll(() => api.stop());

const codes = '/api/v1/sign-in/codes';
const byCode = '/api/v1/sign-in/code';
const byPassword = '/api/v1/sign-in/password';
const password = 'correct horse battery';
/** How many requests of a route ended so, as the service's own log tells. */
const noted = (method: string, route: string, status: number) =>
  logged
    .split('\n')
    .filter((line) => line.includes('"request"'))
    .map((line) => JSON.parse(line) as { method: string; route: string; status: number })
    .filter((line) => line.method === method && line.route === route && line.status === status).length;
const rows = async (text: string) =>
  (await api.deps.db.asSystem((tx) => tx.execute(text))).rows as Record<string, unknown>[];

/** Somebody with a password. */
async function member(contact: string) {
  const browser = openBrowser(api);
  await browser.ask('POST', codes, { contact });
  const code = await codeFor(api, contact);
  await browser.ask('POST', '/api/v1/sign-up/password', { contact, code, accepted: await tick(api), password });
  await browser.ask('PATCH', '/api/v1/me', { ageGroup: 'adult' });
  return browser;
}

/** The statements that the service's own connections are asked while something runs, without what they are asked with. */
async function statementsWhile(run: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  const { query } = pg.Client.prototype;
  type Own = pg.Client & { connectionParameters: { application_name?: string } };
  pg.Client.prototype.query = function (this: Own, ...given: unknown[]) {
    if (this.connectionParameters.application_name === 'clipo') {
      const [what] = given as [string | { text: string }];
      asked.push((typeof what === 'string' ? what : what.text).replaceAll(/'[^']*'/g, "'…'"));
    }
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = query;
  }
  return asked;
}

describe('who means harm is refused, and it is written down (A1, A3)', () => {
  it('a code is guessed at five times and no more, the right one after that included; each guess is noted', async () => {
    const contact = 'guess@example.com';
    await member(contact);
    await rows("update login_codes set created_at = created_at - interval '2 minutes'");
    await openBrowser(api).ask('POST', codes, { contact });
    const right = await codeFor(api, contact);
    const wrong = right === '000000' ? '000001' : '000000';
    const accepted = await tick(api);
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await openBrowser(api).ask('POST', byCode, { contact, code: wrong, accepted })).status).toBe(401);
    }
    expect((await openBrowser(api).ask('POST', byCode, { contact, code: right, accepted })).status).toBe(401);
    expect(await rows('select attempts from login_codes where ended_at is not null and attempts >= 5')).toHaveLength(1);
    expect(await rows("select 1 from sign_in_attempts where way = 'email-code' and not is_good")).toHaveLength(6);
    // Who gets in afterwards, on a device that was never seen, proves themselves once more, and operators see why.
    const owner = await openBrowser(api).ask('POST', byPassword, { contact, password });
    expect(await owner.json()).toMatchObject({ needsFactor: true });
    const [last] = await rows('select risk_reasons from sessions order by created_at desc limit 1');
    expect(last?.risk_reasons).toEqual(['new-device', 'failures']);
  });

  it('one code that several give at the same moment signs in once', async () => {
    const contact = 'race@example.com';
    await openBrowser(api).ask('POST', codes, { contact });
    const body = { contact, code: await codeFor(api, contact), accepted: await tick(api) };
    const all = await Promise.all(Array.from({ length: 6 }, () => openBrowser(api).ask('POST', byCode, body)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
    const [{ refused } = { refused: 0 }] = await rows(
      `select count(*)::int as refused from sign_in_attempts where not is_good
       and target = (select target from sign_in_attempts where not is_good order by id desc limit 1)`,
    );
    expect(refused).toBe(5);
  });

  it('passwords are guessed at ten times in a quarter of an hour, also all at once; then not even the right one is looked at', async () => {
    const contact = 'stuffing@example.com';
    await member(contact);
    const guess = (given: string) => openBrowser(api).ask('POST', byPassword, { contact, password: given });
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, count) => guess(`wrong password ${count}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(20);
    const last = await guess(password);
    expect([last.status, Number(last.headers.get('retry-after')) > 0]).toEqual([429, true]);
    const noted = await rows("select 1 from sign_in_attempts where way = 'password' and not is_good");
    expect(noted.length).toBeGreaterThanOrEqual(10);
  });

  it('known and unknown contacts get the same answers', async () => {
    await member('known@example.com');
    await rows("update login_codes set created_at = created_at - interval '1 hour'");
    const told = async (path: string, body: object) => {
      const answer = await openBrowser(api).ask('POST', path, body, { 'accept-language': 'en' });
      const { instance: _instance, ...said } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, said };
    };
    for (const [path, more] of [
      [codes, {}],
      [byPassword, { password: 'wrong password' }],
      [byCode, { code: '123456', accepted: await tick(api) }],
    ] as const) {
      const [known, unknown] = [
        await told(path, { contact: 'known@example.com', ...more }),
        await told(path, { contact: 'nobody@example.com', ...more }),
      ];
      expect(unknown).toEqual(known);
    }
    expect(noted('POST', byPassword, 401)).toBeGreaterThanOrEqual(2);
    expect(noted('POST', byCode, 401)).toBeGreaterThanOrEqual(2);
  });

  it('and after the same work: as many hashes are computed, and the same questions put to the store in the same order', async () => {
    await member('worked@example.com');
    await rows("update login_codes set created_at = created_at - interval '1 hour'");
    const hashed: number[] = [];
    const verifyPassword: typeof api.deps.accounts.verifyPassword = (hash, given) => {
      // What a hash costs is told by its form and length.
      hashed.push(hash.length);
      return api.deps.accounts.verifyPassword(hash, given);
    };
    const app = createApp({ ...api.deps, accounts: { ...api.deps.accounts, verifyPassword } });
    const accepted = await tick(api);
    /** What a request has the store do; of five, the one that nothing else came between. */
    const workOf = async (path: string, body: object) => {
      const all: { asked: string[]; hashes: number[] }[] = [];
      for (let time = 0; time < 5; time += 1) {
        await rows("update login_codes set created_at = created_at - interval '1 hour'");
        hashed.length = 0;
        const asked = await statementsWhile(async () => {
          await (await openBrowser({ app }).ask('POST', path, body)).text();
        });
        all.push({ asked, hashes: [...hashed] });
      }
      return all.toSorted((one, other) => one.asked.length - other.asked.length)[0];
    };
    for (const [path, more, hashes] of [
      [codes, {}, 0],
      [byPassword, { password: 'wrong password' }, 1],
      [byCode, { code: '123456', accepted }, 0],
    ] as const) {
      const known = await workOf(path, { contact: 'worked@example.com', ...more });
      const unknown = await workOf(path, { contact: 'unheard@example.com', ...more });
      expect(unknown, path).toEqual(known);
      expect(known?.asked.length).toBeGreaterThan(3);
      expect(known?.hashes).toHaveLength(hashes);
    }
  });

  it('a session that was there before signing in is worth nothing after it, nor is one that was ended', async () => {
    const victim = openBrowser(api);
    victim.cookies.set('clipo_session', 'planted.by-somebody-else');
    const contact = 'fixed@example.com';
    await victim.ask('POST', codes, { contact });
    const body = { contact, code: await codeFor(api, contact), accepted: await tick(api) };
    await victim.ask('POST', byCode, body);
    const given = victim.cookies.get('clipo_session') ?? '';
    expect(given).not.toContain('planted');
    const attacker = openBrowser(api);
    attacker.cookies.set('clipo_session', 'planted.by-somebody-else');
    expect((await attacker.ask('GET', '/api/v1/me')).status).toBe(401);
    // A changed signature, the bare token, and the cookie of an ended session.
    for (const value of [`${given.slice(0, -4)}AAAA`, given.split('.')[0] ?? '']) {
      attacker.cookies.set('clipo_session', value);
      expect((await attacker.ask('GET', '/api/v1/me')).status).toBe(401);
    }
    attacker.cookies.set('clipo_session', given);
    await victim.ask('POST', '/api/v1/sign-out');
    expect((await attacker.ask('GET', '/api/v1/me')).status).toBe(401);
    expect(noted('GET', '/api/v1/me', 401)).toBeGreaterThanOrEqual(4);
  });

  it('what another site’s page sends with the cookie is refused and logged, and so is an unknown Host', async () => {
    const browser = await signInWithCode(api, 'csrf@example.com');
    const name = { name: 'mine' };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://localhost.evil.example', 'sec-fetch-site': 'same-origin' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'http://sub.localhost', 'sec-fetch-site': 'same-site' },
      // What CLIPO_URL says counts, not what the request calls its host.
      { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin', host: 'evil.example' },
    ];
    for (const headers of foreign) {
      expect((await browser.ask('PATCH', '/api/v1/team', name, headers)).status).toBe(403);
    }
    expect((await browser.ask('PATCH', '/api/v1/team', name)).status).toBe(200);
    expect(logged).toContain('a request from a foreign page was refused');
    // A form can't send JSON, and what is no JSON is not read.
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await browser.ask('PATCH', '/api/v1/team', name, form)).status).toBe(415);
  });

  it('no host header gets into a link of a message, and no answer leads anywhere else', async () => {
    const owner = await signInWithCode(api, 'links@example.com');
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-original-host': 'evil.example' };
    await owner.ask('POST', '/api/v1/team/invitations', { contact: 'asked@example.com', role: 'viewer' }, headers);
    const [message] = await outboxOf(api, 'asked@example.com');
    expect(message?.text).toContain('http://localhost/invitation#');
    expect(message?.text).not.toContain('evil.example');
    for (const path of [
      '/api/v1/sign-in/wechat/callback?code=x&state=y&next=https://evil.example',
      '/api/v1/sign-in/wechat/callback?code=x&state=%0d%0alocation:%20https://evil.example',
    ]) {
      const answer = await openBrowser(api).ask('GET', path, undefined, headers);
      expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?!\/)/);
      expect(noted('GET', '/api/v1/sign-in/wechat/callback', answer.status)).toBeGreaterThan(0);
    }
  });

  it('who signs in on a new device while credits are spent in a burst proves themselves once more', async () => {
    const contact = 'burst@example.com';
    const owner = await member(contact);
    const { team } = (await (await owner.ask('GET', '/api/v1/me')).json()) as { team: { id: string } };
    await grantCredits(api.deps, { teamId: team.id, amount: 5000, reference: 'gift' });
    await api.deps.db.asTeam(team.id, (tx) => holdCredits(tx, { teamId: team.id, reference: 'b1', amount: 2000 }));
    const answer = await openBrowser(api).ask('POST', byPassword, { contact, password });
    expect(await answer.json()).toMatchObject({ needsFactor: true });
    const [last] = await rows('select risk_reasons from sessions order by created_at desc limit 1');
    expect(last?.risk_reasons).toEqual(['new-device', 'burst-of-cost']);
  });

  it('an invitation is worth nothing to anybody but who was invited; nobody raises their own rights', async () => {
    const owner = await signInWithCode(api, 'raise-owner@example.com');
    await owner.ask('POST', '/api/v1/team/invitations', { contact: 'raise-guest@example.com', role: 'viewer' });
    const [message] = await outboxOf(api, 'raise-guest@example.com');
    const secret = /#([\w-]+)/.exec(message?.text ?? '')?.[1] ?? '';
    const thief = await signInWithCode(api, 'raise-thief@example.com');
    expect((await thief.ask('POST', '/api/v1/me/invitations', { secret })).status).toBe(403);
    const { id: thiefId } = (await (await thief.ask('GET', '/api/v1/me')).json()) as { id: string };
    expect(await rows(`select action, status from audit_events where user_id = '${thiefId}' and status = 403`)).toEqual(
      [{ action: 'POST /api/v1/me/invitations', status: 403 }],
    );
    const guest = await signInWithCode(api, 'raise-guest@example.com');
    const joined = (await (await guest.ask('POST', '/api/v1/me/invitations', { secret })).json()) as { teamId: string };
    await guest.ask('PUT', '/api/v1/me/team', joined);
    const me = (await (await guest.ask('GET', '/api/v1/me')).json()) as { id: string };
    const tries = [
      guest.ask('PATCH', `/api/v1/team/members/${me.id}`, { role: 'editor' }),
      guest.ask('PUT', '/api/v1/team/owner', { userId: me.id }),
      guest.ask('POST', '/api/v1/team/invitations', { contact: 'more@example.com', role: 'editor' }),
      guest.ask('POST', '/api/v1/credits/grants', { teamId: joined.teamId, amount: 1, reference: 'r', reason: 'x' }),
      guest.ask('POST', '/api/v1/credits/orders', { pack: 'shop', way: 'operator' }),
      guest.ask('GET', '/api/v1/outbox'),
      guest.ask('GET', '/api/v1/payments/cases'),
      guest.ask('POST', '/api/v1/privacy/keys'),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 403));
    for (const body of [{ isOperator: true }, { role: 'owner' }, { teamId: joined.teamId }]) {
      expect((await guest.ask('PATCH', '/api/v1/me', body)).status).toBe(422);
    }
    const noted = await rows(`select action from audit_events where user_id = '${me.id}' and status = 403`);
    expect(noted.length).toBeGreaterThanOrEqual(6);
  });
});
