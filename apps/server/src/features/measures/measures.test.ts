import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openToStopped } from '../../guard/assert-standing.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { passAppeals } from '../appeals/pass-appeals.ts';
import { createKey } from '../keys/create-key.ts';
import { nextRung } from './ladder.ts';
import { passMeasures } from './pass-time.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const hour = 3_600_000;
const later = (ms: number) => new Date(Date.now() + ms);
const line = { role: 'hook', text: '单手能开' };
const script = (text: string) => ({ name: 's', language: 'zh-CN', lines: [{ ...line, text }] });

interface Person {
  id: string;
  teamId: string;
  browser: TestBrowser;
  contact: string;
}

let count = 0;
async function person(): Promise<Person> {
  const contact = `person${++count}@example.com`;
  const browser = await signInWithCode(api, contact);
  const me = await say(await browser.ask('GET', '/api/v1/me'));
  return { id: me.id, teamId: me.team.id, browser, contact };
}

const take = async (who: Person, body: object) => {
  const whole = { userId: who.id, reason: 'breach', statement: '请改正', ground: '服务协议第六条', ...body };
  const answer = await api.ask('POST', '/api/v1/measures', whole);
  return { ...(await say(answer)), status: answer.status };
};
const undo = (id: string) => api.ask('POST', `/api/v1/measures/${id}/undoing`, { reason: '弄错了' });
const own = async ({ browser }: Person, id: string) => say(await browser.ask('GET', `/api/v1/me/measures/${id}`));
const warn = async (who: Person) => {
  const thing = await say(await who.browser.ask('POST', '/api/v1/scripts', script('单手能开')));
  return { thing, ...(await take(who, { kind: 'warning', thing: { kind: 'script', id: thing.id } })) };
};
const proposalsOf = async (who: Person) =>
  (await say(await api.ask('GET', '/api/v1/measures/proposals'))).items.filter(
    ({ userId }: { userId: string }) => userId === who.id,
  );
const told = async (who: Person) => (await outboxOf(api, who.contact)).map(({ template }) => template);

