import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import svgCaptcha from 'svg-captcha';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { insertVerification, takeVerification } from './queries.ts';

/** A question that people answer more easily than programs. */
export interface Captcha {
  id: string;
  /** The picture, as SVG. */
  svg: string;
}

const captchaMs = 2 * 60_000;

/** Makes a question for one address; it can be answered once, within two minutes. */
export async function makeCaptcha(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  address: string,
  now = new Date(),
): Promise<Captcha> {
  const { text, data } = svgCaptcha.create({ size: 4, noise: 2, ignoreChars: '0oO1iIlL', color: true });
  const id = randomBytes(18).toString('base64url');
  await db.asSystem((tx) =>
    insertVerification(tx, {
      id: newId('ver'),
      identifier: `captcha ${id}`,
      value: hashOf(secrets, id, address, text),
      expiresAt: new Date(now.getTime() + captchaMs),
    }),
  );
  return { id, svg: data };
}

/**
 * Checks the answer to a question. Right or wrong, the question is used up.
 * @throws ClipoError invalid_input
 */
export async function checkCaptcha(
  { db, secrets, settings }: Pick<Deps, 'db' | 'secrets' | 'settings'>,
  answer: { id: string; text: string } | undefined,
  address: string,
  now = new Date(),
): Promise<void> {
  if (settings.CLIPO_CAPTCHA === 'off') {
    return;
  }
  if (answer === undefined) {
    throw wrong('is missing: ask for a picture first');
  }
  const kept = await db.asSystem((tx) => takeVerification(tx, `captcha ${answer.id}`, now));
  const given = hashOf(secrets, answer.id, address, answer.text);
  if (kept === undefined || !timingSafeEqual(Buffer.from(kept), Buffer.from(given))) {
    throw wrong('does not fit the picture: ask for a new one');
  }
}

function hashOf(secrets: Deps['secrets'], id: string, address: string, text: string): string {
  const said = `${id}\n${address}\n${text.trim().toLowerCase()}`;
  return createHmac('sha256', secrets.keyFor('captchas')).update(said).digest('base64url');
}

function wrong(problem: string): ClipoError {
  return new ClipoError('invalid_input', `captcha: ${problem}`, { details: { field: 'captcha', problem } });
}
