import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from '../../db/database.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { dayInBeijing } from '../agreements/read-texts.ts';
import { selectBook } from '../credits/queries.ts';
import { createKey } from '../keys/create-key.ts';
import { selectHistoryOfPerson } from './queries-history.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const get = async (path: string) => say(await api.ask('GET', path));
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const words = { titleZh: '例行维护', bodyZh: '暂停制作', titleEn: 'Maintenance', bodyEn: 'No videos are made' };

describe('the console (O3)', () => {
  it('shows videos, work, cost, people and cases of the last days, and only to operators', async () => {
    await addMadeVideos(api, 3);
    const person = await signInWithCode(api, 'newcomer@example.com');
    await api.ask('POST', '/api/v1/cases', {
      ...{ kind: 'question', name: '某', contact: 'asks@example.com', text: '怎么开票？' },
    });
    expect((await person.ask('GET', '/api/v1/operate/overview')).status).toBe(403);
    const { days, cases, people, teams } = await get('/api/v1/operate/overview');
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toEqual({ day: dayInBeijing(new Date()), done: 3, failed: 0, spent: 0, joined: 1 });
    expect(days[0]).toMatchObject({ done: 0, joined: 0 });
    expect(cases).toEqual([{ kind: 'question', open: 1, late: 0, soon: 0 }]);
    expect([people, teams]).toEqual([1, 2]);
  });

  it('finds acts by who, what, which thing, where and when, and gives them as a table', async () => {
    await api.ask('POST', '/api/v1/conversations', {}, { 'x-request-id': 'req-here' });
    await api.ask('PUT', '/api/v1/parts/make/closing', { reasonZh: '' });
    const find = async (query: string) => (await get(`/api/v1/operate/audit?${query}`)).items;
    const [made] = await find(`action=${encodeURIComponent('POST /api/v1/conversations')}`);
    expect(made).toMatchObject({ teamId: api.teamId, status: 201, requestId: 'req-here' });
    expect(await find(`teamId=${api.teamId}&actorId=${made.actorId}&limit=1`)).toHaveLength(1);
    expect(await find('objectId=make&refused=1')).toMatchObject([{ status: 422 }]);
    expect(await find(`address=nowhere`)).toEqual([]);
    expect(await find(`from=${hours(1)}`)).toEqual([]);
    expect((await find(`from=${hours(-1)}&to=${hours(1)}`)).length).toBeGreaterThan(2);
    expect(await find(`to=${hours(-1)}`)).toEqual([]);
    // Page by page, every act once.
    const first = await get('/api/v1/operate/audit?limit=1');
    const second = await get(`/api/v1/operate/audit?limit=1&cursor=${first.next}`);
    expect(second.items[0].id).toBeLessThan(first.items[0].id);
    const table = await api.ask('GET', '/api/v1/operate/audit.csv?refused=1');
    const lines = (await table.text()).trim().split('\r\n');
    expect(lines[0]).toBe(
      'id,time,team,actor,user,action,object,status,address,userAgent,request,port,nameLevel,reason,onBehalfOf,previous,hash,ground,before,after',
    );
    expect(lines).toHaveLength(2 + (await find('refused=1')).length - 1);
    const other = await api.otherTeam();
    expect(
      (await api.ask('GET', '/api/v1/operate/audit', undefined, { authorization: `Bearer ${other.key}` })).status,
    ).toBe(403);
  });

  it('shows the queue, what is kept how long, teams and what happened to them, and only to operators', async () => {
    const person = await signInWithCode(api, 'history@example.com');
    const me = await say(await person.ask('GET', '/api/v1/me'));
    await person.ask('PATCH', '/api/v1/team', { name: 'History & Sons' });
    const paths = ['jobs', 'retention', 'teams', `teams/${me.team.id}`].map((path) => `/api/v1/operate/${path}`);
    for (const path of [...paths, `/api/v1/people/${me.id}/history`]) {
      expect((await person.ask('GET', path)).status, path).toBe(403);
    }
    await api.deps.db.asSystem((tx) =>
      api.deps.queue.add(statementsOf(tx), 'render-piece', [{ payload: { teamId: me.team.id, turn: 0, hash: 'a' } }]),
    );
    const { kinds, items } = await get('/api/v1/operate/jobs?state=waiting&name=render-piece');
    expect(items).toMatchObject([{ name: 'render-piece', state: 'created', about: { teamId: me.team.id, hash: 'a' } }]);
    expect(kinds).toContainEqual(expect.objectContaining({ name: 'render-piece', waiting: 1, failed: 0 }));
    const again = () =>
      api.ask('POST', `/api/v1/operate/jobs/render-piece/${items[0].id}/retry`, { reason: '磁盘已清理' });
    expect((await again()).status).toBe(404);
    await api.deps.db.asSystem((tx) =>
      tx.execute(
        sql`update pgboss.job set state = 'failed', output = '{"message": "no room"}' where id = ${items[0].id}`,
      ),
    );
    expect((await get('/api/v1/operate/jobs?state=failed')).items).toMatchObject([{ problem: 'no room' }]);
    expect((await again()).status).toBe(204);
    expect((await get('/api/v1/operate/jobs?state=waiting')).items).toMatchObject([{ state: 'retry' }]);
    const kept = (await get('/api/v1/operate/retention')).items;
    expect(kept).toContainEqual(expect.objectContaining({ where: 'audit_events', isTable: true, ground: 'law' }));
    const found = (await get('/api/v1/operate/teams?search=history%20%26')).items;
    expect(found).toMatchObject([{ id: me.team.id, members: 1, owner: { userId: me.id } }]);
    expect((await get(`/api/v1/operate/teams?search=${encodeURIComponent('history_')}`)).items).toEqual([]);
    await api.ask('POST', '/api/v1/credits/grants', { teamId: me.team.id, amount: 5, reference: 'h', reason: '补偿' });
    const why = { reason: '本人来电要求' };
    await api.ask('DELETE', `/api/v1/people/${me.id}/sessions`, why);
    const { team, people, history } = await get(`/api/v1/operate/teams/${me.team.id}`);
    expect(team.credits).toBe(5);
    expect(people).toMatchObject([{ userId: me.id, role: 'owner', contact: 'h•••@example.com' }]);
    expect(history.map(({ what }: { what: string }) => what).sort()).toEqual(['credits', 'joined', 'member']);
    const past = (await get(`/api/v1/people/${me.id}/history`)).items;
    expect(past[0]).toMatchObject({ what: 'act', text: 'DELETE /api/v1/people/{userId}/sessions 204' });
    expect(past.map(({ what }: { what: string }) => what)).toContain('consent');
    // The newest first, whatever their requests were called.
    for (const request of ['req-zzz', 'req-aaa']) {
      await api.ask('DELETE', `/api/v1/people/${me.id}/sessions`, why, { 'x-request-id': request });
    }
    const [newest] = await api.deps.db.asSystem((tx) => selectHistoryOfPerson(tx, me.id, 1));
    expect(newest).toMatchObject({ what: 'act', id: 'req-aaa' });
  });

  it('maintenance is told before and while it lasts, closes what it names by itself, and opens it at its end', async () => {
    const told = async () => (await say(await api.app.request('/api/v1/announcements'))).items;
    const isOpen = async () =>
      (await say(await api.app.request('/api/v1/parts'))).items.find(({ part }: { part: string }) => part === 'upload')
        .isOpen;
    const window = { ...words, kind: 'maintenance', parts: ['upload'] };
    expect((await api.ask('POST', '/api/v1/announcements', window)).status).toBe(422);
    expect(
      (await api.ask('POST', '/api/v1/announcements', { ...window, startsAt: hours(2), endsAt: hours(1) })).status,
    ).toBe(422);
    expect((await api.ask('POST', '/api/v1/announcements', { ...words, parts: ['make'] })).status).toBe(422);
    await api.ask('POST', '/api/v1/announcements', { ...window, startsAt: hours(48), endsAt: hours(49) });
    expect(await told()).toEqual([]);
    const { id } = await say(
      await api.ask('POST', '/api/v1/announcements', { ...window, startsAt: hours(20), endsAt: hours(21) }),
    );
    expect(await told()).toMatchObject([{ id, kind: 'maintenance', isRunning: false }]);
    expect(await isOpen()).toBe(true);
    await api.deps.db.asSystem((tx) =>
      tx.execute(sql`update announcements set starts_at = now() - interval '1 minute' where id = ${id}`),
    );
    expect(await told()).toMatchObject([{ id, isRunning: true }]);
    expect(await isOpen()).toBe(false);
    await expect
      .poll(async () => (await api.ask('POST', '/api/v1/uploads', { name: 'a.mp4', sizeBytes: 9 })).status, {
        timeout: 5000,
      })
      .toBe(503);
    expect((await get('/api/v1/operate/announcements')).items).toHaveLength(2);
    await api.ask('DELETE', `/api/v1/announcements/${id}`, { reason: 'it is over' });
    expect([await told(), await isOpen()]).toEqual([[], true]);
  });

  it('many credits are given by two operators together, once; few by one (O1)', async () => {
    const { teamId } = await api.otherTeam();
    const grant = (amount: number, reference: string) =>
      api.ask('POST', '/api/v1/credits/grants', { teamId, amount, reference, reason: '活动' });
    expect(await say(await grant(100_000, 'few'))).toEqual({ isNew: true });
    const { isNew, waits } = await say(await grant(100_001, 'many'));
    expect(isNew).toBe(false);
    expect(await say(await grant(100_001, 'many'))).toEqual({ isNew: false, waits });
    const available = async () => (await api.deps.db.asTeam(teamId, (tx) => selectBook(tx, teamId))).available;
    expect(await available()).toBe(100_000);
    const decide = (isAllowed: boolean, key?: string) =>
      api.ask(
        'POST',
        `/api/v1/operate/grants/${waits}/decision`,
        { isAllowed },
        key === undefined ? {} : { authorization: `Bearer ${key}` },
      );
    expect((await decide(true)).status).toBe(409);
    const owner = { teamId: api.teamId, keyId: 'key_x', scopes: ['*'] };
    const another = await createKey(api.deps, owner, { name: 'b', scopes: ['admin'] });
    await api.deps.db.asSystem((tx) =>
      tx.execute(sql`update api_keys set scopes = '{*}' where id = ${another.row.id}`),
    );
    expect((await decide(true, another.secret)).status).toBe(204);
    expect((await decide(true, another.secret)).status).toBe(409);
    expect(await available()).toBe(200_001);
    expect((await get('/api/v1/operate/grants')).items).toMatchObject([{ id: waits, outcome: 'granted', isOwn: true }]);
  });
});
