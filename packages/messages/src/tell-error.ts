import { inspect } from 'node:util';
import { ClipoError, errorTable, InputProblems, isDiskFull } from '@clipo/contract/errors';
import { limitNames, needNames } from './people-sentences.ts';
import { isErrorMessageKey, type SayError } from './say-error.ts';
import { sentenceIn, typesIn } from './sentences.ts';

/** More faults of one input than this are counted, not listed. */
const mostListed = 20;

/** What a person is told of an error, as lines, and how the process ends. */
export interface ToldError {
  lines: string[];
  exit: number;
  code: string;
}

/**
 * An error in the person's words: what happened and what to do, never a stack trace (that is `isDebug`). Faults of an
 * input are listed one a line.
 */
export function tellError(error: unknown, say: SayError, isDebug: boolean): ToldError {
  const known = knownError(error);
  const lines = linesOf(known, say);
  if (isDebug) {
    lines.push(inspect(error));
  }
  return { lines, exit: errorTable[known.code].exit, code: known.code };
}

/** A place that takes no file: its folder is closed, or a folder of that name stands there. */
const unwritable: ReadonlySet<string> = new Set([
  'EROFS',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'ENOTEMPTY',
  'EEXIST',
]);

/**
 * Any error as one of Clipo's: an aborted signal is a cancel, a full disk is a full disk, the rest is our mistake.
 * @param writingTo is the folder to name where the system does not: a write that fails tells no path.
 */
export function knownError(error: unknown, writingTo = '.'): ClipoError {
  if (error instanceof ClipoError) {
    return error;
  }
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause.name === 'AbortError') {
    return new ClipoError('cancelled', 'cancelled', { cause });
  }
  const { code, path, dest } = cause as NodeJS.ErrnoException & { dest?: string };
  if (isDiskFull(cause)) {
    return new ClipoError('disk_full', cause.message, { details: { folder: path ?? writingTo }, cause });
  }
  if (code !== undefined && unwritable.has(code)) {
    // Of a file that was to be moved, the place that would not take it is what counts.
    const folder = dest ?? path ?? writingTo;
    return new ClipoError('output_unwritable', cause.message, { details: { folder }, cause });
  }
  return new ClipoError('internal', cause.message, { details: { problem: cause.message }, cause });
}

function linesOf(error: ClipoError, say: SayError): string[] {
  if (!(error instanceof InputProblems)) {
    return [lineOf(error, say)];
  }
  const { problems } = error;
  const listed = problems.slice(0, mostListed).map((problem) => lineOf(problem, say));
  const [only] = listed;
  if (problems.length === 1 && only !== undefined) {
    return [only];
  }
  const rest = problems.length - listed.length;
  return [
    say('error.heading', { count: problems.length }),
    ...listed.map((line) => `  ${line}`),
    ...(rest > 0 ? [`  ${say('error.more', { count: rest })}`] : []),
  ];
}

/** One error as one sentence. Where a detail is missing, the log's message stands in for the template. */
export function lineOf(error: ClipoError, say: SayError): string {
  if (error.details.told !== undefined) {
    // A service said it in the person's language.
    return String(error.details.told);
  }
  const problem = problemOf(error, say);
  const needed = String(error.details.need);
  const need = needNames[needed]?.[say.language] ?? sentenceIn(say.language, needed);
  const details = {
    ...error.details,
    ...(problem === undefined ? {} : { problem }),
    ...(error.details.need === undefined ? {} : { need }),
    ...(error.details.whose === undefined ? {} : { whose: limitNames[String(error.details.whose)]?.[say.language] }),
  };
  const line = say(`error.${error.code}`, details);
  return /\{\w+\}/.test(line) ? say('error.internal', { problem: error.message }) : line;
}

function problemOf(error: ClipoError, say: SayError): string | undefined {
  const { rule, problem } = error.details;
  const key = `rule.${rule}`;
  if (isErrorMessageKey(key)) {
    const { expected, received } = error.details;
    return say(key, {
      ...error.details,
      ...(expected === undefined ? {} : { expected: typesIn(say.language, String(expected)) }),
      ...(received === undefined ? {} : { received: typesIn(say.language, String(received)) }),
    });
  }
  return problem === undefined ? undefined : sentenceIn(say.language, String(problem));
}
