import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { undertakingActs, undertakingStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Actor, Person } from '../../http/actor.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { selectRender } from '../renders/queries.ts';
import { namesOfActors } from '../teams/names-of-actors.ts';
import { applyForUnmarked } from './apply.ts';
import { decideUndertaking, takeUnmarked, withdrawUndertaking } from './decide.ts';
import { openParties, type Parties } from './parties.ts';
import { type ByWhom, selectLog, selectUndertaking, selectUndertakings, type UndertakingRow } from './queries.ts';
import { dutiesInForce } from './read-duties.ts';

const tag = 'Undertakings';
const words = (most: number) => z.string().trim().min(1).max(most);

const Duties = z.strictObject({ version: words(20), language: z.enum(['zh-CN', 'en']), sha256: words(64) });
const DutyTexts = named(
  'DutyTexts',
  z.strictObject({ items: z.array(Duties.extend({ text: z.string().describe('Markdown') })) }),
);
const NewUndertaking = named(
  'NewUndertaking',
  z.strictObject({
    purpose: z.string().trim().min(10).max(500).describe('What the video is wanted for without the label'),
    recipient: z
      .strictObject({ name: words(100), contact: words(100) })
      .describe('Who receives the files, and how they are reached'),
    signedAs: words(60).describe('The full name of who signs'),
    duties: Duties.describe('The text that was read and signed: `getDuties`'),
  }),
);
const Decision = named(
  'UndertakingDecision',
  z.strictObject({
    outcome: z.enum(['approved', 'declined']),
    note: z.string().trim().max(500).default(''),
  }),
);
const Undertaking = named(
  'Undertaking',
  z.strictObject({
    id: z.string(),
    status: z.enum(undertakingStatuses),
    video: z.strictObject({ id: z.string(), batchId: z.string(), name: z.string() }),
    purpose: z.string(),
    duties: Duties,
    signedBy: z.string().describe('Name of the member'),
    isOwn: z.boolean().describe('Whether who asks signed it'),
    signedAs: z.string().nullable().describe('Null for those who neither signed nor decide'),
    recipient: z.strictObject({ name: z.string(), contact: z.string() }).nullable(),
    note: z.string().describe('What was said when it was decided'),
    percent: z.int().describe('How much of the files is made'),
    log: z.array(z.strictObject({ act: z.enum(undertakingActs), by: z.string(), at: z.iso.datetime() })),
    createdAt: z.iso.datetime(),
    madeAt: z.iso.datetime().nullable(),
    keepUntil: z.iso.datetime().describe('The record is kept until then at least'),
  }),
);
const UndertakingPage = named('UndertakingPage', pageOf(Undertaking));
const Released = named(
  'ReleasedFiles',
  z.strictObject({
    film: z.string().describe('Path of the film, good for an hour'),
    cover: z.string(),
    produceId: z.string().describe('The number in their implicit label'),
  }),
);

type UndertakingDeps = Pick<Deps, 'db' | 'queue' | 'settings' | 'secrets' | 'envelope'>;

