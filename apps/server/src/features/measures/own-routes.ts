import type { Deps } from '../../deps.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { selectAppealsTo } from '../appeals/queries.ts';
import { answerMeasure, correctMeasure, ownOr } from './close-measure.ts';
import { type MeasureRow, selectMeasure, selectMeasuresOf } from './queries.ts';
import { Answer, OwnMeasure, OwnMeasures, ownMeasureView } from './shapes.ts';

const tag = 'Measures';
/** Who has a measure against them sees and answers it, whatever else they have yet to do. */
export const ofThePerson = { person: true, despite: ['agreements', 'age', 'guardian', 'phone'] } as const;

/** Adds the routes by which people see the measures against them, correct and answer. */
export function addOwnMeasureRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const { db } = deps;
  const params = idParams('msr');
  const one = { ...ofThePerson, tag, path: '/api/v1/me/measures/{id}', params, answer: OwnMeasure };
  const view = (row: MeasureRow) => db.asSystem(async (tx) => ownMeasureView(row, await selectAppealsTo(tx, [row.id])));
  addRoute(
    app,
    {
      ...ofThePerson,
      id: 'listOwnMeasures',
      method: 'get',
      path: '/api/v1/me/measures',
      tag,
      summary: 'Measures against the person, newest first: why, until when, and what they may do',
      answer: OwnMeasures,
    },
    async ({ actor }) =>
      db.asSystem(async (tx) => {
        const rows = await selectMeasuresOf(tx, personOf(actor).userId);
        const appeals = await selectAppealsTo(
          tx,
          rows.map(({ id }) => id),
        );
        return { items: rows.map((row) => ownMeasureView(row, appeals)) };
      }),
  );
  addRoute(
    app,
    { ...one, id: 'getOwnMeasure', method: 'get', summary: 'One measure against the person' },
    async ({ actor, params: { id } }) =>
      view(ownOr(await db.asSystem((tx) => selectMeasure(tx, id)), personOf(actor).userId, id)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'correctMeasure',
      method: 'post',
      path: `${one.path}/correction`,
      summary: 'Say that what a warning is about was corrected: it is checked, and the warning closed',
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => view(await correctMeasure(deps, personOf(actor).userId, id)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'answerMeasure',
      method: 'post',
      path: `${one.path}/answer`,
      summary: 'Answer a measure, such as with counter-evidence to a complaint',
      body: Answer,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, body }) => view(await answerMeasure(deps, personOf(actor).userId, { id, ...body })),
  );
}
