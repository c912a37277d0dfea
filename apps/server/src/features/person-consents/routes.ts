import { ConsentPurpose, ConsentTerms, Language } from '@clipo/contract';
import { consentText } from '@clipo/presenter/consent';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { clientAddressBy } from '../../http/client-address.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { addFaceRoutes } from './face-routes.ts';
import { readProof } from './film-challenge.ts';
import { type PersonConsentRow, selectPersonConsent, selectPersonConsents } from './queries.ts';
import { recordConsent } from './record-consent.ts';
import { withdrawPersonConsent } from './withdraw-consent.ts';

const tag = 'Presenter consents';
const words = (most: number) => z.string().trim().min(1).max(most);

/** What is agreed: who, for what, where, until when, to which text and which file. */
const Terms = named('ConsentTerms', ConsentTerms);
const PersonConsent = named(
  'PersonConsent',
  z.strictObject({
    id: z.string(),
    materialId: z.string(),
    terms: Terms,
    recordedBy: z.string().describe("Who wrote it down: a person's id, or a key's"),
    holds: z.boolean().describe('Neither ended nor withdrawn'),
    withdrawal: z.strictObject({ at: z.iso.datetime(), by: z.string(), reason: z.string().nullable() }).nullable(),
    createdAt: z.iso.datetime(),
  }),
);
const NewPersonConsent = named(
  'NewPersonConsent',
  z.strictObject({
    person: ConsentTerms.shape.person,
    guardian: ConsentTerms.shape.guardian,
    purposes: z.array(ConsentPurpose).min(1).max(4).default(['render', 'advertise']),
    places: words(300).default('online').describe('Where the videos may be shown'),
    months: z.int().min(1).max(60).default(12).describe('After so many it ends by itself'),
    agreedTo: words(20).describe('Version of the text that the person has read and agreed to'),
    language: Language.describe('In which they read it'),
    challengeProof: words(4000).optional().describe('Where the footage was filmed in the browser: see film-challenges'),
  }),
);
const Withdrawal = named(
  'PersonConsentWithdrawal',
  z.strictObject({
    by: words(100).describe('Who withdraws: the person, or their guardian'),
    reason: words(500).optional(),
  }),
);
const Withdrawn = named(
  'WithdrawnPersonConsent',
  z.strictObject({
    consent: PersonConsent,
    files: z
      .array(
        z.strictObject({
          kind: z.enum(['video', 'render']),
          id: z.string(),
          batchId: z.string().nullable(),
          name: z.string(),
          status: z.string(),
          createdAt: z.iso.datetime(),
        }),
      )
      .describe('What was made with the person, to be taken down; what is not done yet will fail'),
  }),
);

/** Adds the routes of consents of people who are made into presenters: their text, recorded, listed, withdrawn. */
export function addPersonConsentRoutes(app: Api, deps: Pick<Deps, 'db' | 'media' | 'settings' | 'secrets'>): void {
  const { db } = deps;
  const addressOf = clientAddressBy(deps.settings);
  const path = '/api/v1/person-consents';
  const one = { path: `${path}/{id}`, params: idParams('c'), tag, answer: PersonConsent } as const;
  addRoute(
    app,
    {
      id: 'getConsentText',
      method: 'get',
      path: '/api/v1/consent-text',
      tag,
      summary: 'What a person agrees to who is made into a presenter',
      query: z.strictObject({ language: Language.default('zh-CN') }),
      answer: named(
        'ConsentText',
        z.strictObject({ version: z.string(), language: Language, text: z.string(), sha256: z.string() }),
      ),
    },
    async ({ query }) => consentText(query.language),
  );
  addFaceRoutes(app, deps);
  addRoute(
    app,
    {
      id: 'recordPersonConsent',
      method: 'post',
      path: '/api/v1/materials/{id}/consents',
      tag,
      summary: 'Record that who is seen in a material consents to be made into a presenter',
      scope: 'write',
      params: idParams('mat'),
      body: NewPersonConsent,
      status: 201,
      answer: PersonConsent,
      errors: ['conflict', 'link_expired'],
    },
    async ({ actor, params, body: { months, challengeProof, ...form }, c }) => {
      const until = new Date();
      until.setUTCMonth(until.getUTCMonth() + months);
      const writer = {
        teamId: actor.teamId,
        by: writerOf(actor),
        address: addressOf(c.req.raw),
        userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      };
      const challenge = challengeProof === undefined ? undefined : readProof(deps, actor.teamId, challengeProof);
      return view(await recordConsent(deps, writer, params.id, { ...form, challenge, until: until.toISOString() }));
    },
  );
  addRoute(
    app,
    {
      id: 'listPersonConsents',
      method: 'get',
      path,
      tag,
      summary: 'The newest 500 consents of people, withdrawn ones too, newest first',
      scope: 'read',
      query: z.strictObject({ materialId: words(100).optional().describe('Only those to this material') }),
      answer: named('PersonConsentList', z.strictObject({ items: z.array(PersonConsent) })),
    },
    async ({ actor: { teamId }, query: { materialId } }) => {
      const wanted = { materialIds: materialId === undefined ? undefined : [materialId] };
      return { items: (await db.asTeam(teamId, (tx) => selectPersonConsents(tx, teamId, wanted))).map(view) };
    },
  );
  addRoute(
    app,
    { ...one, id: 'getPersonConsent', method: 'get', summary: 'One consent', scope: 'read' },
    async ({ actor: { teamId }, params: { id } }) =>
      view(foundOr(await db.asTeam(teamId, (tx) => selectPersonConsent(tx, teamId, id)), 'consent', id)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawPersonConsent',
      method: 'post',
      path: `${path}/{id}/withdraw`,
      summary: 'Withdraw it: nothing new is made with the person; what was made is listed',
      scope: 'write',
      body: Withdrawal,
      answer: Withdrawn,
    },
    async ({ actor, params, body: { by, reason } }) => {
      const { row, files } = await withdrawPersonConsent(deps, actor.teamId, params.id, { by, reason });
      return { consent: view(row), files };
    },
  );
}

function writerOf({ person, keyId }: Actor): string {
  return person?.userId ?? keyId;
}

function view(row: PersonConsentRow): z.input<typeof PersonConsent> {
  const { id, materialId, terms, createdBy, withdrawnAt, withdrawnBy, withdrawalReason } = row;
  return {
    id,
    materialId,
    terms,
    recordedBy: createdBy,
    holds: withdrawnAt === null && Date.now() < Date.parse(terms.until),
    withdrawal:
      withdrawnAt === null ? null : { at: withdrawnAt.toISOString(), by: withdrawnBy ?? '', reason: withdrawalReason },
    createdAt: row.createdAt.toISOString(),
  };
}
