import { createDecipheriv, createSign, createVerify, randomBytes, X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** What WeChat Pay encrypts with the merchant's APIv3 key (AEAD_AES_256_GCM). */
export const Sealed = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  nonce: z.string().min(1),
  associated_data: z.string().default(''),
  ciphertext: z.string().min(1),
});
export type Sealed = z.infer<typeof Sealed>;

/** Opens it. @throws Error where it was changed or sealed with another key */
export function openSealed({ nonce, associated_data, ciphertext }: Sealed, apiV3Key: string): string {
  const bytes = Buffer.from(ciphertext, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'), {
    authTagLength: 16,
  });
  cipher.setAuthTag(bytes.subarray(-16));
  cipher.setAAD(Buffer.from(associated_data, 'utf8'));
  return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString('utf8');
}

/** The `Authorization` of a request: the merchant's signature over what is asked (WECHATPAY2-SHA256-RSA2048). */
export function signRequest(
  merchant: { id: string; serial: string; privateKey: string },
  { method, path, body }: { method: string; path: string; body: string },
): string {
  const nonce = randomBytes(16).toString('hex');
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createSign('RSA-SHA256')
    .update(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`)
    .sign(merchant.privateKey, 'base64');
  return `WECHATPAY2-SHA256-RSA2048 mchid="${merchant.id}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchant.serial}"`;
}

/** How an answer or a notice is signed: the headers `Wechatpay-…`. */
export interface Signed {
  timestamp: string;
  nonce: string;
  serial: string;
  signature: string;
  body: string;
}

/** Reads the headers; undefined where one is missing. */
export function signedOf(header: (name: string) => string | undefined, body: string): Signed | undefined {
  const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((part) =>
    header(`wechatpay-${part}`),
  );
  return timestamp === undefined || nonce === undefined || serial === undefined || signature === undefined
    ? undefined
    : { timestamp, nonce, serial, signature, body };
}

/** Older than this, what is signed may be sent again by somebody who overheard it (as WeChat Pay's guide says). */
const mostAgeSeconds = 300;

export function isFresh({ timestamp }: Signed, now = new Date()): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= mostAgeSeconds;
}

/** @param key PEM of a public key */
export function isSignedWith({ timestamp, nonce, signature, body }: Signed, key: string): boolean {
  return createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).verify(key, signature, 'base64');
}

/** The public key in a certificate, as PEM, while the certificate is good. */
export function keyOfCertificate(pem: string, now = new Date()): string | undefined {
  const { validFrom, validTo, publicKey } = new X509Certificate(pem);
  const isGood = Date.parse(validFrom) <= now.getTime() && now.getTime() < Date.parse(validTo);
  return isGood ? publicKey.export({ type: 'spki', format: 'pem' }).toString() : undefined;
}
