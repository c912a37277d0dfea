import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import { reportReasons } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { type AnswerDeps, type BegunAnswer, beginAnswer, beginRetry } from './answer-message.ts';
import { ownerOf } from './owner-of.ts';
import { closeReport, insertReport, selectConversation, selectMessages, selectReports } from './queries.ts';
import { conversationsPath } from './routes.ts';
import { setUndone } from './set-undone.ts';
import { startTalkBatch } from './start-talk-batch.ts';
import { OutputReport, viewReport, viewWhole, WholeConversation } from './talk-shapes.ts';

const tag = 'Conversations';
const id = z.string().min(1).max(100);
const NewMessage = named(
  'NewMessage',
  z
    .strictObject({
      text: z.string().trim().max(4000).default(''),
      materialIds: z.array(id).max(100).default([]).describe('Materials that come with it'),
    })
    .refine(({ text, materialIds }) => text !== '' || materialIds.length > 0, {
      path: ['text'],
      message: 'says nothing: write something, or send a material',
    }),
);
const StartBatch = named('StartTalkBatch', z.strictObject({ card: id.describe('Id of the quote that is accepted') }));
const Started = named('StartedTalkBatch', z.strictObject({ batchId: z.string() }));
const ChangeState = named('TalkChangeState', z.strictObject({ isUndone: z.boolean() }));
const NewReport = named(
  'NewOutputReport',
  z.strictObject({
    messageId: id,
    reason: z.enum(reportReasons),
    note: z.string().trim().max(1000).default(''),
  }),
);
const Reported = named('ReportedOutput', z.strictObject({ id: z.string() }));
const ReportPage = named('OutputReportPage', pageOf(OutputReport));
const stream = {
  types: ['text/event-stream'],
  description:
    'The answer as it is written: `answer-begin` with its id, `text-delta`, `piece-set` (a piece of the message, by its place), `answer-end`. Closing the connection stops it; what was written is kept',
};

/** Adds the routes of what is said in conversations: messages, answers, undoing, starting, reporting. */
export function addTalkRoutes(app: Api, deps: AnswerDeps & Pick<Deps, 'queue'>): void {
  const { db } = deps;
  const one = `${conversationsPath}/{id}`;
  const params = idParams('cnv');
  addRoute(
    app,
    {
      id: 'sendMessage',
      method: 'post',
      path: `${one}/messages`,
      tag,
      summary: 'Say something; the answer is streamed',
      scope: 'write',
      params,
      body: NewMessage,
      rawAnswer: stream,
      errors: ['content_rejected', 'conflict'],
    },
    async ({ actor, params: { id: conversation }, body, c }) =>
      streamAnswer(c, await beginAnswer(deps, actor, conversation, body)),
  );
  addRoute(
    app,
    {
      id: 'retryAnswer',
      method: 'post',
      path: `${one}/retry`,
      tag,
      summary: 'Answer the last message anew; what the answer before changed is taken back',
      scope: 'write',
      params,
      rawAnswer: stream,
      errors: ['conflict'],
    },
    async ({ actor, params: { id: conversation }, c }) => streamAnswer(c, await beginRetry(deps, actor, conversation)),
  );
  addRoute(
    app,
    {
      id: 'startTalkBatch',
      method: 'post',
      path: `${one}/start`,
      tag,
      summary: 'Accept a quote: start its batch. A conversation spends in no other way',
      scope: 'make',
      params,
      body: StartBatch,
      status: 202,
      answer: Started,
      errors: ['content_rejected', 'conflict', 'insufficient_credits'],
    },
    async ({ actor, params: { id: conversation }, body: { card } }) => startTalkBatch(deps, actor, conversation, card),
  );
  addRoute(
    app,
    {
      id: 'setTalkChange',
      method: 'put',
      path: `${one}/changes/{change}`,
      tag,
      summary: 'Take a change back, or let it stand again',
      scope: 'write',
      params: z.strictObject({ ...params.shape, change: id }),
      body: ChangeState,
      answer: WholeConversation,
    },
    async ({ actor, params: { id: conversation, change }, body: { isUndone } }) => {
      const { row, messages } = await setUndone(deps, actor, conversation, { changeId: change, isUndone });
      return viewWhole(row, messages);
    },
  );
  addRoute(
    app,
    {
      id: 'reportOutput',
      method: 'post',
      path: `${one}/reports`,
      tag,
      summary: 'Report an answer of the agent to the operator',
      scope: 'write',
      params,
      body: NewReport,
      status: 201,
      answer: Reported,
    },
    async ({ actor, params: { id: conversation }, body: { messageId, reason, note } }) =>
      db.asTeam(actor.teamId, async (tx) => {
        const ownerId = ownerOf(actor);
        foundOr(await selectConversation(tx, { id: conversation, ownerId }), 'conversation', conversation);
        const found = (await selectMessages(tx, conversation)).find(
          (row) => row.id === messageId && row.role === 'agent',
        );
        const { writer, pieces } = foundOr(found, 'message', messageId);
        const report = newId('rpt');
        await insertReport(tx, {
          id: report,
          teamId: actor.teamId,
          reporterId: ownerId,
          conversationId: conversation,
          messageId,
          reason,
          note,
          writer,
          pieces,
        });
        return { id: report };
      }),
  );
  addRoute(
    app,
    {
      id: 'listOutputReports',
      method: 'get',
      path: '/api/v1/output-reports',
      tag,
      summary: 'What people reported of the agent’s output, newest first (operators)',
      scope: 'read',
      query: PageQuery,
      answer: ReportPage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const wanted = { before: afterOf(query), limit: query.limit + 1 };
      return cutPage(await db.asSystem((tx) => selectReports(tx, wanted)), query, viewReport);
    },
  );
  addRoute(
    app,
    {
      id: 'closeOutputReport',
      method: 'post',
      path: '/api/v1/output-reports/{id}/close',
      tag,
      summary: 'Mark a report as dealt with (operators)',
      scope: 'read',
      params: idParams('rpt'),
      status: 204,
    },
    async ({ actor, params: { id: report } }) => {
      mustOperate(actor);
      const isClosed = await db.asSystem((tx) => closeReport(tx, report, new Date()));
      foundOr(isClosed ? true : undefined, 'open report', report);
      return undefined;
    },
  );
}

/** Tells an answer as it is written. Whoever goes away stops it. */
function streamAnswer(c: Context<ApiEnv>, begun: BegunAnswer): Response {
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (sse) => {
    const stop = new AbortController();
    sse.onAbort(() => stop.abort());
    let told: Promise<unknown> = sse.writeSSE({ event: 'answer-begin', data: JSON.stringify({ id: begun.id }) });
    const tell = (event: string, data: object) => {
      // Now, not when its turn comes: what is told goes on being written.
      const text = JSON.stringify(data);
      told = told.then(() => sse.writeSSE({ event, data: text })).catch(() => undefined);
    };
    await begun.write(({ type, ...data }) => tell(type, data), stop.signal);
    tell('answer-end', {});
    await told;
  });
}
