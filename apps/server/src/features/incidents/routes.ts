import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { incidentGrades, incidentKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { deadlinesOf } from './deadlines.ts';
import { inventory, noticeDraft, reportDraft } from './draft-texts.ts';
import {
  addAffected,
  affectedBy,
  countAffected,
  type IncidentRow,
  insertIncident,
  insertIncidentEntry,
  selectIncident,
  selectIncidentEntries,
  selectIncidents,
  updateIncident,
} from './queries.ts';
import { tellAffected } from './tell-affected.ts';

const time = z.iso.datetime();
const words = z.string().trim().max(3000);
const names = Object.keys(inventory) as [string, ...string[]];
const Facts = {
  grade: z.enum(incidentGrades).describe('As the national emergency plan grades it'),
  title: z.string().trim().min(2).max(200),
  data: z.array(z.enum(names)).max(names.length).describe('Tables and folders of the inventory that it reached'),
  cause: words.describe('Why it could happen'),
  harm: words.describe('What may come of it for people'),
  measures: words.describe('What was done against it'),
  advice: words.describe('What people can do themselves'),
};
const NewIncident = named(
  'NewIncident',
  z.strictObject({
    ...Facts,
    kind: z.enum(incidentKinds),
    foundAt: time.optional().describe('Now, where left out'),
    data: Facts.data.default([]),
    cause: Facts.cause.default(''),
    harm: Facts.harm.default(''),
    measures: Facts.measures.default(''),
    advice: Facts.advice.default(''),
  }),
);
const ChangeIncident = named('ChangeIncident', z.strictObject(Facts).partial());
const NewEntry = named(
  'NewIncidentEntry',
  z.strictObject({ at: time.optional(), text: z.string().trim().min(1).max(3000) }),
);
const FindAffected = named(
  'FindAffected',
  z.strictObject({
    by: z
      .enum(affectedBy)
      .describe('`address` who came from there, `recipient` whose data were given to it, `object` who acted on it'),
    value: z.string().trim().max(200).default(''),
    from: time,
    to: time,
  }),
);
const Affected = z.strictObject({ found: z.int(), told: z.int() });
const Found = named('AffectedPeople', z.strictObject({ added: z.int(), ...Affected.shape }));
const text = z.string().trim().min(1).max(5000);
const TellAffected = named(
  'TellAffected',
  z.strictObject({ titleZh: text.max(200), bodyZh: text, titleEn: text.max(200), bodyEn: text }),
);
const Told = named('ToldPeople', z.strictObject({ told: z.int() }));
const Draft = z.strictObject({ title: z.string(), body: z.string() });
const Line = {
  id: z.string(),
  kind: z.enum(incidentKinds),
  grade: z.enum(incidentGrades),
  title: z.string(),
  foundAt: time,
  reportedAt: time.nullable(),
  closedAt: time.nullable(),
  deadlines: z.array(
    z.strictObject({
      what: z.enum(['tell-people', 'report', 'details']),
      dueAt: time.nullable().describe('Null: at once'),
      source: z.string(),
    }),
  ),
};
const Incidents = named('IncidentList', z.strictObject({ items: z.array(z.strictObject(Line)) }));
const Incident = named(
  'Incident',
  z.strictObject({
    ...Line,
    data: z.array(z.string()),
    cause: z.string(),
    harm: z.string(),
    measures: z.string(),
    advice: z.string(),
    people: Affected,
    entries: z.array(z.strictObject({ at: time, by: z.string(), text: z.string() })),
    drafts: z.strictObject({ zh: Draft, en: Draft }).describe('What people may be told: to be read and changed'),
  }),
);

const tag = 'Operation';
const shown = 200;

/** Adds the routes by which operators record incidents, find whom they concern, and tell them. */
export function addIncidentRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const one = { path: '/api/v1/operate/incidents/{id}', tag, scope: 'admin', params: idParams('inc') } as const;
  const view = (id: string) =>
    deps.db.asSystem(async (tx) => whole(tx, foundOr(await selectIncident(tx, id), 'incident', id)));
  addRoute(
    app,
    {
      id: 'listIncidents',
      method: 'get',
      path: '/api/v1/operate/incidents',
      tag,
      summary: 'Incidents, the newest first (operators)',
      scope: 'admin',
      answer: Incidents,
    },
    async ({ actor }) => {
      mustOperate(actor);
      return { items: (await deps.db.asSystem((tx) => selectIncidents(tx, shown))).map(lineOf) };
    },
  );
  addRoute(
    app,
    {
      id: 'openIncident',
      method: 'post',
      path: '/api/v1/operate/incidents',
      tag,
      summary: 'Record an incident: its deadlines begin (operators)',
      scope: 'admin',
      body: NewIncident,
      status: 201,
      answer: Incident,
    },
    async ({ actor, body: { foundAt, ...facts } }) => {
      const by = operatorOf(actor);
      const id = newId('inc');
      const found = foundAt === undefined ? new Date() : new Date(foundAt);
      await deps.db.asSystem(async (tx) => {
        await insertIncident(tx, { id, ...facts, foundAt: found, openedBy: by });
        await insertIncidentEntry(tx, { incidentId: id, at: found, by, text: facts.title });
      });
      return view(id);
    },
  );
  addRoute(
    app,
    { ...one, id: 'getIncident', method: 'get', summary: 'One incident, whole (operators)', answer: Incident },
    async ({ actor, params }) => {
      mustOperate(actor);
      return view(params.id);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'changeIncident',
      method: 'patch',
      summary: 'Put down what became known of an incident (operators)',
      body: ChangeIncident,
      answer: Incident,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      await onOpen(deps, params.id, (tx) => updateIncident(tx, params.id, body));
      return view(params.id);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'addIncidentEntry',
      method: 'post',
      path: `${one.path}/entries`,
      summary: 'Add to the timeline (operators)',
      body: NewEntry,
      answer: Incident,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      const by = operatorOf(actor);
      const at = body.at === undefined ? new Date() : new Date(body.at);
      await onOpen(deps, params.id, (tx) =>
        insertIncidentEntry(tx, { incidentId: params.id, at, by, text: body.text }),
      );
      return view(params.id);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'findAffected',
      method: 'post',
      path: `${one.path}/affected`,
      summary: 'Find whom an incident concerns, by a query; several add up (operators)',
      body: FindAffected,
      answer: Found,
      errors: ['conflict'],
    },
    async ({ actor, params, body: { from, to, ...search } }) => {
      const by = operatorOf(actor);
      if (search.by !== 'everybody' && search.value === '') {
        const problem = 'is missing';
        throw new ClipoError('invalid_input', `value: ${problem}`, { details: { field: 'value', problem } });
      }
      return onOpen(deps, params.id, async (tx) => {
        const range = { from: new Date(from), to: new Date(to) };
        const added = await addAffected(tx, params.id, { ...search, ...range });
        const said = `${search.by} ${search.value}: +${added}`;
        await insertIncidentEntry(tx, { incidentId: params.id, at: new Date(), by, text: said });
        return { added, ...(await countAffected(tx, params.id)) };
      });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'tellAffected',
      method: 'post',
      path: `${one.path}/notices`,
      summary: 'Tell everybody whom it concerns, each once (operators, freshly proven)',
      fresh: true,
      body: TellAffected,
      answer: Told,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      const by = operatorOf(actor);
      await onOpen(deps, params.id, async () => undefined);
      const told = await tellAffected(deps, params.id, body);
      const entry = { incidentId: params.id, at: new Date(), by, text: `${body.titleZh} → ${told}` };
      await deps.db.asSystem((tx) => insertIncidentEntry(tx, entry));
      return { told };
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'draftIncidentReport',
      method: 'get',
      path: `${one.path}/report`,
      summary: 'A draft of the report for the authority, as Markdown in Chinese (operators)',
      rawAnswer: { types: ['text/markdown'], description: 'UTF-8' },
    },
    async ({ actor, params: { id } }) => {
      mustOperate(actor);
      const report = await deps.db.asSystem(async (tx) => {
        const row = foundOr(await selectIncident(tx, id), 'incident', id);
        const entries = await selectIncidentEntries(tx, id);
        return reportDraft(row, { entries, people: await countAffected(tx, id) });
      });
      return new Response(report, {
        headers: {
          'content-type': 'text/markdown; charset=utf-8',
          'content-disposition': `attachment; filename="${id}.md"`,
          'cache-control': 'no-store',
        },
      });
    },
  );
  for (const [id, path, field, summary] of [
    ['noteIncidentReport', 'reporting', 'reportedAt', 'Note that the report, or the details, went out (operators)'],
    ['closeIncident', 'closing', 'closedAt', 'Close an incident (operators)'],
  ] as const) {
    addRoute(
      app,
      {
        ...one,
        id,
        method: 'post',
        path: `${one.path}/${path}`,
        summary,
        body: NewEntry,
        answer: Incident,
        errors: ['conflict'],
      },
      async ({ actor, params, body }) => {
        const by = operatorOf(actor);
        const at = body.at === undefined ? new Date() : new Date(body.at);
        await onOpen(deps, params.id, async (tx) => {
          await updateIncident(tx, params.id, { [field]: at });
          await insertIncidentEntry(tx, { incidentId: params.id, at, by, text: body.text });
        });
        return view(params.id);
      },
    );
  }
}

