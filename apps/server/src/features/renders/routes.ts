import { listCharacters } from '@clipo/presenter';
import { checkVoice } from '@clipo/speech';
import { z } from 'zod';
import { maySee, Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { renderKinds, renderStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { Cost, Failure, failureOf, foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectCosts } from '../credits/queries-batches.ts';
import { usableMaterials } from '../materials/usable-materials.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { askConsentRows, type PersonNamed, presentPurposes } from '../person-consents/ask-consent.ts';
import { isMaterialId, personsOf } from '../person-consents/people-of.ts';
import { isOutsideId, outsideOf, personsAmong } from '../presenters/outside-of.ts';
import { askEngineConsent } from '../privacy/give-to-engine.ts';
import { cancelRender } from './cancel-render.ts';
import { createRender } from './create-render.ts';
import { type RenderRow, selectRender, selectRenders } from './queries.ts';
import { languageOf, PresentOrder, SpeechOrder } from './wishes.ts';

const tag = 'Renders';
const Render = named(
  'Render',
  z.strictObject({
    id: z.string(),
    kind: z.enum(renderKinds),
    status: z.enum(renderStatuses),
    progress: z.strictObject({ percent: z.int().min(0).max(100) }),
    ...Failure.shape,
    cost: Cost,
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        'What is known of what was made: its length; of speech the times of words and sounds, in samples; of an edit the `licences` of what it shows; `notices` where an outside engine failed and a drawn presenter speaks',
      ),
    file: z
      .strictObject({ link: z.string(), sha256: z.string(), sizeBytes: z.int(), mediaType: z.string() })
      .nullable()
      .describe(
        'A path that is good for an hour without a key; null until it is done, while a reviewer looks at it (`verdict` says so, `/api/v1/held` how it stands), and where the check says no',
      ),
    verdict: Verdict.nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  }),
);
const RenderPage = named('RenderPage', pageOf(Render));

type RenderDeps = Pick<Deps, 'db' | 'queue' | 'secrets' | 'speech' | 'settings'>;

/** Adds the routes of single files that are made without a batch: speech and presenters; edits have a door of their own. */
export function addRenderRoutes(app: Api, deps: RenderDeps): void {
  const post = { method: 'post', tag, scope: 'make', status: 202, answer: Render } as const;
  addRoute(
    app,
    {
      ...post,
      id: 'createSpeech',
      path: '/api/v1/speeches',
      summary: 'Have a text spoken as a WAV file, with the times of its words and sounds',
      body: SpeechOrder,
      errors: ['content_rejected'],
    },
    async ({ actor, body }) => {
      const wish = { ...body, language: languageOf(body) };
      await checkVoice(deps.speech, body.voice, wish.language);
      return viewOf(deps, await createRender(deps, actor, { kind: 'speech', wish }));
    },
  );
  addRoute(
    app,
    {
      ...post,
      id: 'createPresentation',
      path: '/api/v1/presentations',
      summary: 'Have a presenter say a text',
      body: PresentOrder,
      errors: ['content_rejected', 'content_held', 'no_such_thing', 'consent_needed'],
    },
    async ({ actor, body }) => {
      await checkPresenter(deps, actor, body.presenter);
      const wish = { ...body, language: languageOf(body) };
      await checkVoice(deps.speech, body.voice, wish.language);
      return viewOf(deps, await createRender(deps, actor, { kind: 'present', wish }));
    },
  );
  addRoute(
    app,
    {
      id: 'listRenders',
      method: 'get',
      path: '/api/v1/renders',
      tag,
      summary: 'List renders, newest first',
      scope: 'read',
      query: PageQuery,
      answer: RenderPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      return deps.db.asTeam(actor.teamId, async (tx) => {
        const rows = await selectRenders(tx, wanted);
        const costs = await costsOf(tx, deps, rows);
        return cutPage(rows, query, (row) => renderView(deps, row, costs));
      });
    },
  );
  addRoute(
    app,
    {
      id: 'getRender',
      method: 'get',
      path: '/api/v1/renders/{id}',
      tag,
      summary: 'How a render stands',
      scope: 'read',
      params: idParams('rnd'),
      answer: Render,
    },
    async ({ actor, params: { id } }) =>
      viewOf(deps, foundOr(await deps.db.asTeam(actor.teamId, (tx) => selectRender(tx, id)), 'render', id)),
  );
  addRoute(
    app,
    {
      ...post,
      id: 'cancelRender',
      path: '/api/v1/renders/{id}/cancel',
      summary: 'End a render for good',
      params: idParams('rnd'),
      errors: ['conflict'],
    },
    async ({ actor, params }) => viewOf(deps, await cancelRender(deps, actor.teamId, params.id)),
  );
}

/** @throws ClipoError `no_such_thing`, `consent_needed` where a person has not consented, `content_rejected`, `content_held` */
async function checkPresenter(
  deps: Pick<RenderDeps, 'db' | 'settings'>,
  { teamId, person }: Actor,
  presenter: string,
): Promise<void> {
  const { db, settings } = deps;
  if (isOutsideId(presenter)) {
    const outside = await db.asTeam(teamId, async (tx) => {
      const found = await outsideOf(tx, teamId, { brief: { presenter }, field: 'presenter' });
      const people = await personsAmong(tx, found, presentPurposes, settings);
      await askPeople(tx, deps, teamId, people);
      return found;
    });
    await askEngineConsent(deps, { outside, userId: person?.userId ?? null });
    return;
  }
  if (!isMaterialId(presenter)) {
    foundOr(
      listCharacters().find(({ id }) => id === presenter),
      'presenter',
      presenter,
    );
    return;
  }
  const people = await personsOf({ db }, teamId, presenter);
  await db.asTeam(teamId, (tx) => askPeople(tx, deps, teamId, people));
}

/** Asks for the rights to materials with people, and for their consent, by the same rules as a batch. @throws ClipoError */
async function askPeople(
  tx: Transaction,
  { settings }: Pick<RenderDeps, 'settings'>,
  teamId: string,
  people: readonly PersonNamed[],
): Promise<void> {
  const files = Object.fromEntries(people.map(({ file, materialId }) => [file, materialId]));
  await usableMaterials(tx, teamId, files, settings);
  await askConsentRows(tx, teamId, people, { purposes: presentPurposes });
}

/**
 * A link to a finished render's file; undefined until it is done, while a reviewer looks at it, where the check says no, and
 * for a video without the explicit label: who takes that is written down by its undertaking.
 */
export function renderLink(
  deps: Pick<Deps, 'secrets'>,
  { id, teamId, kind, status, file, verdict }: RenderRow,
): string | undefined {
  if (kind === 'unmarked' || status !== 'done' || file === null || !maySee(verdict)) {
    return undefined;
  }
  const { sha256: hash, type, name } = file;
  return mediaLinkFor(deps, { teamId, of: id, hash, type, name, use: 'inline' });
}

type Costs = Awaited<ReturnType<typeof selectCosts>>;

/** What renders were held for and have spent; where credits are off, the ledger is not asked. */
async function costsOf(
  tx: Transaction,
  { settings }: Pick<Deps, 'settings'>,
  rows: readonly RenderRow[],
): Promise<Costs> {
  const ids = rows.map(({ id }) => id);
  const [first] = rows;
  return settings.CLIPO_CREDITS === 'off' || first === undefined ? new Map() : selectCosts(tx, first.teamId, ids);
}

async function viewOf(
  deps: Pick<Deps, 'db' | 'secrets' | 'settings'>,
  row: RenderRow,
): Promise<z.input<typeof Render>> {
  return renderView(deps, row, await deps.db.asTeam(row.teamId, (tx) => costsOf(tx, deps, [row])));
}

function renderView(deps: Pick<Deps, 'secrets'>, row: RenderRow, costs: Costs): z.input<typeof Render> {
  const { asked = 0, held = 0, settled = 0 } = costs.get(row.id) ?? {};
  const { file } = row;
  const link = renderLink(deps, row);
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: { percent: row.percent },
    ...failureOf(row.error, 'make'),
    cost: { quoted: asked, held, settled },
    result: row.result,
    file:
      file === null || link === undefined
        ? null
        : { link, sha256: file.sha256, sizeBytes: file.bytes, mediaType: file.type },
    verdict: Verdict.nullable().catch(null).parse(row.verdict),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
