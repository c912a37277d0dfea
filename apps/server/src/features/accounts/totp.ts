import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret of 160 bits, in Base32 as authenticator apps take it. */
export function newTotpSecret(): string {
  return randomBase32(20);
}

/** Random bytes, a multiple of five of them, in Base32. */
export function randomBase32(bytes: number): string {
  let bits = '';
  for (const byte of randomBytes(bytes)) {
    bits += byte.toString(2).padStart(8, '0');
  }
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('');
}

/** The address that authenticator apps read from a QR code. */
export function totpAddress(secret: string, account: string): string {
  return `otpauth://totp/${encodeURIComponent(`Clipo:${account}`)}?secret=${secret}&issuer=Clipo&digits=6&period=${stepSeconds}`;
}

/** The six digits of a step of time (RFC 6238 with SHA-1, which is what apps support). */
export function totpAt(secret: string, step: number): string {
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/**
 * The step that a code belongs to, one before and after now being let pass for clocks that differ.
 * @param after steps up to this were used: a code is good once
 */
export function totpStep(secret: string, code: string, after: number, now: Date): number | undefined {
  const current = Math.floor(now.getTime() / 1000 / stepSeconds);
  return [current - 1, current, current + 1].find(
    (step) => step > after && timingSafeEqual(Buffer.from(totpAt(secret, step)), Buffer.from(code)),
  );
}
