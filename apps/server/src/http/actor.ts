import { ClipoError } from '@clipo/contract';
import type { NameLevel, OperatorRole, Role } from '../db/schema/index.ts';
import type { Standing } from '../guard/assert-standing.ts';

/** What a key may do. `*` is the operator's and holds all of them. */
export const scopes = ['read', 'write', 'make', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What each scope is for; the API's documentation shows it. */
export const scopeMeanings: Readonly<Record<Scope, string>> = {
  read: 'See everything of the team',
  write: 'Upload materials; keep products, templates, scripts, storyboards and recipes',
  make: 'Make videos and speech',
  admin: 'Keys and webhooks',
};

/**
 * What a person has to do before they can go on, in this order. `factor`, which their team asks for, stands before what is
 * the team's, `phone` before making alone.
 */
export const needs = ['second-factor', 'agreements', 'age', 'guardian', 'factor', 'phone'] as const;
export type Need = (typeof needs)[number];

/** Who is signed in, where the request carries a session instead of a key. */
export interface Person {
  userId: string;
  sessionId: string;
  /** How their name was made sure of. */
  nameLevel: NameLevel;
  /** In the team for which the session acts; null where they are in none. */
  role: Role | null;
  needs: readonly Need[];
  /** When they last proved who they are. */
  provenAt: Date;
  /** They may run the service, once they have given a second factor. */
  isOperator: boolean;
  /** Their duties; of who is no operator, none. */
  operatorRoles: readonly OperatorRole[];
  /** They have. */
  operates: boolean;
  /** Of a minor: how long they were here today, in Beijing. */
  minutesToday?: number;
}

/** Who asks: a key of a team, or a member of it who is signed in. Verbs get it, and see rows of that team alone. */
export interface Actor {
  teamId: string;
  /** Of the key, or of the session. */
  keyId: string;
  scopes: readonly string[];
  person?: Person;
  /** What measures hold against the person, or against who owns the team of a key. */
  standing?: Standing;
  /** An operator who acts on behalf of the person: theirs are the acts in the record. */
  acting?: { id: string; operatorId: string; endsAt: Date };
  /** Of a key: what the owner of its team has to do before it does more than read. */
  ownerNeeds?: readonly Need[];
}

export function mayUse(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes('*') || actor.scopes.includes(scope);
}

/**
 * Only operators go on, and of them who has one of these duties; a key of the machine's own has all.
 * @throws ClipoError forbidden; step_needed where an operator has yet to give a second factor
 */
export function mustOperate({ scopes: held, person }: Actor, duties?: readonly OperatorRole[]): void {
  if (!held.includes('*')) {
    if (person?.isOperator) {
      throw new ClipoError('step_needed', 'an operator gives a second factor', { details: { need: 'second-factor' } });
    }
    throw new ClipoError('forbidden', 'only operators', { details: { need: '*' } });
  }
  if (duties !== undefined && person !== undefined && !person.operatorRoles.some((each) => duties.includes(each))) {
    const need = duties.map((each) => `${each} operator`).join(' / ');
    throw new ClipoError('forbidden', `only a ${need}`, { details: { need } });
  }
}
