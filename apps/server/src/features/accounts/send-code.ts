import { createHmac, randomInt } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { CodePurpose } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { addMessage } from '../notices/add-message.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { countCodes, insertCode, lockCodes } from './queries-codes.ts';

export const codeSeconds = 300;
export const resendSeconds = 60;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Most codes in a time, as SMS providers also count. */
const limits = [
  { by: 'target', ms: hourMs, most: 5 },
  { by: 'target', ms: dayMs, most: 10 },
  { by: 'address', ms: hourMs, most: 30 },
  { by: 'address', ms: dayMs, most: 100 },
  { by: 'device', ms: hourMs, most: 10 },
  { by: 'device', ms: dayMs, most: 30 },
] as const;

/** What is stored of a code: six digits are tried out in no time, so the hash has a key and is of one row. */
export function hashOfCode(secrets: Deps['secrets'], id: string, code: string): string {
  return createHmac('sha256', secrets.keyFor('login codes')).update(`${id}\n${code}`).digest('base64url');
}

/**
 * Sends a code of six digits to a contact. Whether anybody is known by it makes no difference, neither to the answer nor
 * to what is done.
 * @throws ClipoError rate_limited
 */
export async function sendCode(
  deps: Pick<Deps, 'db' | 'secrets' | 'envelope' | 'settings'>,
  { contact, purpose, client }: { contact: Contact; purpose: CodePurpose; client: Client },
  now = new Date(),
): Promise<void> {
  const target = await deps.envelope.indexOf(contact.value, contact.channel);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const id = newId('cod', now.getTime());
  const message = {
    channel: contact.channel,
    to: contact.value,
    template: 'code' as const,
    language: client.language,
    values: { code, minutes: codeSeconds / 60 },
  };
  await deps.db.asSystem(async (tx) => {
    const keys = { target, address: client.address, device: client.device };
    for (const key of Object.values(keys).sort()) {
      await lockCodes(tx, key);
    }
    const { lastAt } = await countCodes(tx, 'target', target, new Date(now.getTime() - resendSeconds * 1000));
    if (lastAt !== null) {
      throw tooMany(Math.ceil((lastAt.getTime() + resendSeconds * 1000 - now.getTime()) / 1000));
    }
    for (const { by, ms, most } of limits) {
      const { sent } = await countCodes(tx, by, keys[by], new Date(now.getTime() - ms));
      if (sent >= most) {
        throw tooMany(ms / 1000);
      }
    }
    await insertCode(
      tx,
      {
        id,
        createdAt: now,
        purpose,
        target,
        channel: contact.channel,
        hash: hashOfCode(deps.secrets, id, code),
        address: client.address,
        device: client.device,
        expiresAt: new Date(now.getTime() + codeSeconds * 1000),
      },
      now,
    );
    await addMessage(tx, deps, message);
  });
}

function tooMany(seconds: number): ClipoError {
  return new ClipoError('rate_limited', 'too many codes', {
    details: { seconds: Math.max(1, seconds) },
    isRetryable: true,
  });
}
