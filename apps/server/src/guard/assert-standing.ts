import { ClipoError } from '@clipo/contract';
import type { LimitedFunction, MeasureKind } from '../db/schema/index.ts';
import { partOf, type ServicePart } from '../features/parts/service-parts.ts';
import type { Actor } from '../http/actor.ts';

/** What stands against a person now: what stops everything, and what takes functions away. */
export interface Standing {
  stop?: { id: string; kind: MeasureKind };
  limits: readonly { id: string; functions: readonly LimitedFunction[] }[];
}

/**
 * What who is stopped may do besides reading: sign in and out and prove who they are, take what is theirs, answer, appeal,
 * and ask for deletion, as the agreement says. Nothing else, wherever it is asked.
 */
export const openToStopped: ReadonlySet<string> = new Set([
  'signOut',
  'sendProofCode',
  'proveYourself',
  'acceptAgreements',
  'readNotice',
  'exportMyData',
  'answerMeasure',
  'correctMeasure',
  'appealMeasure',
  'withdrawAppeal',
  'askDeletion',
  'withdrawDeletion',
]);

const functionOf: Readonly<Record<ServicePart, LimitedFunction | undefined>> = {
  make: 'create',
  talk: 'create',
  upload: 'upload',
  share: 'publish',
  invite: 'invite',
  recharge: undefined,
  api: undefined,
};

/**
 * The one place where measures hold: every operation of the API passes here, with whoever asks.
 * @throws ClipoError `measure_in_force`, naming the measure
 */
export function assertStanding(actor: Actor, { id, method }: { id: string; method: string }): void {
  const { standing } = actor;
  if (standing === undefined || method === 'get') {
    return;
  }
  if (standing.stop !== undefined && !openToStopped.has(id)) {
    throw refused(standing.stop.id, standing.stop.kind);
  }
  const part = partOf[id];
  const own = part === undefined ? undefined : functionOf[part];
  const byKey = actor.person === undefined ? 'api' : undefined;
  const limit = standing.limits.find(({ functions }) =>
    functions.some((each) => each === own || (each === byKey && !openToStopped.has(id))),
  );
  if (limit !== undefined) {
    throw refused(limit.id, 'limit');
  }
}

function refused(measure: string, kind: MeasureKind): ClipoError {
  return new ClipoError('measure_in_force', `${kind} ${measure}`, { details: { measure, kind } });
}