describe('the ladder (S4)', () => {
  it('a warning gives two hours; what was corrected is checked and closes it', async () => {
    const who = await person();
    const { thing, ...measure } = await warn(who);
    expect(new Date(measure.dueAt).getTime() - new Date(measure.createdAt).getTime()).toBe(2 * hour);
    const correct = () => who.browser.ask('POST', `/api/v1/me/measures/${measure.id}/correction`);
    expect((await correct()).status).toBe(409);
    await who.browser.ask('PUT', `/api/v1/scripts/${thing.id}`, script('两只手也能开'));
    expect(await say(await correct())).toMatchObject({ state: 'corrected', mayCorrect: false });
    expect((await correct()).status).toBe(409);
    expect(await passMeasures(api.deps, later(3 * hour))).toBe(0);
    expect(await told(who)).toEqual(expect.arrayContaining(['measure-taken', 'measure-corrected']));
    // Another's measure is nobody's.
    expect((await (await person()).browser.ask('GET', `/api/v1/me/measures/${measure.id}`)).status).toBe(404);
  });

  it('one that is not heeded is reminded of, lapses after two hours to the minute, and the next rung is proposed once', async () => {
    const who = await person();
    const { id } = await warn(who);
    await passMeasures(api.deps, later(1.6 * hour));
    await passMeasures(api.deps, later(1.6 * hour));
    expect((await told(who)).filter((each) => each === 'measure-reminder')).toHaveLength(1);
    await passMeasures(api.deps, later(1.99 * hour));
    expect(await own(who, id)).toMatchObject({ state: 'open' });
    // Two processes at once do it once.
    await Promise.all([passMeasures(api.deps, later(2.01 * hour)), passMeasures(api.deps, later(2.01 * hour))]);
    expect(await own(who, id)).toMatchObject({ state: 'lapsed', mayAppeal: true });
    const [proposal, ...rest] = await proposalsOf(who);
    expect(rest).toEqual([]);
    expect(proposal).toMatchObject({ kind: 'limit', functions: ['create', 'publish'], days: 7, rule: 'uncorrected' });
    // A person decides.
    const speak = async () => say(await who.browser.ask('POST', '/api/v1/speeches', { text: '好' }));
    expect((await speak()).code).not.toBe('measure_in_force');
    const decision = `/api/v1/measures/proposals/${proposal.id}/decision`;
    const decided = await say(await api.ask('POST', decision, { take: true, note: '一周内不能创作和发布' }));
    expect(decided).toMatchObject({ state: 'taken' });
    expect((await api.ask('POST', decision, { take: false, note: '再看看' })).status).toBe(409);
    expect(await speak()).toMatchObject({
      code: 'measure_in_force',
    });
  });

  it('what a person deleted by the deadline is found corrected, with nobody saying so', async () => {
    const who = await person();
    const { thing, id } = await warn(who);
    await who.browser.ask('DELETE', `/api/v1/scripts/${thing.id}`);
    await passMeasures(api.deps, later(3 * hour));
    expect(await own(who, id)).toMatchObject({ state: 'corrected' });
    expect(await proposalsOf(who)).toEqual([]);
  });

  it.each([
    ['create', () => ['POST', '/api/v1/speeches', { text: '好' }]],
    ['publish', () => ['POST', '/api/v1/deliveries', {}]],
    ['upload', () => ['POST', '/api/v1/uploads', { name: 'a.mp4', sizeBytes: 9 }]],
    ['invite', () => ['POST', '/api/v1/team/invitations', { contact: 'x@example.com', role: 'viewer' }]],
  ] as const)('a limit of %s takes that away and nothing else, until its term is over', async (name, request) => {
    const who = await person();
    const [method, path, body] = request();
    const ask = async () => (await say(await who.browser.ask(String(method), String(path), Object(body)))).code;
    const before = await ask();
    const measure = await take(who, { kind: 'limit', functions: [name], days: 7 });
    expect(await ask()).toBe('measure_in_force');
    expect((await who.browser.ask('POST', '/api/v1/scripts', script('还能写'))).status).toBe(201);
    await passMeasures(api.deps, later(6.9 * 24 * hour));
    expect(await ask()).toBe('measure_in_force');
    await passMeasures(api.deps, later(7.1 * 24 * hour));
    expect(await own(who, measure.id)).toMatchObject({ state: 'ended' });
    expect(await ask()).toBe(before);
  });

  it('a limit of the API stops the keys of the teams that the person owns, at once, and not the person', async () => {
    const who = await person();
    const actor = { teamId: who.teamId, keyId: 'key_x', scopes: ['*'] };
    await api.deps.db.asSystem((tx) =>
      tx.execute(
        `insert into api_access (team_id, status, purpose) values ('${who.teamId}', 'approved', 'test') on conflict do nothing`,
      ),
    );
    const { secret } = await createKey(api.deps, actor, { name: 'own', scopes: ['read', 'write'] });
    const byKey = async () =>
      (await api.ask('POST', '/api/v1/scripts', script('用钥匙写'), { authorization: `Bearer ${secret}` })).status;
    expect(await byKey()).toBe(201);
    const { id } = await take(who, { kind: 'limit', functions: ['api'] });
    await expect.poll(byKey, { timeout: 6000 }).toBe(403);
    expect((await who.browser.ask('POST', '/api/v1/scripts', script('自己写'))).status).toBe(201);
    await undo(String(id));
    await expect.poll(byKey, { timeout: 6000 }).toBe(201);
  });

  it('goes by history, counts nothing that was taken back, and stops at once only what can’t wait', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const of = (kind: string, state = 'open', daysAgo = 10) =>
      ({ kind, state, createdAt: new Date(now.getTime() - daysAgo * 24 * hour) }) as Parameters<typeof nextRung>[0][0];
    const next = (history: Parameters<typeof nextRung>[0], category: string | null = 'advertising') =>
      nextRung(history, { category, now }).kind;
    expect(next([])).toBe('warning');
    expect(next([of('warning', 'corrected')])).toBe('warning');
    expect(next([of('warning', 'lapsed')])).toBe('limit');
    expect(next([of('warning', 'corrected'), of('warning', 'corrected')])).toBe('limit');
    expect(next([of('warning', 'lapsed', 400)])).toBe('warning');
    expect(next([of('limit', 'ended')])).toBe('suspension');
    expect(next([of('limit', 'undone')])).toBe('warning');
    expect(next([of('suspension', 'ended')])).toBe('termination');
    expect(nextRung([], { category: 'extremism', now })).toMatchObject({ kind: 'suspension', rule: 'at-once' });
  });

  it('what does not go together is refused with the field, and nobody who runs the service is measured', async () => {
    const who = await person();
    expect(await take(who, { kind: 'limit' })).toMatchObject({
      status: 422,
      detail: expect.stringContaining('functions'),
    });
    expect(await take(who, { kind: 'freeze', days: 3 })).toMatchObject({
      status: 422,
      detail: expect.stringContaining('days'),
    });
    expect(await take(who, { kind: 'warning' })).toMatchObject({
      status: 422,
      detail: expect.stringContaining('thing'),
    });
    expect((await take({ ...who, id: 'usr_none' }, { kind: 'freeze' })).status).toBe(404);
    const wish = { userId: who.id, kind: 'freeze', reason: 'law', statement: '自己冻结', ground: '没有依据' };
    expect((await who.browser.ask('POST', '/api/v1/measures', wish)).status).toBe(403);
    await api.deps.db.asSystem((tx) => tx.execute(`update users set is_operator = true where id = '${who.id}'`));
    expect((await take(who, { kind: 'freeze' })).status).toBe(409);
  });
});

