import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { selectLatestConsents } from '../agreements/queries.ts';
import { openEngine, recipientOf } from '../presenters/engine-of-row.ts';
import type { PresenterWithEngine } from '../presenters/queries.ts';
import { type Purpose, purposeVersion } from './purposes.ts';
import { insertDisclosure } from './queries.ts';

/** Presenters whom outside engines perform, and the person who asks for it; null where a key does, for which its operator answers. */
interface EngineUse {
  outside: readonly (PresenterWithEngine & { field?: string })[];
  userId: string | null;
}

/**
 * Asks whether a person lets what is spoken be given to the engines that perform it. It is asked anew each time.
 * @throws ClipoError `step_needed` where they have not consented, or have withdrawn
 */
export async function askEngineConsent(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  { outside, userId }: EngineUse,
): Promise<void> {
  if (userId === null) {
    return;
  }
  for (const { engine, field = 'presenter' } of outside) {
    const { isAbroad } = openEngine(engine, { key: 'unused', token: 'unused' }, settings).capabilities;
    const needed: Purpose[] = ['third-party-model', ...(isAbroad ? (['cross-border'] as const) : [])];
    const given = await db.asSystem((tx) => selectLatestConsents(tx, userId, needed));
    for (const purpose of needed) {
      const latest = given.find(({ kind }) => kind === purpose);
      if (latest?.act !== 'give' || latest.version !== purposeVersion) {
        const need = `PUT /api/v1/me/consents/${purpose}`;
        throw new ClipoError('step_needed', `${field} needs the consent ${purpose}: ${need}`, {
          details: { need, field },
        });
      }
    }
  }
}

/**
 * Asks the same before anything is sent, and writes down what each engine is given.
 * @throws ClipoError `step_needed`
 */
export async function giveToEngines(deps: Pick<Deps, 'db' | 'settings'>, use: EngineUse): Promise<void> {
  await askEngineConsent(deps, use);
  const { outside, userId } = use;
  if (userId === null) {
    return;
  }
  for (const { presenter, engine } of outside) {
    const face = presenter.materialId === null ? [] : ['face'];
    const given = { recipient: recipientOf(engine), purpose: 'outside-engine', kinds: ['voice', ...face] };
    await deps.db.asSystem((tx) => insertDisclosure(tx, { id: newId('dis'), userId, ...given }));
  }
}
