import { type Actor, mustOperate } from '../../http/actor.ts';

/** Who acts for the service: a person who runs it, or a key of theirs. @throws ClipoError forbidden, step_needed */
export function operatorIdOf(actor: Actor): string {
  mustOperate(actor);
  return actor.person?.userId ?? actor.keyId;
}