describe('a freeze (A4)', () => {
  it('lets a frozen person sign in, read, export, answer and appeal, and nothing else on any route', async () => {
    const who = await person();
    const { id } = await take(who, { kind: 'freeze', reason: 'abnormal', statement: '登录异常' });
    const document = await say(await api.app.request('/api/v1/openapi.json'));
    const passed: string[] = [];
    const odd: string[] = [];
    for (const [path, methods] of Object.entries<Record<string, { operationId: string; security?: object[] }>>(
      document.paths,
    )) {
      for (const [method, { operationId, security }] of Object.entries(methods)) {
        // What anybody may ask without signing in is nothing that a freeze takes.
        if (method === 'get' || security?.length === 0 || openToStopped.has(operationId)) {
          continue;
        }
        const answer = await who.browser.ask(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x_1'), {});
        const { code } = await say(answer);
        if (answer.status < 400) {
          passed.push(operationId);
        } else if (code !== 'measure_in_force') {
          odd.push(`${operationId}: ${code}`);
        }
      }
    }
    expect({ passed, odd }).toEqual({ passed: [], odd: [] });
    // Bytes of uploads go past the routes.
    const tus = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const bytes = await who.browser.ask('PATCH', '/api/v1/tus/upl_1', undefined, tus);
    expect(bytes.status).toBe(403);

    const again = openBrowser(api);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    await signInWithCode(api, who.contact, again);
    expect((await again.ask('GET', '/api/v1/products')).status).toBe(200);
    expect((await again.ask('POST', '/api/v1/me/export')).status).toBe(200);
    const notice = (await say(await again.ask('GET', '/api/v1/me/notices'))).items.find(
      ({ template }: { template: string }) => template === 'measure-taken',
    );
    expect(notice).toMatchObject({ isPopup: true });
    expect((await again.ask('POST', `/api/v1/me/notices/${notice.id}/read`)).status).toBe(204);
    const answer = { answer: '是我本人在出差' };
    expect(await say(await again.ask('POST', `/api/v1/me/measures/${id}/answer`, answer))).toMatchObject(answer);

    const appeal = {
      subject: 'measure',
      subjectId: id,
      text: '是我本人，附行程单',
      identity: { name: '王小明', document: '身份证 110101199001011234' },
    };
    const sent = await again.ask('POST', '/api/v1/me/appeals', appeal);
    expect(sent.status).toBe(201);
    expect((await again.ask('POST', '/api/v1/me/appeals', appeal)).status).toBe(409);
    const { id: appealId } = await say(sent);
    const [seen] = (await say(await api.ask('GET', '/api/v1/appeals'))).items;
    expect(seen).toMatchObject({ id: appealId, identity: appeal.identity, mayDecide: false, provenBy: 'email-code' });
    // Who froze does not decide: another operator does.
    const decision = { outcome: 'upheld', reasons: '行程单属实，予以恢复' };
    expect((await api.ask('POST', `/api/v1/appeals/${appealId}/decision`, decision)).status).toBe(409);
    const actor = { teamId: 'team_of_judges', keyId: 'key_made', scopes: ['*'] };
    const judge = await createKey(api.deps, actor, { name: 'judge', scopes: ['admin'] });
    await api.deps.db.asSystem((tx) =>
      tx.execute("update api_keys set scopes = '{*}' where team_id = 'team_of_judges'"),
    );
    const asJudge = { authorization: `Bearer ${judge.secret}` };
    const decided = await api.ask('POST', `/api/v1/appeals/${appealId}/decision`, decision, asJudge);
    expect(await say(decided)).toMatchObject({ state: 'upheld' });
    // Carried out at once.
    expect(await own({ ...who, browser: again }, id)).toMatchObject({ state: 'undone', appeal: { state: 'upheld' } });
    expect((await again.ask('POST', '/api/v1/scripts', script('回来了'))).status).toBe(201);
    expect(await told(who)).toEqual(expect.arrayContaining(['appeal-received', 'appeal-upheld', 'measure-undone']));
    const { acts } = await say(await api.ask('GET', `/api/v1/measures/${id}`));
    expect(acts.map(({ act }: { act: string }) => act)).toEqual([
      'measure taken',
      'measure answered',
      'measure undone',
    ]);
  });

  it('a complaint’s demand that is answered goes to an operator; silence proposes a freeze', async () => {
    const [speaks, keepsSilent] = [await person(), await person()];
    const body = { kind: 'demand', reason: 'complaint', statement: '被投诉盗图', caseId: 'cas_1' };
    const [first, second] = [await take(speaks, body), await take(keepsSilent, body)];
    const answer = { answer: '图片由我方拍摄，附原片' };
    const path = `/api/v1/me/measures/${first.id}/answer`;
    expect(await say(await speaks.browser.ask('POST', path, answer))).toMatchObject({ state: 'answered' });
    await passMeasures(api.deps, later(121 * hour));
    expect(await own(keepsSilent, second.id)).toMatchObject({ state: 'lapsed' });
    expect(await proposalsOf(speaks)).toEqual([]);
    expect(await proposalsOf(keepsSilent)).toMatchObject([
      { kind: 'freeze', reason: 'complaint', follows: second.id, caseId: 'cas_1' },
    ]);
  });

  it('operators are told of an appeal that is due soon, and of one that is late, each once', async () => {
    const who = await person();
    const { id } = await take(who, { kind: 'suspension', days: 30 });
    await who.browser.ask('POST', '/api/v1/me/appeals', {
      subject: 'measure',
      subjectId: id,
      text: '请再看一次',
      identity: { name: '李', document: '护照 E12345678' },
    });
    expect(await passAppeals(api.deps, later(24 * hour))).toBe(0);
    expect(await passAppeals(api.deps, later(60 * 24 * hour))).toBe(2);
    expect(await passAppeals(api.deps, later(60 * 24 * hour))).toBe(0);
  });
});
