import { ClipoError } from '@clipo/contract';
import { type OperatorRole, operatorRoles } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { selectUser, updateUser } from '../accounts/queries.ts';
import { deleteSessions, hasTotp, selectPasskeys } from '../accounts/queries-security.ts';
import { notify } from '../notices/notify.ts';

/**
 * Makes a person an operator with these duties, or, without any, takes that away. Who has neither passkey nor authenticator
 * can not be one; who reads the record of acts has no other duty; nobody changes their own. Their sessions end: what was opened
 * before knows nothing of it.
 * @throws ClipoError invalid_input, no_such_thing, conflict
 */
export async function makeOperator(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  { userId, roles, by }: { userId: string; roles: readonly OperatorRole[]; by: string },
): Promise<void> {
  const duties = operatorRoles.filter((each) => roles.includes(each));
  const isOperator = duties.length > 0;
  if (duties.includes('audit') && duties.length > 1) {
    const problem = 'audit stands alone: who reads the record has no other duty';
    throw new ClipoError('invalid_input', problem, { details: { field: 'roles', problem } });
  }
  if (by === userId) {
    throw conflict('another operator changes your duties');
  }
  await deps.db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId);
    if (user === undefined) {
      throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: userId } });
    }
    const isSafe = (await hasTotp(tx, userId)) || (await selectPasskeys(tx, userId)).length > 0;
    if (isOperator && !isSafe) {
      throw conflict('an operator needs a passkey or an authenticator: have them set one up first');
    }
    if (user.operatorRoles.join() === duties.join()) {
      return;
    }
    await updateUser(tx, userId, { isOperator, operatorRoles: duties });
    await deleteSessions(tx, userId);
    const template = isOperator ? 'operator-made' : 'operator-ended';
    await notify(tx, deps, { userId, template, values: {}, isPopup: true });
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
