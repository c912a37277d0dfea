import { createHash, createHmac, randomUUID } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Provider } from './providers.ts';

const Templates = z.record(z.string(), z.string());
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
  const templates = Templates.parse(JSON.parse(options.templates));
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
    const headers = signedHeaders({ host: url.host, query, keyId: options.keyId, secret: options.secret });
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

function signedHeaders(request: {
  host: string;
  query: string;
  keyId: string;
  secret: string;
}): Record<string, string> {
  const payload = createHash('sha256').update('').digest('hex');
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': payload,
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2017-05-25',
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', '/', request.query, lines, names.join(';'), payload].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', request.secret).update(toSign).digest('hex');
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `ACS3-HMAC-SHA256 Credential=${request.keyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

/** RFC 3986, sorted by name: what both sides sign. */
function canonicalQuery(values: Readonly<Record<string, string>>): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return Object.keys(values)
    .sort()
    .map((name) => `${encode(name)}=${encode(values[name] ?? '')}`)
    .join('&');
}

function refused(problem: string, isRetryable: boolean): ClipoError {
  return new ClipoError('fetch_failed', problem, { details: { url: 'SMS', problem }, isRetryable });
}
