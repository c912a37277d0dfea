import { Brief } from '@clipo/contract';
import { z } from 'zod';
import { creditAccounts, creditKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { costsOfBatch, outsideOf } from '../presenters/outside-of.ts';
import { prices, quoteBatch } from './prices.ts';
import { selectBook, selectMovements } from './queries.ts';
import { statementCsv } from './statement-csv.ts';

const amount = z.number().int();
const Balance = named(
  'CreditBalance',
  z.strictObject({
    available: amount.describe('What can be spent'),
    held: amount.describe('Set aside for work that goes on'),
    spent: amount,
    expired: amount,
    refunded: amount,
  }),
);
const Movement = named(
  'CreditMovement',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    kind: z.enum(creditKinds),
    reference: z.string().describe('What it was for'),
    reason: z.string(),
    entries: z
      .array(z.strictObject({ account: z.enum(creditAccounts), amount }))
      .describe('The sides of the movement; they sum to zero'),
  }),
);
const MovementPage = named('CreditMovementPage', pageOf(Movement));
const Prices = named(
  'CreditPrices',
  z.strictObject({
    isCharged: z.boolean().describe('Whether batches cost credits here'),
    quarterMinute: z
      .record(z.string(), z.int())
      .describe('Credits for each begun 15 s of a video, by the short side in pixels'),
    draftShare: z.number(),
    single: z.strictObject({ speech: z.int(), present: z.int(), edit: z.int() }).describe('Credits for a single file'),
    mostInOneBatch: z.int(),
  }),
);
const AskQuote = named(
  'AskCreditQuote',
  z.strictObject({
    brief: Brief,
    products: z.number().int().min(1).max(1000).default(1),
    isDraft: z.boolean().default(false),
  }),
);
const Quoted = named(
  'CreditQuote',
  z.strictObject({
    videos: amount,
    each: amount,
    total: amount,
    available: amount.describe('What the team can spend'),
    isCharged: z.boolean(),
    outside: z
      .array(
        z.strictObject({
          presenter: z.string(),
          name: z.string(),
          recipient: z.string().describe('Who is paid, by your own account there'),
          currency: z.string(),
          seconds: z.number().describe('Of speech, at most'),
          centsAtMost: z.int().nullable().describe('Null where the engine’s price was not set'),
        }),
      )
      .describe('What outside engines that perform presenters of the brief would cost at most'),
  }),
);

const tag = 'Credits';

/** Adds the routes of credits. */
export function addCreditRoutes(app: Api, deps: Pick<Deps, 'db' | 'settings'>): void {
  addRoute(
    app,
    {
      id: 'getCredits',
      method: 'get',
      path: '/api/v1/credits',
      tag,
      summary: "The team's balances",
      scope: 'read',
      answer: Balance,
    },
    async ({ actor }) => {
      const {
        issued: _issued,
        teamId: _teamId,
        ...balance
      } = await deps.db.asTeam(actor.teamId, (tx) => selectBook(tx, actor.teamId));
      return balance;
    },
  );
  addRoute(
    app,
    {
      id: 'listCreditMovements',
      method: 'get',
      path: '/api/v1/credits/movements',
      tag,
      summary: 'The statement: every movement with both its sides',
      scope: 'read',
      query: PageQuery,
      answer: MovementPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectMovements(tx, actor.teamId, wanted));
      return cutPage(rows, query, ({ id, createdAt, kind, reference, reason, entries }) => ({
        id,
        createdAt: createdAt.toISOString(),
        kind,
        reference,
        reason,
        entries: entries.map(({ account, amount: side }) => ({ account, amount: side })),
      }));
    },
  );
  addRoute(
    app,
    {
      id: 'getCreditPrices',
      method: 'get',
      path: '/api/v1/credits/prices',
      tag,
      summary: 'What videos cost',
      answer: Prices,
    },
    async () => ({
      isCharged: deps.settings.CLIPO_CREDITS === 'on',
      ...prices,
      mostInOneBatch: deps.settings.CLIPO_BATCH_CREDITS_MOST,
    }),
  );
  addRoute(
    app,
    {
      id: 'quoteBatch',
      method: 'post',
      path: '/api/v1/credits/quotes',
      tag,
      summary: 'What a batch would cost, before it starts',
      scope: 'read',
      body: AskQuote,
      answer: Quoted,
    },
    async ({ actor, body }) => {
      const { teamId } = actor;
      const { brief, products, isDraft } = body;
      const [{ available }, named] = await deps.db.asTeam(teamId, async (tx) => [
        await selectBook(tx, teamId),
        await outsideOf(tx, teamId, { brief }),
      ]);
      const outside = costsOfBatch(named, brief, products, deps.settings);
      return {
        ...quoteBatch(brief, products, isDraft),
        available,
        isCharged: deps.settings.CLIPO_CREDITS === 'on',
        outside,
      };
    },
  );
  addRoute(
    app,
    {
      id: 'downloadStatement',
      method: 'get',
      path: '/api/v1/credits/statement.csv',
      tag,
      summary: 'The last 10,000 movements as CSV',
      scope: 'read',
      rawAnswer: { types: ['text/csv'], description: 'The statement' },
    },
    async ({ actor }) => {
      const rows = await deps.db.asTeam(actor.teamId, (tx) =>
        selectMovements(tx, actor.teamId, { limit: 10_000, after: undefined }),
      );
      return new Response(statementCsv(rows), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="credits.csv"',
        },
      });
    },
  );
}
