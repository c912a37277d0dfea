import { ClipoError, type ErrorCode, errorTable, InputProblems } from '@clipo/contract';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { ApiEnv } from './api-env.ts';

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** How every error is answered: RFC 9457 with the code of the one table. */
export const Problem = z
  .strictObject({
    type: z.string().describe('`urn:clipo:problem:` and the code'),
    title: z.string().describe('The code in words'),
    status: z.int(),
    code: z.enum(errorCodes).describe('What to branch on: this set is closed'),
    detail: z.string().describe('What happened and what to do, in the language of `Accept-Language`'),
    instance: z.string().describe('Id of the request: name it when you ask for help'),
    retryable: z.boolean().describe('Whether the same request may work later'),
    problems: z
      .array(z.strictObject({ field: z.string(), detail: z.string() }))
      .optional()
      .describe('Every fault of the input with its field'),
  })
  .describe('Why a request was not answered as asked');
export type Problem = z.infer<typeof Problem>;

/** At most this many faults of one input are told. */
const mostTold = 100;

/** Codes whose failures may pass by themselves. */
const passing: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'unavailable', 'fetch_failed', 'disk_full']);

/** Answers with an error. Faults of ours are logged whole and told without their inside. */
export function answerProblem(error: unknown, c: Context<ApiEnv>): Response {
  const known = knownFault(error);
  const { status } = errorTable[known.code];
  const log = c.get('log');
  if (status >= 500) {
    log?.error({ err: error, code: known.code }, 'a request failed');
  } else {
    log?.debug({ code: known.code, message: known.message }, 'a request was refused');
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  const { seconds, allowed } = known.details;
  if (seconds !== undefined) {
    headers['retry-after'] = String(seconds);
  }
  if (known.code === 'method_not_allowed') {
    headers.allow = String(allowed);
  }
  if (known.code === 'unauthenticated') {
    headers['www-authenticate'] = 'Bearer realm="Clipo"';
  }
  if (known.code === 'range_unsatisfiable') {
    headers['content-range'] = `bytes */${known.details.size}`;
  }
  const problem = problemOf(known, c);
  return new Response(JSON.stringify(isShotstack(c) ? { ...problem, ...asShotstack(problem) } : problem), {
    status,
    headers,
  });
}

/** Programs that speak Shotstack's API look for an error where that tells it. */
function isShotstack(c: Context<ApiEnv>): boolean {
  return c.req.path.startsWith('/edit/');
}

function asShotstack({ title, detail, problems = [] }: Problem) {
  const details = problems.map(({ field, detail: message }) => ({ message, path: field }));
  return { success: false, message: title, response: { error: title, message: detail, details } };
}

function problemOf(known: ClipoError, c: Context<ApiEnv>): Problem {
  const say = sayErrorIn(c.get('language') ?? 'en');
  const { status } = errorTable[known.code];
  const isOurs = known.code === 'internal';
  const shown = isOurs
    ? new ClipoError('internal', 'internal', { details: { problem: `request ${c.get('requestId')}` } })
    : known;
  const problems =
    known instanceof InputProblems
      ? known.problems.slice(0, mostTold).map((problem) => ({
          field: String(problem.details.field ?? problem.details.file ?? ''),
          detail: lineOf(problem, say),
        }))
      : undefined;
  return {
    type: `urn:clipo:problem:${known.code}`,
    title: known.code.replaceAll('_', ' '),
    status,
    code: known.code,
    detail:
      problems === undefined
        ? lineOf(shown, say)
        : problems
            .map(({ detail }) => detail)
            .slice(0, 5)
            .join('\n'),
    instance: c.get('requestId') ?? '',
    retryable: known.isRetryable || passing.has(known.code),
    ...(problems === undefined ? {} : { problems }),
  };
}

/** Any error as one of the table. What the framework throws is about the request; a database out of reach passes. */
function knownFault(error: unknown): ClipoError {
  if (error instanceof HTTPException) {
    const code = error.status === 413 ? 'too_large' : 'malformed_request';
    return new ClipoError(code, error.message, { details: { problem: error.message, most: '' }, cause: error });
  }
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ClipoError) {
      return cause;
    }
    if (isUnreachable(cause)) {
      const details = { problem: 'the database is out of reach' };
      return new ClipoError('unavailable', cause.message, { details, isRetryable: true, cause: error });
    }
  }
  return knownError(error);
}

/** How PostgreSQL and its driver say that they are away or full. */
function isUnreachable(cause: Error): boolean {
  const { code } = cause as { code?: unknown };
  return (
    /^(?:ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|53300|08\w{3})$/.test(String(code ?? '')) ||
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(cause.message)
  );
}
