import { ClipoError } from '@clipo/contract';
import type { Actor, Scope } from '../http/actor.ts';

/** Of what is the person's own, what an operator who acts for them needs all the same: to see for whom, and to end it. */
const openToActing: ReadonlySet<string> = new Set(['getMe', 'signOut', 'endMyActing']);

/** What is done with the team's work and is yet a word that somebody gives: nobody gives another's. */
const closedToActing: ReadonlySet<string> = new Set([
  'decideReview',
  'addReviewComment',
  'resolveReviewComment',
  'createShare',
  'revokeShare',
  'recordPersonConsent',
  'withdrawPersonConsent',
  'addClaimProof',
  'withdrawClaimProof',
  'answerCase',
  'addOwnerProof',
  'appealHeld',
  'reportOutput',
  'closeOutputReport',
]);

/**
 * Where an operator acts on somebody's behalf, they make and mend the team's work; the account, consents, money, people and
 * keys stay the person's own.
 * @throws ClipoError forbidden
 */
export function assertActing(
  { acting }: Pick<Actor, 'acting'>,
  { id, scope, person, fresh }: { id: string; scope?: Scope; person?: true; fresh?: true },
): void {
  if (acting === undefined || openToActing.has(id)) {
    return;
  }
  if (person || fresh || scope === 'admin' || closedToActing.has(id)) {
    const need = 'the person themselves / 本人';
    throw new ClipoError('forbidden', 'not on behalf of somebody', { details: { need } });
  }
}
