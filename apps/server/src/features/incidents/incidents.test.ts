import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { outboxOf, signInWithCode } from '../../testing/browser.fixture.ts';
import { deadlinesOf } from './deadlines.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const base = '/api/v1/operate/incidents';

/** The moment that a Chinese report gives behind these words, in milliseconds. */
function saidAt(report: string, words: string): number {
  const found = report.match(new RegExp(`${words}：(\\d+)年(\\d+)月(\\d+)日 (\\d+):(\\d+)`));
  const [year, month, day, hour, minute] = (found ?? []).slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute);
}

describe('incidents (O3, O5)', () => {
  it('are recorded with their timeline, whom they concern is found and told once, and the report is drafted', async () => {
    const reached = await signInWithCode(api, 'reached@example.com');
    await signInWithCode(api, 'other@example.com');
    const { team } = await say(await reached.ask('GET', '/api/v1/me'));
    const opened = await api.ask('POST', base, {
      kind: 'security',
      grade: 'larger',
      title: '备份文件被下载',
      data: ['users', 'media'],
      cause: '备份服务器口令泄露',
    });
    expect(opened.status).toBe(201);
    const { id, deadlines, drafts } = await say(opened);
    expect(deadlines.map(({ what }: { what: string }) => what)).toEqual(['tell-people', 'report']);
    expect(drafts.zh.body).toMatch(/加密的联系方式.*\n原因：备份服务器口令泄露/s);
    expect(drafts.en.body).toContain('sealed contacts');
    const one = `${base}/${id}`;
    const now = Date.now();
    const within = { from: new Date(now - 3_600_000).toISOString(), to: new Date(now + 60_000).toISOString() };
    const find = (search: object) => api.ask('POST', `${one}/affected`, { ...within, ...search });
    expect((await find({ by: 'team' })).status).toBe(422);
    expect(await say(await find({ by: 'team', value: team.id }))).toEqual({ added: 1, found: 1, told: 0 });
    expect(await say(await find({ by: 'team', value: team.id }))).toEqual({ added: 0, found: 1, told: 0 });
    expect(await say(await find({ by: 'recipient', value: 'nobody' }))).toMatchObject({ added: 0 });
    const notice = { titleZh: '安全事件', bodyZh: '请更换密码', titleEn: 'Incident', bodyEn: 'Change your password' };
    expect(await say(await api.ask('POST', `${one}/notices`, notice))).toEqual({ told: 1 });
    expect(await say(await api.ask('POST', `${one}/notices`, notice))).toEqual({ told: 0 });
    expect((await outboxOf(api, 'reached@example.com')).some(({ subject }) => /安全事件|Incident/.test(subject))).toBe(
      true,
    );
    expect((await outboxOf(api, 'other@example.com')).some(({ subject }) => /安全事件|Incident/.test(subject))).toBe(
      false,
    );
    // Somebody who signed in from the same address is found by it.
    expect((await say(await find({ by: 'everybody' }))).found).toBeGreaterThanOrEqual(2);
    await api.ask('PATCH', one, { measures: '已更换口令' });
    await api.ask('POST', `${one}/entries`, { text: '已封堵', at: new Date(now - 60_000).toISOString() });
    const report = await (await api.ask('GET', `${one}/report`)).text();
    for (const told of ['级别：较大', '已通知 1 人', '已更换口令', '已封堵', '国家网络安全事件报告管理办法']) {
      expect(report).toContain(told);
    }
    expect(saidAt(report, '报告主管部门') - saidAt(report, '发现时间')).toBe(4 * 3_600_000);
    await api.ask('POST', `${one}/reporting`, { text: '已报告' });
    expect(await say(await api.ask('POST', `${one}/closing`, { text: '处置完毕' }))).toMatchObject({
      reportedAt: expect.any(String),
      closedAt: expect.any(String),
    });
    expect((await api.ask('POST', `${one}/entries`, { text: '再加' })).status).toBe(409);
    expect((await reached.ask('GET', one)).status).toBe(403);
  });

  it('have the deadlines of their kind: four hours for a report, fifteen days for details of force majeure', () => {
    const foundAt = new Date('2026-11-01T00:00:00Z');
    const due = (kind: 'security' | 'force-majeure', grade: 'general' | 'larger') =>
      deadlinesOf({ kind, grade, foundAt }).map(({ what, dueAt }) => [what, dueAt?.toISOString() ?? null]);
    expect(due('security', 'general')).toEqual([['tell-people', null]]);
    expect(due('security', 'larger')).toEqual([
      ['tell-people', null],
      ['report', '2026-11-01T04:00:00.000Z'],
    ]);
    expect(due('force-majeure', 'general')).toEqual([
      ['tell-people', null],
      ['details', '2026-11-16T00:00:00.000Z'],
    ]);
  });
});
