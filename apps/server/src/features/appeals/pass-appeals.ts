import type { Deps } from '../../deps.ts';
import { tellOperators } from '../measures/tell.ts';
import { lockNear, updateAppeal } from './queries.ts';

/** Operators are told so long before an appeal is due. */
const nearMs = 3 * 86_400_000;

/** Tells operators of appeals that are due soon, and of those that are late, each once. @returns how many */
export async function passAppeals(
  { db, ...deps }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  now = new Date(),
): Promise<number> {
  const step = (what: 'remindedAt' | 'overdueAt', before: Date) =>
    db.asSystem(async (tx) => {
      const row = await lockNear(tx, { before, what });
      if (row === undefined) {
        return false;
      }
      await updateAppeal(tx, row.id, { [what]: now });
      const said =
        what === 'overdueAt'
          ? { zh: `申诉 ${row.id} 已超过期限`, en: `Appeal ${row.id} is overdue` }
          : { zh: `申诉 ${row.id} 即将到期`, en: `Appeal ${row.id} is due soon` };
      await tellOperators(tx, deps, said, now);
      return true;
    });
  let told = 0;
  while (await step('overdueAt', now)) {
    told += 1;
  }
  while (await step('remindedAt', new Date(now.getTime() + nearMs))) {
    told += 1;
  }
  return told;
}
