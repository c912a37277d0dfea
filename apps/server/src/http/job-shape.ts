import { ClipoError, errorTable } from '@clipo/contract';
import { z } from 'zod';
import type { StoredError } from '../db/schema/index.ts';

/** How everything that takes long tells of its failure. */
export const Failure = z.strictObject({
  failedStage: z.string().nullable().describe('`plan` or `make`; null where nothing failed'),
  failedReason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  retryable: z.boolean().describe('Whether asking again may help'),
});

/** What was said to be paid, is set aside, and was paid, in credits. */
export const Cost = z.strictObject({ quoted: z.int(), held: z.int(), settled: z.int() });

/** Failures that come of what was asked for: asking the same again fails the same. */
function isOfInput(code: string): boolean {
  return Object.hasOwn(errorTable, code) && errorTable[code as keyof typeof errorTable].exit === 2;
}

export function failureOf(error: StoredError | null, stage: 'plan' | 'make'): z.infer<typeof Failure> {
  return error === null
    ? { failedStage: null, failedReason: null, retryable: false }
    : {
        failedStage: stage,
        failedReason: { code: error.code, message: error.message },
        retryable: !isOfInput(error.code),
      };
}

/** @throws ClipoError `no_such_thing` */
export function foundOr<T>(row: T | undefined, kind: string, id: string): T {
  if (row === undefined) {
    throw new ClipoError('no_such_thing', `no ${kind} ${id}`, { details: { kind, id } });
  }
  return row;
}
