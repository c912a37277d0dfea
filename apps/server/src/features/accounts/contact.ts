import { ClipoError } from '@clipo/contract';
import { z } from 'zod';

/** Where a person is reached. `value` is in its one spelling: a lower-case address, a number in E.164. */
export interface Contact {
  channel: 'email' | 'sms';
  value: string;
}

const Email = z.email().max(254);
const chineseMobile = /^(?:\+?86)?(1[3-9]\d{9})$/;

/**
 * Reads an e-mail address or a mobile number. A number without a country is Chinese.
 * @throws ClipoError invalid_input
 */
export function readContact(text: string, field = 'contact'): Contact {
  const given = text.normalize('NFKC').trim();
  if (given.includes('@')) {
    const email = given.toLowerCase();
    if (Email.safeParse(email).success) {
      return { channel: 'email', value: email };
    }
    throw wrong(field, 'is no e-mail address');
  }
  const digits = given.replaceAll(/[\s().-]/g, '');
  const mobile = chineseMobile.exec(digits)?.[1];
  if (mobile !== undefined) {
    return { channel: 'sms', value: `+86${mobile}` };
  }
  if (/^\+(?!86)[1-9]\d{7,14}$/.test(digits)) {
    return { channel: 'sms', value: digits };
  }
  throw wrong(field, 'is neither an e-mail address nor a mobile number');
}

function wrong(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
