import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { aliyunHeaders, canonicalQuery } from '../../outside/aliyun-request.ts';
import type { Provider } from './providers.ts';

const Templates = z.record(z.string(), z.string());

/** The provider's approved template for each of ours, as the setting says: a JSON object, ours → theirs. */
export function readSmsTemplates(setting: string): Readonly<Record<string, string>> {
  return Templates.parse(JSON.parse(setting));
}

const Answer = z.object({ Code: z.string(), Message: z.string().optional(), BizId: z.string().optional() });

/** Codes after which the same message may go through later (Aliyun SMS, error codes of SendSms). */
const passing = new Set([
  'isv.BUSINESS_LIMIT_CONTROL',
  'isp.SYSTEM_ERROR',
  'isp.RAM_PERMISSION_DENY',
  'Throttling.User',
]);

/**
 * Sends SMS through Aliyun's SendSms (version 2017-05-25), signed with ACS3-HMAC-SHA256. Each of our templates needs one
 * that Aliyun has approved: `templates` is a JSON object, ours → theirs.
 */
export function openAliyunSms(options: {
  keyId: string;
  secret: string;
  sign: string;
  templates: string;
  url: string;
}): Provider {
  const templates = readSmsTemplates(options.templates);
  return async ({ to, template, values }) => {
    const code = templates[template];
    if (code === undefined) {
      throw refused(`CLIPO_ALIYUN_SMS_TEMPLATES names no template for ${template}`, false);
    }
    const query = canonicalQuery({
      PhoneNumbers: to.startsWith('+86') ? to.slice(3) : to.slice(1),
      SignName: options.sign,
      TemplateCode: code,
      TemplateParam: JSON.stringify(
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, `${value}`])),
      ),
    });
    const url = new URL(options.url);
    const { keyId, secret } = options;
    const headers = aliyunHeaders({ host: url.host, action: 'SendSms', version: '2017-05-25', query, keyId, secret });
    const answer = await fetch(`${url.origin}/?${query}`, {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(10_000),
    });
    const { Code, Message = '', BizId = '' } = Answer.parse(await answer.json());
    if (Code !== 'OK') {
      throw refused(`${Code}: ${Message}`, passing.has(Code));
    }
    return BizId;
  };
}

function refused(problem: string, isRetryable: boolean): ClipoError {
  return new ClipoError('fetch_failed', problem, { details: { url: 'SMS', problem }, isRetryable });
}
