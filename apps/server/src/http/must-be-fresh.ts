import { ClipoError } from '@clipo/contract';

/** Sensitive acts want a proof that is no older. */
const freshMs = 15 * 60_000;

/** @throws ClipoError step_needed where the person proved themselves too long ago */
export function mustBeFresh(provenAt: Date, now = new Date()): void {
  if (now.getTime() - provenAt.getTime() > freshMs) {
    throw new ClipoError('step_needed', 'a fresh proof comes first', { details: { need: 'fresh-proof' } });
  }
}
