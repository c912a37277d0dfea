import type { Deps } from '../../deps.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { type AuditRow, selectNamesOf } from './queries.ts';

/** What the people and keys behind acts are called, by their ids: a name, a masked contact, or a key's name. */
export async function namesOfActors(
  deps: Pick<Deps, 'db' | 'envelope'>,
  acts: readonly Pick<AuditRow, 'userId' | 'actorId'>[],
): Promise<Map<string, string>> {
  const userIds = [...new Set(acts.flatMap(({ userId }) => userId ?? []))];
  const keyIds = [...new Set(acts.flatMap(({ userId, actorId }) => (userId === null ? actorId : [])))];
  const { people, keys } = await deps.db.asSystem((tx) => selectNamesOf(tx, { userIds, keyIds }));
  const named = await Promise.all(
    people.map(async (user) => {
      const { name, contact } = await shownAs(deps, user);
      return [user.id, name || contact] as const;
    }),
  );
  return new Map([...named, ...keys.map(({ id, name }) => [id, name] as const)]);
}
