import { z } from 'zod';
import { caseKinds, caseStates } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import type { CaseDeps } from './act-on-case.ts';
import {
  askSender,
  decideFiledCase,
  discloseSender,
  disclosureGrounds,
  linkSubject,
  noticeOwner,
  type OnCase,
  takeDownFor,
} from './operator-acts.ts';
import { tag } from './public-routes.ts';
import { type FiledCase, selectCaseFile, selectFiledCase, selectFiledCases } from './queries.ts';
import { CaseLine, lineView, WholeCase, wholeView } from './shapes.ts';

const CasePage = named('CasePage', pageOf(CaseLine));
const CaseQuery = PageQuery.extend({
  kind: z.enum(caseKinds).optional(),
  state: z.enum([...caseStates, 'any-open']).optional(),
  overdue: z.enum(['1']).optional().describe('Only those whose time is over'),
  number: z.string().trim().toUpperCase().max(30).optional(),
  teamId: z.string().max(60).optional(),
});
const text = z.string().trim().min(1).max(5000);
const LinkCase = named('LinkCase', z.strictObject({ about: z.string().trim().min(1).max(200) }));
const AskInCase = named('AskInCase', z.strictObject({ text }));
const NoticeOwner = named(
  'NoticeOwner',
  z.strictObject({
    text: text.describe('What is said, without who says it'),
    isTakenDown: z.boolean().default(false),
  }),
);
const DecideCase = named(
  'DecideCase',
  z.strictObject({
    outcome: z.enum(['upheld', 'rejected', 'answered']),
    reason: text.describe('Told to the parties'),
    isStrike: z.boolean().default(false),
  }),
);
const Disclose = named(
  'DiscloseSender',
  z.strictObject({
    ground: z.enum(disclosureGrounds),
    reference: z.string().trim().min(2).max(200).describe('Number of the order or request, or the article of law'),
    to: z.string().trim().min(1).max(200).describe('Who gets it'),
    isSilent: z.boolean().default(false).describe('The sender may not be told'),
  }),
);
const Identity = named('CaseIdentity', z.strictObject({ name: z.string(), contact: z.string() }));
const fileParams = z.strictObject({ id: z.string().min(1).max(100), file: z.string().min(1).max(100) });

/** Adds the routes by which operators work on cases. */
export function addOperatedCaseRoutes(app: Api, deps: CaseDeps & Pick<Deps, 'db'>): void {
  const one = { path: '/api/v1/operate/cases/{id}', tag, scope: 'admin', params: idParams('cas') } as const;
  const whole = (row: FiledCase) => deps.db.asSystem((tx) => wholeView(tx, deps, row));
  addRoute(
    app,
    {
      id: 'listCases',
      method: 'get',
      path: '/api/v1/operate/cases',
      tag,
      summary: 'Cases, newest first (operators)',
      scope: 'admin',
      query: CaseQuery,
      answer: CasePage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const { overdue, limit, kind, state, number, teamId } = query;
      const dueBefore = overdue === undefined ? undefined : new Date();
      const filter = { limit, after: afterOf(query), kind, state, number, teamId, dueBefore };
      return cutPage(await deps.db.asSystem((tx) => selectFiledCases(tx, filter)), query, lineView);
    },
  );
  addRoute(
    app,
    { ...one, id: 'getCase', method: 'get', summary: 'One case, whole (operators)', answer: WholeCase },
    async ({ actor, params: { id } }) => {
      mustOperate(actor);
      const row = foundOr(await deps.db.asSystem((tx) => selectFiledCase(tx, id)), 'case', id);
      return whole(row);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'getCaseFile',
      method: 'get',
      path: `${one.path}/files/{file}`,
      summary: 'A party’s proof (operators)',
      params: fileParams,
      rawAnswer: { types: ['image/png', 'image/jpeg', 'application/pdf'], description: 'The file' },
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      const row = foundOr(
        await deps.db.asSystem((tx) => selectCaseFile(tx, params.id, params.file)),
        'file',
        params.file,
      );
      const file = Buffer.from(await deps.envelope.unseal(row.sealed, 'case_files'), 'base64');
      // As a download: a stranger's PDF is not opened under the service's own name.
      const headers = {
        'content-type': row.mediaType,
        'content-disposition': `attachment; filename="proof"; filename*=UTF-8''${encodeURIComponent(row.name)}`,
        'cache-control': 'no-store',
      };
      return new Response(new Uint8Array(file), { headers });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'linkCase',
      method: 'post',
      path: `${one.path}/subject`,
      summary: 'Say which video or material a case is about, by its id or the number in its label (operators)',
      body: LinkCase,
      answer: WholeCase,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => whole(await linkSubject(deps, actOf(actor, params.id), body.about)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'askSender',
      method: 'post',
      path: `${one.path}/questions`,
      summary: 'Ask the sender something (operators)',
      body: AskInCase,
      answer: WholeCase,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => whole(await askSender(deps, actOf(actor, params.id), body.text)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'noticeOwner',
      method: 'post',
      path: `${one.path}/notices`,
      summary: 'Tell the owner, and take it down with all that shows it where that is called for (operators)',
      body: NoticeOwner,
      answer: WholeCase,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => whole(await noticeOwner(deps, actOf(actor, params.id), body)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'takeDown',
      method: 'post',
      path: `${one.path}/takedown`,
      summary: 'Take down what a case is about, with all that shows it (operators)',
      answer: WholeCase,
      errors: ['conflict'],
    },
    async ({ actor, params }) => whole(await takeDownFor(deps, actOf(actor, params.id))),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'decideCase',
      method: 'post',
      path: `${one.path}/decision`,
      summary: 'End a case with its reasons; what is down comes back unless it is upheld (operators)',
      body: DecideCase,
      answer: WholeCase,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => whole(await decideFiledCase(deps, actOf(actor, params.id), body)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'discloseSender',
      method: 'post',
      path: `${one.path}/disclosures`,
      summary: 'Open the sender’s name and contact by a recorded legal ground (operators, freshly proven)',
      fresh: true,
      body: Disclose,
      answer: Identity,
    },
    async ({ actor, params, body }) => discloseSender(deps, actOf(actor, params.id), body),
  );
}

function actOf(actor: Actor, id: string): OnCase {
  mustOperate(actor);
  return { id, by: actor.person?.userId ?? actor.keyId };
}
