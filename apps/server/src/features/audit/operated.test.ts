import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../db/schema/index.ts';
import { operatorRolesOf } from '../../guard/operator-roles.ts';
import { apiDocument } from '../../http/api-document.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { hashOfAct } from '../measures/record-act.ts';
import { operatedActs } from './operated.ts';
import { verifyAudit } from './verify-audit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const told = async (action: string) =>
  (await say(await api.ask('GET', `/api/v1/operate/audit?action=${encodeURIComponent(action)}`))).items[0];

interface Filled {
  required?: string[];
  properties?: Record<string, { minLength?: number; enum?: string[] }>;
}
interface Operation {
  operationId: string;
  requestBody?: { content?: Record<string, { schema?: { $ref?: string } }> };
}

/** Acts whose ground stands with what they are about, not in the request, and where it is. */
const groundOfThing: Readonly<Record<string, string>> = {
  decideApi: 'what the team applied for; to decline or revoke, a reason must be given',
  decideCreditGrant: 'the reason that the first operator gave: the second says yes or no to it',
  decideInvoice: 'the number of the invoice; to decline, an answer must be given',
  confirmFactorRemoval: 'how the first operator made sure who asks',
  linkCase: 'the case: what is said in it is sealed, and the record names it',
  askSender: 'the case',
  noticeOwner: 'the case',
  takeDown: 'the case',
  decideCase: 'the case, whose parties read the reason',
  changeIncident: 'the incident, whose timeline says why',
  closeOutputReport: 'what was reported',
  addKnownPicture: 'the category, which its address must say',
  withdrawRuleSet: 'the note that its draft must have',
  publishRuleSet: 'the note that its draft must have',
};

