import type { Deps } from '../../deps.ts';
import { masked } from './change-contact.ts';
import type { UserRow } from './queries.ts';

/** What others are shown of a person. */
export interface ShownAs {
  name: string;
  /** Masked: `+86138••••8000`, `l•••@example.com`; empty where there is none. */
  contact: string;
}

/** A person as the members of their team, and operators, see them: by name, and by a contact that is masked. */
export async function shownAs(
  { envelope }: Pick<Deps, 'envelope'>,
  { name, emailSealed, emailVerified, phoneSealed }: UserRow,
): Promise<ShownAs> {
  if (phoneSealed !== null) {
    return { name, contact: masked({ channel: 'sms', value: await envelope.unseal(phoneSealed, 'users.phone') }) };
  }
  const contact = emailVerified
    ? masked({ channel: 'email', value: await envelope.unseal(emailSealed, 'users.email') })
    : '';
  return { name, contact };
}
