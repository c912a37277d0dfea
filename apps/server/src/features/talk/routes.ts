import { randomInt } from 'node:crypto';
import { Language } from '@clipo/contract';
import { z } from 'zod';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { ownerOf } from './owner-of.ts';
import {
  deleteConversation,
  insertConversation,
  selectConversation,
  selectConversations,
  selectMessages,
  updateConversation,
} from './queries.ts';
import { Conversation, ConversationPage, viewConversation, viewWhole, WholeConversation } from './talk-shapes.ts';

const tag = 'Conversations';
export const conversationsPath = '/api/v1/conversations';
const title = z.string().trim().min(1).max(120);
const NewConversation = named(
  'NewConversation',
  z.strictObject({ title: title.optional(), language: Language.optional().describe('Of the videos, unless told') }),
);
const ConversationChange = named(
  'ConversationChange',
  z.strictObject({ title: title.optional(), isPinned: z.boolean().optional() }),
);
const ConversationQuery = z.strictObject({
  ...PageQuery.shape,
  search: z.string().trim().min(1).max(100).optional().describe('Words of titles, or of what was said'),
});

/** Adds the routes of conversations as such; what is said in them has its own. */
export function addConversationRoutes(app: Api, { db }: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'createConversation',
      method: 'post',
      path: conversationsPath,
      tag,
      summary: 'Begin a conversation with the agent',
      scope: 'write',
      body: NewConversation,
      status: 201,
      answer: Conversation,
      errors: ['content_rejected'],
    },
    async ({ actor, body, c }) => {
      allow(body.title);
      const row = {
        id: newId('cnv'),
        teamId: actor.teamId,
        ownerId: ownerOf(actor),
        title: body.title ?? '',
        language: body.language ?? c.get('language'),
        state: { asked: null, passed: [], isIntroduced: false, seed: randomInt(2 ** 31), proposal: null },
      };
      return viewConversation(await db.asTeam(actor.teamId, (tx) => insertConversation(tx, row)));
    },
  );
  addRoute(
    app,
    {
      id: 'listConversations',
      method: 'get',
      path: conversationsPath,
      tag,
      summary: "List one's own conversations, newest first",
      scope: 'read',
      query: ConversationQuery,
      answer: ConversationPage,
    },
    async ({ actor, query }) => {
      const { search, ...page } = query;
      const wanted = { ownerId: ownerOf(actor), search, before: afterOf(page), limit: page.limit + 1 };
      return cutPage(await db.asTeam(actor.teamId, (tx) => selectConversations(tx, wanted)), page, viewConversation);
    },
  );
  const one = { path: `${conversationsPath}/{id}`, tag, params: idParams('cnv') } as const;
  addRoute(
    app,
    {
      ...one,
      id: 'getConversation',
      method: 'get',
      summary: 'A conversation with all that was said: also its export',
      scope: 'read',
      answer: WholeConversation,
    },
    async ({ actor, params: { id } }) =>
      db.asTeam(actor.teamId, async (tx) => {
        const row = foundOr(await selectConversation(tx, { id, ownerId: ownerOf(actor) }), 'conversation', id);
        return viewWhole(row, await selectMessages(tx, id));
      }),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'changeConversation',
      method: 'patch',
      summary: 'Name or pin a conversation',
      scope: 'write',
      body: ConversationChange,
      answer: Conversation,
      errors: ['content_rejected'],
    },
    async ({ actor, params: { id }, body }) => {
      allow(body.title);
      return db.asTeam(actor.teamId, async (tx) => {
        const row = foundOr(await selectConversation(tx, { id, ownerId: ownerOf(actor) }), 'conversation', id);
        const pinnedAt = body.isPinned === undefined ? row.pinnedAt : body.isPinned ? new Date() : null;
        const change = { title: body.title ?? row.title, pinnedAt };
        await updateConversation(tx, id, change);
        return viewConversation({ ...row, ...change });
      });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'deleteConversation',
      method: 'delete',
      summary: 'Delete a conversation for good; batches that it started stay',
      scope: 'write',
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      const isGone = await db.asTeam(actor.teamId, (tx) => deleteConversation(tx, { id, ownerId: ownerOf(actor) }));
      foundOr(isGone ? true : undefined, 'conversation', id);
      return undefined;
    },
  );
}

function allow(text: string | undefined): void {
  if (text !== undefined) {
    const content = { kind: 'document', document: { title: text } } as const;
    assertAllowed(content, check(content));
  }
}
