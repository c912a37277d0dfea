import type { Actor } from '../../http/actor.ts';

/** The member on whose limit work counts. */
export interface Spender {
  userId: string;
}

/** The member who asks; undefined where a key does, whose work counts on the team's limit alone. */
export function spenderOf({ person }: Pick<Actor, 'person'>): Spender | undefined {
  return person && { userId: person.userId };
}
