import { createHash, createHmac, randomUUID } from 'node:crypto';

/** A call of an Aliyun API of the RPC style. */
export interface AliyunCall {
  host: string;
  action: string;
  version: string;
  /** In the address, as `canonicalQuery` writes it. */
  query?: string;
  /** A form in the body, written the same way. */
  body?: string;
  keyId: string;
  secret: string;
}

/** The headers that a call is sent with, signed with ACS3-HMAC-SHA256 (Aliyun, "V3 request body and signature"). */
export function aliyunHeaders(
  call: AliyunCall,
  now = new Date(),
  nonce: string = randomUUID(),
): Record<string, string> {
  const { query = '', body = '' } = call;
  const payload = createHash('sha256').update(body).digest('hex');
  const headers: Record<string, string> = {
    ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    host: call.host,
    'x-acs-action': call.action,
    'x-acs-content-sha256': payload,
    'x-acs-date': now.toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': call.version,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', '/', query, lines, names.join(';'), payload].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', call.secret).update(toSign).digest('hex');
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `ACS3-HMAC-SHA256 Credential=${call.keyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

/** RFC 3986, sorted by name: what both sides sign. */
export function canonicalQuery(values: Readonly<Record<string, string>>): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return Object.keys(values)
    .sort()
    .map((name) => `${encode(name)}=${encode(values[name] ?? '')}`)
    .join('&');
}