function operatorOf(actor: Actor): string {
  mustOperate(actor);
  return actor.person?.userId ?? actor.keyId;
}

/** Acts on an incident that goes on. @throws ClipoError no_such_thing, conflict */
async function onOpen<T>(
  { db }: Pick<Deps, 'db'>,
  id: string,
  act: (tx: Transaction, row: IncidentRow) => Promise<T>,
): Promise<T> {
  return db.asSystem(async (tx) => {
    const row = foundOr(await selectIncident(tx, id, true), 'incident', id);
    if (row.closedAt !== null) {
      const problem = 'the incident is closed';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    return act(tx, row);
  });
}

function lineOf(row: IncidentRow) {
  const { id, kind, grade, title, foundAt, reportedAt, closedAt } = row;
  return {
    ...{ id, kind, grade, title },
    foundAt: foundAt.toISOString(),
    reportedAt: reportedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    deadlines: deadlinesOf(row).map(({ dueAt, ...rest }) => ({ ...rest, dueAt: dueAt?.toISOString() ?? null })),
  };
}

async function whole(tx: Transaction, row: IncidentRow): Promise<z.input<typeof Incident>> {
  const { data, cause, harm, measures, advice } = row;
  return {
    ...lineOf(row),
    ...{ data, cause, harm, measures, advice },
    people: await countAffected(tx, row.id),
    entries: (await selectIncidentEntries(tx, row.id)).map(({ at, by, text: said }) => ({
      at: at.toISOString(),
      by,
      text: said,
    })),
    drafts: { zh: noticeDraft(row, 'zh-CN'), en: noticeDraft(row, 'en') },
  };
}
