import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import svgCaptcha from 'svg-captcha';
import type { Database } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Settings } from '../../env.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { insertVerification, takeVerification } from './queries.ts';

/** For what a code is sent: a question that was answered for one of them is worth nothing for another. */
export const captchaActions = ['sign-in', 'contact', 'guardian', 'ward', 'case'] as const;
export type CaptchaAction = (typeof captchaActions)[number];

/** A question that people answer more easily than programs. */
export interface CaptchaQuestion {
  id: string;
  /** The picture, as SVG. */
  svg: string;
}

/** Keeps programs from having codes sent. A provider's captcha is another of these; `picture` is the local default. */
export interface Captcha {
  /** Makes a question for one action and one address; it can be answered once, for a short time. */
  make(action: CaptchaAction, address: string, now?: Date): Promise<CaptchaQuestion>;
  /** Checks the answer to a question. Right or wrong, the question is used up. @throws ClipoError invalid_input */
  check(
    action: CaptchaAction,
    answer: { id: string; text: string } | undefined,
    address: string,
    now?: Date,
  ): Promise<void>;
}

interface CaptchaDeps {
  db: Pick<Database, 'asSystem'>;
  secrets: Pick<Secrets, 'keyFor'>;
}

const captchaMs = 2 * 60_000;
const drawLetters = () => svgCaptcha.create({ size: 4, noise: 2, ignoreChars: '0oO1iIlL', color: true });

/** The captcha that the settings ask for: pictures of letters, or none. */
export function openCaptcha(deps: CaptchaDeps, { CLIPO_CAPTCHA }: Pick<Settings, 'CLIPO_CAPTCHA'>): Captcha {
  const pictures = openPictures(deps);
  return CLIPO_CAPTCHA === 'picture' ? pictures : { ...pictures, check: async () => undefined };
}

/** Pictures of letters, good for one answer within two minutes. What is kept of the answer is a keyed hash. */
export function openPictures({ db, secrets }: CaptchaDeps, draw = drawLetters): Captcha {
  const hashOf = (...said: [id: string, action: CaptchaAction, address: string, text: string]) =>
    createHmac('sha256', secrets.keyFor('captchas')).update(said.join('\n')).digest();
  return {
    async make(action, address, now = new Date()) {
      const { text, data } = draw();
      const id = randomBytes(18).toString('base64url');
      await db.asSystem((tx) =>
        insertVerification(tx, {
          id: newId('ver'),
          identifier: `captcha ${id}`,
          value: hashOf(id, action, address, text.toLowerCase()).toString('base64url'),
          expiresAt: new Date(now.getTime() + captchaMs),
        }),
      );
      return { id, svg: data };
    },
    async check(action, answer, address, now = new Date()) {
      if (answer === undefined) {
        throw wrong('is missing: ask for a picture first');
      }
      const kept = await db.asSystem((tx) => takeVerification(tx, `captcha ${answer.id}`, now));
      const given = hashOf(answer.id, action, address, answer.text.trim().toLowerCase());
      if (kept === undefined || !timingSafeEqual(Buffer.from(kept, 'base64url'), given)) {
        throw wrong('does not fit the picture: ask for a new one');
      }
    },
  };
}

function wrong(problem: string): ClipoError {
  return new ClipoError('invalid_input', `captcha: ${problem}`, { details: { field: 'captcha', problem } });
}
