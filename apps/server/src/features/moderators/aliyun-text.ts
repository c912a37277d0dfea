import { ClipoError } from '@clipo/contract';
import type { Category } from '@clipo/safety';
import { z } from 'zod';
import { aliyunHeaders, canonicalQuery } from '../../outside/aliyun-request.ts';
import type { Moderator, Objection } from './moderator.ts';

const Answer = z.object({
  Code: z.union([z.number(), z.string()]),
  Message: z.string().optional(),
  Data: z
    .object({
      RiskLevel: z.string().optional(),
      Result: z
        .array(z.object({ Label: z.string(), RiskWords: z.string().nullish() }))
        .nullish()
        .transform((list) => list ?? []),
    })
    .optional(),
});

/** Answers after which the same text may be judged later (Green 2022-03-02, return codes; RPC gateway codes). */
const passing: ReadonlySet<string> = new Set([
  '500',
  '581',
  '588',
  'Throttling',
  'Throttling.User',
  'ServiceUnavailable',
]);

/** How its labels begin, and what we call that. What is not here is otherwise unlawful. */
const categories: readonly (readonly [string, Category])[] = [
  ['pornographic', 'vice'],
  ['sexual', 'vice'],
  ['political', 'state_security'],
  ['violent', 'extremism'],
  ['religion', 'extremism'],
  ['contraband', 'vice'],
  ['inappropriate_discrimination', 'ethnic_hatred'],
  ['inappropriate_profanity', 'fraud_abuse'],
  ['inappropriate', 'morals'],
  ['pt', 'spam'],
  ['ad', 'advertising'],
];

/** Judges texts by Aliyun's TextModerationPlus (Green, version 2022-03-02). A high risk blocks, a middling one holds. */
export function openAliyunText(options: { keyId: string; secret: string; service: string; url: string }): Moderator {
  const { keyId, secret, service } = options;
  return {
    name: `aliyun-${service}`,
    mostCharacters: 600,
    async judge(text, signal) {
      const url = new URL(options.url);
      const body = canonicalQuery({ Service: service, ServiceParameters: JSON.stringify({ content: text }) });
      const call = { host: url.host, action: 'TextModerationPlus', version: '2022-03-02', body, keyId, secret };
      const answer = await fetch(`${url.origin}/`, { method: 'POST', headers: aliyunHeaders(call), body, signal });
      const { Code, Message = '', Data } = Answer.parse(await answer.json());
      if (String(Code) !== '200' || Data === undefined) {
        throw refused(`${Code}: ${Message}`, passing.has(String(Code)) || answer.status >= 500);
      }
      return objectionsOf(Data);
    },
  };
}

function objectionsOf({ RiskLevel, Result }: NonNullable<z.output<typeof Answer>['Data']>): Objection[] {
  if (RiskLevel !== 'high' && RiskLevel !== 'medium') {
    return [];
  }
  const level = RiskLevel === 'high' ? 'block' : 'review';
  return Result.filter(({ Label }) => Label !== 'nonLabel').map(({ Label, RiskWords }) => ({
    level,
    category: categories.find(([beginning]) => Label.startsWith(beginning))?.[1] ?? 'unlawful',
    label: Label,
    words: (RiskWords ?? '').split(',').filter((word) => word !== ''),
  }));
}

function refused(problem: string, isRetryable: boolean): ClipoError {
  return new ClipoError('fetch_failed', problem, { details: { url: 'Aliyun Green', problem }, isRetryable });
}
