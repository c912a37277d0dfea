import { ClipoError, type ErrorCode, parseInput } from '@clipo/contract';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { assertActing } from '../guard/assert-acting.ts';
import { assertStanding } from '../guard/assert-standing.ts';
import { operatorRolesOf } from '../guard/operator-roles.ts';
import { type Actor, mayUse, mustOperate, type Need, type Scope } from './actor.ts';
import type { ApiEnv } from './api-env.ts';
import { documentRoute } from './document.ts';
import { mustBeFresh } from './must-be-fresh.ts';
import { readJson, refuseBadText } from './read-json.ts';

export type Api = OpenAPIHono<ApiEnv>;

/** A body or answer that is no JSON: what it holds, by content type. */
export interface RawContent {
  types: readonly string[];
  description: string;
}

/** One address of the API: what it takes, what it answers, who may ask. Its validation and its documentation are this. */
export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  /** Name of the operation in clients, such as `createBatch`. */
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters in braces: `/api/v1/batches/{id}`. */
  path: string;
  tag: string;
  summary: string;
  /** Left out, anybody may ask. */
  scope?: Scope;
  /** Only somebody who is signed in may ask; no key does. */
  person?: true;
  /** The person must have proven who they are a short while ago. */
  fresh?: true;
  /** What may still stand before the person who asks. */
  despite?: readonly Need[];
  params?: P;
  query?: Q;
  /** A JSON body, with its name in the documentation. */
  body?: B;
  /** A body that the handler reads by itself, as a stream. */
  rawBody?: RawContent;
  mostBytes?: number;
  /** 200 unless told; 204 has no answer. */
  status?: 200 | 201 | 202 | 204;
  answer?: A;
  rawAnswer?: RawContent;
  /** Errors besides those that every route has. */
  errors?: readonly ErrorCode[];
}

/** What a handler is given: everything is validated. */
export interface RouteInput<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** Undefined only where a route has no scope and no key was sent. */
  actor: Actor;
  c: Context<ApiEnv>;
}

/** Where nothing may stand behind the `?`, what stands there is refused: it would be taken for heard. */
const noQuery = z.strictObject({});

/** A document of ours is well below. */
const mostJsonBytes = 2 * 1024 * 1024;

/**
 * Adds a route: checks the key's scope, path, query and body before the handler runs, and answers what it gives back as
 * JSON, or the Response that it made itself.
 */
export function addRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  app: Api,
  spec: RouteSpec<P, Q, B, A>,
  handle: (input: RouteInput<P, Q, B>) => Promise<z.input<A> | Response | undefined>,
): void {
  documentRoute(app, spec);
  const path = spec.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(spec.method.toUpperCase(), [path], async (c) => {
    c.set('route', spec.path);
    const actor = c.get('actor');
    // First: who is stopped need not be asked for anything else.
    if (actor !== undefined && (spec.scope !== undefined || spec.person !== undefined)) {
      assertStanding(actor, spec);
      assertActing(actor, spec);
    }
    assertMayAsk(actor, spec);
    const duties = operatorRolesOf[spec.id];
    if (duties !== undefined) {
      mustOperate(actor as Actor, duties);
    }
    if (spec.method !== 'get') {
      await c.get('parts').assertOpen({ operation: spec.id, actor, language: c.get('language') });
    }
    const params = spec.params === undefined ? {} : parseInput(spec.params, textsOf(c.req.param()), 'path');
    const query = parseQuery(spec.query, c);
    const body = await parseBody(spec, c);
    const isOperated = duties !== undefined && spec.method !== 'get';
    const note = isOperated ? await c.get('operators')({ operation: spec.id, actor, params, body }) : undefined;
    const answer = await handle({ params, query, body, actor, c } as RouteInput<P, Q, B>);
    await note?.(answer);
    if (answer instanceof Response) {
      return answer;
    }
    const status = spec.status ?? 200;
    return answer === undefined || status === 204 ? c.body(null, 204) : c.json(answer as object, status);
  });
}

function assertMayAsk(
  actor: Actor | undefined,
  {
    scope,
    person,
    path,
    fresh,
    despite = ['phone'],
  }: Pick<RouteSpec<never, never, never, never>, 'scope' | 'person' | 'path' | 'fresh' | 'despite'>,
): void {
  if (scope === undefined && person === undefined) {
    return;
  }
  if (actor === undefined || (person && actor.person === undefined)) {
    throw new ClipoError('unauthenticated', person ? 'nobody is signed in' : 'no key was sent');
  }
  const ofOwner = scope === 'read' ? undefined : actor.ownerNeeds?.[0];
  const need = ofOwner ?? actor.person?.needs.find((each) => standsBefore(each, { scope, path, despite }));
  if (need !== undefined) {
    throw new ClipoError('step_needed', `${need} comes first`, { details: { need } });
  }
  if (fresh && actor.person !== undefined) {
    mustBeFresh(actor.person.provenAt);
  }
  if (scope !== undefined && !mayUse(actor, scope)) {
    throw new ClipoError('forbidden', `the key lacks ${scope}`, { details: { need: scope } });
  }
}

function standsBefore(
  need: Need,
  {
    scope,
    path,
    despite,
  }: Required<Pick<RouteSpec<never, never, never, never>, 'path' | 'despite'>> & { scope: Scope | undefined },
): boolean {
  switch (need) {
    case 'phone':
      return scope === 'make';
    case 'factor':
      // What is the person's own stays open, so that they can set one up, act for another team, or leave this one.
      return !`${path}/`.startsWith('/api/v1/me/') && path !== '/api/v1/team/leave';
    default:
      return !despite.includes(need);
  }
}

function parseQuery(schema: z.ZodObject | undefined, c: Context<ApiEnv>): unknown {
  // Of a parameter that comes twice, nobody can say which is meant.
  const given = Object.entries(c.req.queries()).map(([key, values]) => {
    if (values.length > 1) {
      const problem = 'stands there more than once';
      throw new ClipoError('invalid_input', `query.${key}: ${problem}`, {
        details: { field: `query.${key}`, problem },
      });
    }
    return [key, values[0] ?? ''] as const;
  });
  const texts = textsOf(Object.fromEntries(given));
  return parseInput(schema ?? noQuery, texts, 'query');
}

function textsOf<T extends Record<string, string>>(values: T): T {
  for (const [key, value] of Object.entries(values)) {
    refuseBadText(key);
    refuseBadText(value);
  }
  return values;
}

async function parseBody(
  { body, mostBytes = mostJsonBytes }: { body?: z.ZodType; mostBytes?: number },
  c: Context<ApiEnv>,
): Promise<unknown> {
  if (body === undefined) {
    return undefined;
  }
  const value = c.get('body') ?? (await readJson(c.req.raw, mostBytes));
  return parseInput(body, value);
}
