import { ClipoError } from '@clipo/contract';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Actor, Person } from '../../http/actor.ts';
import { selectTeamsOf } from '../teams/queries.ts';
import { selectPassword, selectUser } from './queries.ts';
import { shownAs } from './shown-as.ts';
import type { Me } from './sign-in-schemas.ts';

/** What the signed-in person is shown of themselves. */
export async function describeMe(
  { db, envelope, settings }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  person: Pick<Person, 'userId' | 'needs' | 'operates' | 'minutesToday'>,
  { teamId, acting }: Pick<Actor, 'teamId' | 'acting'>,
): Promise<z.infer<typeof Me>> {
  return db.asSystem(async (tx) => {
    const user = await selectUser(tx, person.userId);
    if (user === undefined) {
      throw new ClipoError('unauthenticated', 'the person is gone');
    }
    const teams = await selectTeamsOf(tx, user.id);
    // Who acts for somebody sees how to reach them no better than operators do.
    const hidden = acting === undefined ? undefined : await shownAs({ envelope }, user);
    const email = await envelope.unseal(user.emailSealed, 'users.email');
    return {
      id: user.id,
      name: user.name,
      email: hidden !== undefined || email.endsWith('@no-email.invalid') ? null : email,
      phone:
        hidden?.contact ?? (user.phoneSealed === null ? null : await envelope.unseal(user.phoneSealed, 'users.phone')),
      language: user.language,
      ageGroup: user.ageGroup,
      isOperator: acting === undefined && user.isOperator,
      operatorRoles: acting === undefined ? user.operatorRoles : [],
      operates: person.operates,
      acting: acting === undefined ? null : { id: acting.id, endsAt: acting.endsAt.toISOString() },
      needs: [...person.needs],
      team: teams.find(({ id }) => id === teamId) ?? null,
      teams,
      minutesToday: person.minutesToday ?? null,
      remindEveryMinutes: settings.CLIPO_MINOR_REMINDER_MINUTES,
      hasPassword: (await selectPassword(tx, user.id)) !== undefined,
    };
  });
}
