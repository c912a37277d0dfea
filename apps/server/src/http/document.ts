import {
  Brief,
  type ErrorCode,
  errorTable,
  ManifestVideo,
  Material,
  Product,
  Rights,
  Storyboard,
  Template,
} from '@clipo/contract';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Verdict } from '../check/verdict.ts';
import { scopeMeanings } from './actor.ts';
import type { ApiEnv } from './api-env.ts';
import { examples } from './examples.ts';
import { Problem } from './problem.ts';
import type { RawContent, RouteSpec } from './route.ts';

type AnyRoute = RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>;

/** Schemas by the name that the documentation gives them. */
const names = new Map<z.ZodType, string>();

/** Names a schema in the documentation; routes take and answer named ones only. */
export function named<S extends z.ZodType>(name: string, schema: S): S {
  names.set(schema, name);
  return schema;
}

named('Problem', Problem);
for (const [name, schema] of Object.entries({
  Brief,
  Product,
  Rights,
  Template,
  Storyboard,
  ManifestVideo,
  Verdict,
  BriefMaterial: Material,
})) {
  named(name, schema);
}

/** A schema by the name that the documentation gives it. */
export function schemaNamed(name: string): z.ZodType | undefined {
  return [...names].find(([, known]) => known === name)?.[0];
}

/** Errors that any request with a key can meet, and those that only some routes can. */
const ofAll: readonly ErrorCode[] = ['malformed_request', 'rate_limited', 'internal', 'unavailable'];

/** Writes a route into the app's OpenAPI document. */
export function documentRoute(app: OpenAPIHono<ApiEnv>, given: object): void {
  const spec = given as AnyRoute;
  const { id, method, path, tag, summary, scope, person, status = 200 } = spec;
  const hasInput = spec.params !== undefined || spec.query !== undefined || spec.body !== undefined;
  const codes = new Set<ErrorCode>([
    ...ofAll,
    ...(scope === undefined ? [] : (['unauthenticated', 'forbidden', 'step_needed'] as const)),
    ...(person === undefined ? [] : (['unauthenticated', 'step_needed'] as const)),
    ...(hasInput ? (['invalid_input'] as const) : []),
    ...(spec.body === undefined ? [] : (['unsupported_type', 'too_large'] as const)),
    ...(spec.params === undefined ? [] : (['no_such_thing'] as const)),
    ...(spec.errors ?? []),
  ]);
  app.openAPIRegistry.registerPath({
    method,
    path,
    operationId: id,
    tags: [tag],
    summary,
    ...securityOf(spec),
    parameters: [
      ...parametersOf(spec.params, 'path'),
      ...parametersOf(spec.query, 'query'),
      ...(method === 'post' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...bodyOf(spec),
    responses: {
      [status]: { description: 'As asked', ...answerOf(spec) },
      ...problemsOf(codes),
    },
  } as Parameters<typeof app.openAPIRegistry.registerPath>[0]);
}

const exampleRef = '#/components/examples/';

/** Who may ask: a key or a signed-in person with a scope, a person alone, or anybody. */
function securityOf({ scope, person }: AnyRoute) {
  if (person) {
    return { security: [{ session: [] }], description: 'For people who are signed in.' };
  }
  return scope === undefined ? { security: [] } : { description: `Needs the scope \`${scope}\`.` };
}

function bodyOf({ body, rawBody }: AnyRoute) {
  if (body !== undefined) {
    const name = names.get(body) ?? '';
    const example = Object.hasOwn(examples, name) ? { examples: { [name]: { $ref: `${exampleRef}${name}` } } } : {};
    const content = { 'application/json': { schema: refTo(body, 'input'), ...example } };
    return { requestBody: { required: true, content } };
  }
  return rawBody === undefined ? {} : { requestBody: { required: true, ...rawOf(rawBody) } };
}

function answerOf({ answer, rawAnswer, status }: AnyRoute) {
  if (rawAnswer !== undefined) {
    return rawOf(rawAnswer);
  }
  return answer === undefined || status === 204
    ? {}
    : { content: { 'application/json': { schema: refTo(answer, 'output') } } };
}

function rawOf({ types, description }: RawContent) {
  const schema = { type: 'string', format: 'binary' };
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function problemsOf(codes: ReadonlySet<ErrorCode>) {
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, those]) => [
        status,
        {
          description: those.map((code) => `\`${code}\``).join(', '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  );
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query') {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...json } = jsonOf(field as z.ZodType, 'input');
    const required = place === 'path' || !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: json };
  });
}

type Io = 'input' | 'output';

function refTo(schema: z.ZodType, io: Io) {
  const name = names.get(schema);
  return name === undefined ? jsonOf(schema, io) : { $ref: `#/components/schemas/${shownName(name, io)}` };
}

function jsonOf(schema: z.ZodType, io: Io): Record<string, unknown> {
  const { $schema, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

/** A schema that reads differently as it is written and as it is answered has two names. */
function shownName(name: string, io: Io): string {
  return io === 'input' && differing().has(name) ? `${name}Input` : name;
}

let known: Set<string> | undefined;
function differing(): Set<string> {
  known ??= new Set(
    [...names].flatMap(([schema, name]) =>
      JSON.stringify(jsonOf(schema, 'input')) === JSON.stringify(jsonOf(schema, 'output')) ? [] : [name],
    ),
  );
  return known;
}

function componentSchemas(): Record<string, unknown> {
  const both = (['output', 'input'] as const).flatMap((io) => {
    const registry = z.registry<{ id: string }>();
    for (const [schema, name] of names) {
      registry.add(schema, { id: name });
    }
    const { schemas } = z.toJSONSchema(registry, {
      io,
      unrepresentable: 'any',
      uri: (name) => `#/components/schemas/${shownName(name, io)}`,
    });
    return Object.entries(schemas).flatMap(([name, schema]) => {
      const { $schema, $id, ...json } = schema as Record<string, unknown>;
      return io === 'output' || differing().has(name) ? [[shownName(name, io), json] as const] : [];
    });
  });
  return Object.fromEntries(both.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The OpenAPI 3.1 document of everything that was added to the app. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>): object {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Clipo',
      version: '1',
      description:
        'Batches of short videos for e-commerce advertising. Errors are `application/problem+json` with a closed set of codes; lists are paged by cursor; every POST takes an `Idempotency-Key`; long work answers 202 at once and is followed by its events.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
  });
  return {
    ...document,
    components: {
      schemas: { ...document.components?.schemas, ...componentSchemas() },
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            'Any text of your own, such as a UUID. The same key and request within 24 h get the first answer again; one that signs somebody in is told once.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'clipo_session',
          description: 'The cookie of somebody who is signed in; with HTTPS it is called `__Host-clipo_session`.',
        },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: `An API key. Scopes: ${Object.entries(scopeMeanings)
            .map(([scope, meaning]) => `\`${scope}\` (${meaning.toLowerCase()})`)
            .join(', ')}.`,
        },
      },
    },
  };
}
