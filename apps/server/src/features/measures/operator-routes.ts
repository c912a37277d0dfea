import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { measureKinds, measureStates, proposalStates } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectUser, selectUsers } from '../accounts/queries.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { selectAppealsTo } from '../appeals/queries.ts';
import { undoMeasure } from './close-measure.ts';
import { operatorIdOf } from './operator-id.ts';
import { decideProposal } from './propose-measure.ts';
import {
  type MeasureRow,
  type ProposalRow,
  selectActs,
  selectMeasure,
  selectMeasures,
  selectProposals,
} from './queries.ts';
import { selectEvidence } from './queries-evidence.ts';
import { copySealed } from './seal-evidence.ts';
import {
  actView,
  evidenceView,
  Measure,
  MeasureHistory,
  MeasurePage,
  measureView,
  NewMeasureBody,
  Proposal,
  ProposalDecision,
  ProposalPage,
  proposalView,
  Reason,
} from './shapes.ts';
import { takeMeasure } from './take-measure.ts';

const tag = 'Measures';
const MeasureQuery = PageQuery.extend({
  state: z.enum(measureStates).optional(),
  kind: z.enum(measureKinds).optional(),
  userId: z.string().min(1).max(60).optional(),
});
const ProposalQuery = PageQuery.extend({ state: z.enum(proposalStates).default('open') });
const path = '/api/v1/measures';

type MeasuresDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'secrets' | 'media' | 'log'>;

/** Who somebody is, as operators are shown them; an account that is gone has neither name nor contact. */
export async function personShown(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  userId: string,
): Promise<{ name: string; contact: string }> {
  const user = await selectUser(tx, userId);
  return user === undefined ? { name: '', contact: '' } : shownAs(deps, user);
}

/** The same of many at once, by their ids. */
export async function peopleShown(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  ids: readonly string[],
): Promise<(userId: string) => { name: string; contact: string }> {
  const known = new Map<string, { name: string; contact: string }>();
  for (const user of await selectUsers(tx, ids)) {
    known.set(user.id, await shownAs(deps, user));
  }
  return (userId) => known.get(userId) ?? { name: '', contact: '' };
}

/** Adds the routes by which operators take measures, take them back, and decide on what rules propose. */
export function addMeasureRoutes(app: Api, deps: MeasuresDeps): void {
  const { db } = deps;
  const view = async (tx: Transaction, row: MeasureRow) =>
    measureView(row, await personShown(tx, deps, row.userId), await selectAppealsTo(tx, [row.id]));
  const proposal = async (tx: Transaction, row: ProposalRow) =>
    proposalView(row, await personShown(tx, deps, row.userId));
  addRoute(
    app,
    {
      id: 'listMeasures',
      method: 'get',
      path,
      tag,
      summary: 'Measures, newest first (operators)',
      scope: 'admin',
      query: MeasureQuery,
      answer: MeasurePage,
    },
    async ({ actor, query }) => {
      operatorIdOf(actor);
      const { limit, state, kind, userId } = query;
      const wanted = { limit, after: afterOf(query), state, kind, userId };
      return db.asSystem(async (tx) => {
        const page = cutPage(await selectMeasures(tx, wanted), query, (row) => row);
        const shown = await peopleShown(
          tx,
          deps,
          page.items.map((row) => row.userId),
        );
        const appeals = await selectAppealsTo(
          tx,
          page.items.map(({ id }) => id),
        );
        return { ...page, items: page.items.map((row) => measureView(row, shown(row.userId), appeals)) };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'takeMeasure',
      method: 'post',
      path,
      tag,
      summary: 'Take a measure against a person, who is told by every channel (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: NewMeasureBody,
      status: 201,
      answer: Measure,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor, body }) => {
      const given = { ...body, decidedBy: operatorIdOf(actor) };
      const taken = await db.asSystem(async (tx) => view(tx, await takeMeasure(tx, deps, given)));
      await copySealed(deps);
      return taken;
    },
  );
  const proposals = `${path}/proposals`;
  addRoute(
    app,
    {
      id: 'listMeasureProposals',
      method: 'get',
      path: proposals,
      tag,
      summary: 'Measures that rules propose (operators)',
      scope: 'admin',
      query: ProposalQuery,
      answer: ProposalPage,
    },
    async ({ actor, query }) => {
      operatorIdOf(actor);
      const wanted = { limit: query.limit, after: afterOf(query), state: query.state };
      return db.asSystem(async (tx) => {
        const page = cutPage(await selectProposals(tx, wanted), query, (row) => row);
        const shown = await peopleShown(
          tx,
          deps,
          page.items.map((row) => row.userId),
        );
        return { ...page, items: page.items.map((row) => proposalView(row, shown(row.userId))) };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'decideMeasureProposal',
      method: 'post',
      path: `${proposals}/{id}/decision`,
      tag,
      summary: 'Take what is proposed, or decline it (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('mpr'),
      body: ProposalDecision,
      answer: Proposal,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, body }) => {
      const row = await decideProposal(deps, { id, by: operatorIdOf(actor), ...body });
      await copySealed(deps);
      return db.asSystem((tx) => proposal(tx, row));
    },
  );
  addRoute(
    app,
    {
      id: 'getMeasure',
      method: 'get',
      path: `${path}/{id}`,
      tag,
      summary: 'One measure with all that happened to it and its sealed evidence (operators)',
      scope: 'admin',
      params: idParams('msr'),
      answer: MeasureHistory,
    },
    async ({ actor, params: { id } }) => {
      operatorIdOf(actor);
      return db.asSystem(async (tx) => {
        const row = foundOr(await selectMeasure(tx, id), 'measure', id);
        const evidence = await selectEvidence(tx, { measureId: id });
        return {
          measure: await view(tx, row),
          acts: (await selectActs(tx, id)).map(actView),
          evidence: evidence.map(evidenceView),
        };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'undoMeasure',
      method: 'post',
      path: `${path}/{id}/undoing`,
      tag,
      summary: 'Take a measure back, with a reason that the person is told (operators)',
      scope: 'admin',
      params: idParams('msr'),
      body: Reason,
      answer: Measure,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, body }) => {
      const given = { id, by: operatorIdOf(actor), ground: body.reason };
      return db.asSystem(async (tx) => view(tx, await undoMeasure(tx, deps, given)));
    },
  );
}
