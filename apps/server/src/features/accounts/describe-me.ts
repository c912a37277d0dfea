import { ClipoError } from '@clipo/contract';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Person } from '../../http/actor.ts';
import { selectTeamsOf } from '../teams/queries.ts';
import { selectPassword, selectUser } from './queries.ts';
import type { Me } from './sign-in-schemas.ts';

/** What the signed-in person is shown of themselves. */
export async function describeMe(
  { db, envelope, settings }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  person: Pick<Person, 'userId' | 'needs' | 'operates' | 'minutesToday'>,
  teamId: string,
): Promise<z.infer<typeof Me>> {
  return db.asSystem(async (tx) => {
    const user = await selectUser(tx, person.userId);
    if (user === undefined) {
      throw new ClipoError('unauthenticated', 'the person is gone');
    }
    const teams = await selectTeamsOf(tx, user.id);
    const email = await envelope.unseal(user.emailSealed, 'users.email');
    return {
      id: user.id,
      name: user.name,
      email: email.endsWith('@no-email.invalid') ? null : email,
      phone: user.phoneSealed === null ? null : await envelope.unseal(user.phoneSealed, 'users.phone'),
      language: user.language,
      ageGroup: user.ageGroup,
      isOperator: user.isOperator,
      operates: person.operates,
      needs: [...person.needs],
      team: teams.find(({ id }) => id === teamId) ?? null,
      teams,
      minutesToday: person.minutesToday ?? null,
      remindEveryMinutes: settings.CLIPO_MINOR_REMINDER_MINUTES,
      hasPassword: (await selectPassword(tx, user.id)) !== undefined,
    };
  });
}
