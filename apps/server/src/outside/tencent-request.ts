import { createHash, createHmac } from 'node:crypto';

/** A call of a Tencent Cloud API, version 3. */
export interface TencentCall {
  service: string;
  action: string;
  version: string;
  region: string;
  host: string;
  /** JSON. */
  body: string;
  secretId: string;
  secretKey: string;
}

/** The headers that a call is sent with, signed with TC3-HMAC-SHA256 (Tencent Cloud, "Signature v3"). */
export function tencentHeaders(call: TencentCall, now = new Date()): Record<string, string> {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const day = now.toISOString().slice(0, 10);
  const type = 'application/json; charset=utf-8';
  const signed = 'content-type;host';
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${call.host}\n\n${signed}\n${sha256(call.body)}`;
  const scope = `${day}/${call.service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = sign(sign(sign(`TC3${call.secretKey}`, day), call.service), 'tc3_request');
  const signature = sign(key, toSign).toString('hex');
  return {
    'content-type': type,
    'x-tc-action': call.action,
    'x-tc-version': call.version,
    'x-tc-region': call.region,
    'x-tc-timestamp': timestamp,
    authorization: `TC3-HMAC-SHA256 Credential=${call.secretId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}