/** Adds the routes by which somebody is given a video without the explicit label, after an undertaking. */
export function addUndertakingRoutes(app: Api, deps: UndertakingDeps): void {
  const one = { tag, params: idParams('und'), answer: Undertaking } as const;
  const who = (c: Context<ApiEnv>, person: Person): ByWhom => {
    const { address, userAgent } = clientOf(c, deps.settings);
    return { by: person.userId, address, userAgent };
  };
  addRoute(
    app,
    {
      id: 'getDuties',
      method: 'get',
      path: '/api/v1/undertakings/duties',
      tag,
      summary: 'The text to sign before a video is given without the explicit label, in both languages',
      scope: 'read',
      answer: DutyTexts,
    },
    async () => ({ items: dutiesInForce(deps.settings) }),
  );
  addRoute(
    app,
    {
      id: 'signUndertaking',
      method: 'post',
      path: '/api/v1/videos/{id}/undertakings',
      tag,
      summary: 'Ask for a video without the explicit label, and sign the duties that come with it (a person)',
      scope: 'make',
      person: true,
      params: idParams('vid'),
      body: NewUndertaking,
      status: 201,
      answer: Undertaking,
      errors: ['content_rejected', 'content_held', 'conflict', 'insufficient_credits'],
    },
    async ({ actor, params, body, c }) => {
      const member = memberOf(actor);
      const row = await applyForUnmarked(deps, member, { videoId: params.id, ...body }, who(c, member.person));
      return viewOf(deps, actor, row);
    },
  );
  addRoute(
    app,
    {
      id: 'listUndertakings',
      method: 'get',
      path: '/api/v1/undertakings',
      tag,
      summary: 'The undertakings of the team, newest first',
      scope: 'read',
      query: PageQuery.extend({ video: words(100).optional().describe('Only those about this video') }),
      answer: UndertakingPage,
    },
    async ({ actor, query }) => {
      const page = { videoId: query.video, after: afterOf(query), limit: query.limit + 1 };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectUndertakings(tx, actor.teamId, page));
      const { items, next } = cutPage(rows, query, (row) => row);
      return { items: await viewsOf(deps, actor, items), next };
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'getUndertaking',
      method: 'get',
      path: '/api/v1/undertakings/{id}',
      summary: 'One undertaking, with all that happened to it',
      scope: 'read',
    },
    async ({ actor, params: { id } }) => {
      const row = await deps.db.asTeam(actor.teamId, (tx) => selectUndertaking(tx, actor.teamId, id));
      return viewOf(deps, actor, foundOr(row, 'undertaking', id));
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'decideUndertaking',
      method: 'post',
      path: '/api/v1/undertakings/{id}/decision',
      summary: 'Approve what somebody else signed, or decline it (owners and approvers)',
      scope: 'read',
      person: true,
      body: Decision,
      errors: ['content_rejected', 'conflict', 'insufficient_credits'],
    },
    async ({ actor, params, body, c }) => {
      const member = memberOf(actor);
      return viewOf(
        deps,
        actor,
        await decideUndertaking(deps, member, { id: params.id, ...body }, who(c, member.person)),
      );
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawUndertaking',
      method: 'post',
      path: '/api/v1/undertakings/{id}/withdrawal',
      summary: 'Take an undertaking back: its files are given no more, the record stays',
      scope: 'read',
      person: true,
      errors: ['conflict'],
    },
    async ({ actor, params, c }) => {
      const member = memberOf(actor);
      return viewOf(deps, actor, await withdrawUndertaking(deps, member, params.id, who(c, member.person)));
    },
  );
  addRoute(
    app,
    {
      id: 'takeUnmarked',
      method: 'post',
      path: '/api/v1/undertakings/{id}/taking',
      tag,
      summary: 'Links to the files, for who signed; each taking is written down',
      scope: 'make',
      person: true,
      params: idParams('und'),
      answer: Released,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, c }) => {
      const member = memberOf(actor);
      const { teamId, files, videoName, produceId } = await takeUnmarked(deps, member, id, who(c, member.person));
      const link = { teamId, of: id, use: 'attachment' } as const;
      const { film, cover } = files;
      return {
        film: mediaLinkFor(deps, { ...link, hash: film.sha256, type: 'video/mp4', name: `${videoName}.mp4` }),
        cover: mediaLinkFor(deps, { ...link, hash: cover.sha256, type: 'image/png', name: `${videoName}.png` }),
        produceId: produceId ?? '',
      };
    },
  );
}

/** @throws ClipoError unauthenticated */
function memberOf(actor: Actor): Actor & { person: Person } {
  const { person } = actor;
  if (person === undefined) {
    throw new ClipoError('unauthenticated', 'nobody is signed in');
  }
  return { ...actor, person };
}

type View = z.input<typeof Undertaking>;

async function viewOf(deps: UndertakingDeps, actor: Actor, row: UndertakingRow): Promise<View> {
  const [view] = await viewsOf(deps, actor, [row]);
  return view as View;
}

async function viewsOf(deps: UndertakingDeps, actor: Actor, rows: readonly UndertakingRow[]): Promise<View[]> {
  const { teamId, person } = actor;
  const { log, percents } = await deps.db.asTeam(teamId, async (tx) => {
    const found = new Map<string, number>();
    for (const { renderId } of rows.filter(({ status }) => status === 'making')) {
      found.set(renderId ?? '', (await selectRender(tx, renderId ?? ''))?.percent ?? 0);
    }
    const ids = rows.map(({ id }) => id);
    return { log: await selectLog(tx, teamId, ids), percents: found };
  });
  const people = [...rows.map(({ signedBy }) => signedBy), ...log.flatMap(({ by }) => by ?? [])];
  const names = await namesOfActors(
    deps,
    people.map((userId) => ({ userId, actorId: '' })),
  );
  const mayDecide = person?.role === 'owner' || person?.role === 'approver';
  return Promise.all(
    rows.map(async (row): Promise<View> => {
      const isOwn = row.signedBy === person?.userId;
      const parties: Parties | null = isOwn || mayDecide ? await openParties(deps, row.partiesSealed) : null;
      return {
        id: row.id,
        status: row.status,
        video: { id: row.videoId, batchId: row.batchId, name: row.videoName },
        purpose: row.purpose,
        duties: {
          version: row.dutiesVersion,
          language: row.dutiesLanguage === 'en' ? 'en' : 'zh-CN',
          sha256: row.dutiesSha256,
        },
        signedBy: names.get(row.signedBy) ?? '',
        isOwn,
        signedAs: parties?.signedAs ?? null,
        recipient: parties?.recipient ?? null,
        note: row.note,
        percent: row.status === 'made' ? 100 : (percents.get(row.renderId ?? '') ?? 0),
        log: log
          .filter(({ undertakingId }) => undertakingId === row.id)
          .map(({ act, by, createdAt }) => ({ act, by: names.get(by ?? '') ?? '', at: createdAt.toISOString() })),
        createdAt: row.createdAt.toISOString(),
        madeAt: row.madeAt?.toISOString() ?? null,
        keepUntil: row.keepUntil.toISOString(),
      };
    }),
  );
}
