import { Brief, ClipoError, Language, Role, Storyboard, Template } from '@clipo/contract';
import { z } from 'zod';
import { check } from '../../check/check.ts';
import { Verdict } from '../../check/verdict.ts';
import { type IdKind, newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import {
  type DocumentColumns,
  type DocumentRow,
  type DocumentTable,
  deleteDocument,
  insertDocument,
  selectDocument,
  selectDocuments,
  updateDocument,
} from './queries.ts';

const name = z.string().trim().min(1).max(200);
const NewTemplate = named('NewTemplate', z.strictObject({ data: Template }));
const NewStoryboard = named('NewStoryboard', z.strictObject({ name, data: Storyboard }));
const NewScript = named(
  'NewScript',
  z.strictObject({
    name,
    language: Language,
    lines: z
      .array(z.strictObject({ role: Role, text: z.string().trim().min(1).max(400) }))
      .min(1)
      .max(200),
  }),
);
const NewRecipe = named(
  'NewRecipe',
  z.strictObject({
    name,
    batch: z
      .strictObject({
        brief: Brief,
        files: z.record(z.string().min(1).max(1000), z.string().min(1).max(100)),
        isDraft: z.boolean(),
      })
      .describe('What POST /batches takes'),
  }),
);

const kept = { id: z.string(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(), verdict: Verdict };

/** Documents that users keep: each is created, listed, read, replaced and deleted in the same way. */
const kinds = [
  { table: 'templates', noun: 'Template', kind: 'tpl', body: NewTemplate },
  { table: 'scripts', noun: 'Script', kind: 'scr', body: NewScript },
  { table: 'storyboards', noun: 'Storyboard', kind: 'sto', body: NewStoryboard },
  { table: 'recipes', noun: 'Recipe', kind: 'rcp', body: NewRecipe },
] as const satisfies readonly { table: DocumentTable; noun: string; kind: IdKind; body: z.ZodObject }[];

/** Adds the routes of templates, scripts, storyboards and recipes of a team's own. */
export function addDocumentRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  for (const { table, noun, kind, body } of kinds) {
    addKind(app, deps, { table, noun, kind, body });
  }
}

function addKind(
  app: Api,
  { db }: Pick<Deps, 'db'>,
  { table, noun, kind, body }: { table: DocumentTable; noun: string; kind: IdKind; body: z.ZodObject },
): void {
  const path = `/api/v1/${table}`;
  const one = `${path}/{id}`;
  const tag = `${noun}s`;
  const lower = noun.toLowerCase();
  const Answer = named(`Kept${noun}`, z.strictObject({ ...kept, ...body.shape }));
  const Page = named(`${noun}Page`, pageOf(Answer));
  const view = (row: DocumentRow) => documentView(row, Object.keys(body.shape)) as z.input<typeof Answer>;
  const checked = (document: object) => {
    const content = { kind: 'document', document } as const;
    const verdict = check(content);
    assertAllowed(content, verdict);
    return { verdict, columns: document as DocumentColumns };
  };
  const found = (row: DocumentRow | undefined, id: string): DocumentRow => {
    if (row === undefined) {
      throw new ClipoError('no_such_thing', `no ${lower} ${id}`, { details: { kind: lower, id } });
    }
    return row;
  };
  const rejected = { errors: ['content_rejected'] } as const;
  addRoute(
    app,
    {
      id: `create${noun}`,
      method: 'post',
      path,
      tag,
      summary: `Keep a ${lower}`,
      scope: 'write',
      body,
      status: 201,
      answer: Answer,
      ...rejected,
    },
    async ({ actor, body: document }) => {
      const row = { id: newId(kind), teamId: actor.teamId, ...checked(document) };
      return view(await db.asTeam(actor.teamId, (tx) => insertDocument(tx, table, row)));
    },
  );
  addRoute(
    app,
    {
      id: `list${noun}s`,
      method: 'get',
      path,
      tag,
      summary: `List the team's ${lower}s, newest first`,
      scope: 'read',
      query: PageQuery,
      answer: Page,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      return cutPage(await db.asTeam(actor.teamId, (tx) => selectDocuments(tx, table, wanted)), query, view);
    },
  );
  addRoute(
    app,
    {
      id: `get${noun}`,
      method: 'get',
      path: one,
      tag,
      summary: `One ${lower}`,
      scope: 'read',
      params: idParams(kind),
      answer: Answer,
    },
    async ({ actor, params: { id } }) =>
      view(found(await db.asTeam(actor.teamId, (tx) => selectDocument(tx, table, id)), id)),
  );
  addRoute(
    app,
    {
      id: `replace${noun}`,
      method: 'put',
      path: one,
      tag,
      summary: `Replace a ${lower}`,
      scope: 'write',
      params: idParams(kind),
      body,
      answer: Answer,
      ...rejected,
    },
    async ({ actor, params: { id }, body: document }) => {
      const row = { id, ...checked(document) };
      return view(found(await db.asTeam(actor.teamId, (tx) => updateDocument(tx, table, row)), id));
    },
  );
  addRoute(
    app,
    {
      id: `delete${noun}`,
      method: 'delete',
      path: one,
      tag,
      summary: `Delete a ${lower}`,
      scope: 'write',
      params: idParams(kind),
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      if (!(await db.asTeam(actor.teamId, (tx) => deleteDocument(tx, table, id)))) {
        found(undefined, id);
      }
      return undefined;
    },
  );
}

function documentView(row: DocumentRow, columns: readonly string[]): object {
  return {
    id: row.id,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    verdict: Verdict.parse(row.verdict),
    ...Object.fromEntries(columns.map((column) => [column, row[column]])),
  };
}