describe('every act of operators is written down with who, why, before and after (O3)', () => {
  it('no operation of operators that changes something is left out, and what is looked at is there', () => {
    const { paths = {} } = apiDocument() as { paths?: Record<string, Record<string, { operationId: string }>> };
    const changing = Object.values(paths)
      .flatMap((path) => Object.entries(path))
      .flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId]))
      .filter((id) => operatorRolesOf[id] !== undefined);
    expect(Object.keys(operatedActs).sort()).toEqual(changing.sort());
    const columns = new Map(
      Object.values(schema).flatMap((each) =>
        is(each, PgTable) ? [[getTableConfig(each).name, getTableConfig(each).columns.map(({ name }) => name)]] : [],
      ) as [string, string[]][],
    );
    for (const [operation, act] of Object.entries(operatedActs)) {
      if (typeof act === 'object' && act.thing.table !== 'pgboss.job') {
        const there = columns.get(act.thing.table) ?? [];
        expect(there, operation).toEqual(expect.arrayContaining([act.thing.key, ...(act.thing.shows ?? [])]));
        expect(
          (act.thing.shows ?? []).filter((name) => /sealed|hash$|email|phone|secret/.test(name) && name !== 'hash'),
        ).toEqual([]);
      }
    }
  });

  it('each says why: a field of its request that must be filled in, or what the thing itself was begun with', () => {
    const { paths = {}, components } = apiDocument() as {
      paths?: Record<string, Record<string, Operation>>;
      components?: { schemas?: Record<string, Filled> };
    };
    const asked = new Map(
      Object.values(paths)
        .flatMap((path) => Object.values(path))
        .map(({ operationId, requestBody }) => {
          const name = requestBody?.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
          return [operationId, components?.schemas?.[name]] as const;
        }),
    );
    const isFilled = (body: Filled | undefined, field: string) => {
      const { minLength = 0, enum: choices } = body?.properties?.[field] ?? {};
      return body?.required?.includes(field) === true && (minLength > 0 || choices !== undefined);
    };
    const without = Object.entries(operatedActs).flatMap(([operation, act]) =>
      typeof act === 'object' && !act.ground.some((field) => isFilled(asked.get(operation), field)) ? [operation] : [],
    );
    expect(without.sort()).toEqual(Object.keys(groundOfThing).sort());
    for (const operation of Object.keys(groundOfThing)) {
      const act = operatedActs[operation];
      expect(typeof act === 'object' && act.ground.length, operation).toBeGreaterThan(0);
    }
  });

  it('a switch, credits, a calendar, an incident and a lock: why, and what is other than before', async () => {
    const browser = await signInWithCode(api, 'operated@example.com');
    const me = await say(await browser.ask('GET', '/api/v1/me'));
    await api.ask('PUT', '/api/v1/parts/upload/closing', { reasonZh: '存储扩容', reasonEn: 'More room' });
    expect(await told('part closed')).toMatchObject({
      objectId: 'upload',
      actorId: expect.stringMatching(/^key_/),
      told: { ground: '存储扩容', before: {}, after: { part: 'upload', reason_zh: '存储扩容' } },
    });
    await api.ask('DELETE', '/api/v1/parts/upload/closing', { reason: '扩容完成' });
    expect((await told('part opened')).told).toMatchObject({
      ground: '扩容完成',
      before: { reason_zh: '存储扩容' },
      after: {},
    });
    const grant = { teamId: me.team.id, amount: 5, reference: 'r-1', reason: '补偿' };
    await api.ask('POST', '/api/v1/credits/grants', grant);
    expect((await told('credits granted')).told).toMatchObject({
      ground: '补偿 | r-1',
      after: { available: 5, isNew: true },
    });
    const restDays = ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-10-01'];
    const year = { restDays, workDays: [], source: '国办发明电〔2026〕1号' };
    await api.ask('PUT', '/api/v1/calendar/2027', year);
    expect((await told('calendar entered')).told).toMatchObject({ ground: year.source, before: {} });
    const incident = { kind: 'security', grade: 'general', title: '端口扫描', data: ['sessions'], cause: '不明' };
    const { id } = await say(await api.ask('POST', '/api/v1/operate/incidents', incident));
    expect(await told('incident opened')).toMatchObject({ objectId: id, told: { ground: '端口扫描', before: {} } });
    await api.ask('PATCH', `/api/v1/operate/incidents/${id}`, { grade: 'larger' });
    expect((await told('incident changed')).told).toMatchObject({
      before: { grade: 'general' },
      after: { grade: 'larger' },
    });
    const lost = { reason: '本人来电：手机被盗' };
    expect((await api.ask('DELETE', `/api/v1/people/${me.id}/sessions`, lost)).status).toBe(204);
    expect(await told('sessions ended')).toMatchObject({
      objectId: me.id,
      told: { ground: lost.reason, before: { many: 1 }, after: { many: 0 } },
    });
    expect((await api.ask('POST', `/api/v1/people/${me.id}/lock`, lost)).status).toBeLessThan(300);
    expect(await told('sign-in locked')).toMatchObject({
      objectId: me.id,
      told: { ground: lost.reason, before: { locked_at: null }, after: { locked_at: expect.any(String) } },
    });
    const table = await (await api.ask('GET', '/api/v1/operate/audit.csv?action=sign-in%20locked')).text();
    expect(table).toContain('""locked_at"":null');
    // What is refused changes nothing, and stands among requests alone; what is nobody's is refused as before.
    const again = { reason: '磁盘已清理' };
    const gone = '/api/v1/operate/jobs/render-piece/00000000-0000-4000-8000-000000000000/retry';
    expect((await api.ask('POST', gone, again)).status).toBe(404);
    expect(await told('job tried again')).toBeUndefined();
    const past = (await say(await api.ask('GET', `/api/v1/people/${me.id}/history`))).items;
    expect(past.filter(({ text }: { text: string }) => text.startsWith('sign-in locked'))).toEqual([]);
  });

  it('what an act says of itself is part of the record: a changed ground, one taken out, one put in are found and named', async () => {
    await api.ask('PUT', '/api/v1/parts/make/closing', { reasonZh: '检修', reasonEn: 'Repair' });
    await api.ask('DELETE', '/api/v1/parts/make/closing', { reason: '检修完成' });
    const client = new pg.Client({ connectionString: api.deps.db.url });
    await client.connect();
    const faults = async (bend: string, values: readonly unknown[] = []) => {
      await client.query("set clipo.team = '*'; alter table measure_acts disable trigger user");
      await client.query('create temp table kept as select * from measure_acts');
      await client.query(bend, [...values]);
      const found = (await verifyAudit(api.deps.settings)).faults;
      await client.query('delete from measure_acts; insert into measure_acts select * from kept; drop table kept');
      await client.query('alter table measure_acts enable trigger user');
      return found;
    };
    const one = "where about_id = 'make' and act = 'part closed'";
    expect(await faults('select 1')).toEqual([]);
    const act = (fault: string) => ({ kind: 'act', act: 'make', fault });
    expect(await faults(`update measure_acts set ground = 'other' ${one}`)).toEqual([act('changed')]);
    expect(await faults(`update measure_acts set after = '{}' ${one}`)).toEqual([act('changed')]);
    expect(await faults(`delete from measure_acts ${one}`)).toEqual([act('removed')]);
    const said = {
      id: 'act_zzz',
      createdAt: new Date(),
      aboutId: 'make',
      act: 'part closed',
      by: 'key_x',
      ground: 'x',
    };
    const forged = hashOfAct({ ...said, before: {}, after: {} });
    expect(
      await faults(
        `insert into measure_acts (id, created_at, about_id, user_id, act, by, ground, before, after, hash)
          values ($1, $2, $3, '', $4, $5, $6, '{}', '{}', $7)`,
        [...Object.values(said), forged],
      ),
    ).toEqual([act('inserted')]);
    await client.end();
  });
});
