import { ClipoError } from '@clipo/contract';
import type { Category } from '@clipo/safety';
import { z } from 'zod';
import { tencentHeaders } from '../../outside/tencent-request.ts';
import type { Moderator, Objection } from './moderator.ts';

const Answer = z.object({
  Response: z.object({
    Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
    Suggestion: z.string().optional(),
    Label: z.string().optional(),
    Keywords: z.array(z.string()).nullish(),
    DetailResults: z
      .array(z.object({ Label: z.string(), Suggestion: z.string(), Keywords: z.array(z.string()).nullish() }))
      .nullish(),
  }),
});

const categories: Readonly<Record<string, Category>> = {
  Porn: 'vice',
  Sexy: 'vice',
  Moan: 'vice',
  Abuse: 'fraud_abuse',
  Ad: 'spam',
  Spam: 'spam',
  Polity: 'state_security',
  Terror: 'extremism',
  Religion: 'extremism',
};

/** Judges texts by Tencent Cloud's TextModeration (TMS, version 2020-12-29). */
export function openTencentText(options: {
  secretId: string;
  secretKey: string;
  region: string;
  bizType: string | undefined;
  url: string;
}): Moderator {
  const { bizType } = options;
  return {
    name: `tencent-tms${bizType === undefined ? '' : `-${bizType}`}`,
    mostCharacters: 10_000,
    async judge(text, signal) {
      const url = new URL(options.url);
      const body = JSON.stringify({
        Content: Buffer.from(text, 'utf8').toString('base64'),
        ...(bizType === undefined ? {} : { BizType: bizType }),
      });
      const call = { service: 'tms', action: 'TextModeration', version: '2020-12-29' };
      const headers = tencentHeaders({ ...options, ...call, host: url.host, body });
      const answer = await fetch(`${url.origin}/`, { method: 'POST', headers, body, signal });
      const { Response } = Answer.parse(await answer.json());
      if (Response.Error !== undefined || Response.Suggestion === undefined) {
        const { Code = String(answer.status), Message = 'no suggestion' } = Response.Error ?? {};
        throw refused(`${Code}: ${Message}`, /^(?:InternalError|RequestLimitExceeded|ResourceUnavailable)/.test(Code));
      }
      return objectionsOf(Response);
    },
  };
}

function objectionsOf({
  Suggestion = 'Pass',
  Label = '',
  Keywords,
  DetailResults,
}: z.output<typeof Answer>['Response']): Objection[] {
  const details = (DetailResults ?? []).filter((detail) => detail.Suggestion !== 'Pass');
  const found = details.length > 0 ? details : [{ Label, Suggestion, Keywords }];
  return Suggestion === 'Pass'
    ? []
    : found.map((detail) => ({
        level: detail.Suggestion === 'Block' ? 'block' : 'review',
        category: categories[detail.Label] ?? 'unlawful',
        label: detail.Label,
        words: detail.Keywords ?? [],
      }));
}

function refused(problem: string, isRetryable: boolean): ClipoError {
  return new ClipoError('fetch_failed', problem, { details: { url: 'Tencent TMS', problem }, isRetryable });
}
