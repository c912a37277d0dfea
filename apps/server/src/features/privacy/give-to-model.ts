import { type Brief, ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { selectLatestConsents } from '../agreements/queries.ts';
import { purposeVersion } from './purposes.ts';
import { insertDisclosure } from './queries.ts';

/** A batch whose brief may name a model, and the person who started it; null where a key did, for which its operator answers. */
interface ModelUse {
  brief: Pick<Brief, 'model'>;
  createdBy: string | null;
}

/**
 * Asks whether the person who started a batch lets texts be given to the model that its brief names. It is asked anew each time.
 * @throws ClipoError `step_needed` where they have not consented, or have withdrawn
 */
export async function askModelConsent({ db }: Pick<Deps, 'db'>, { brief, createdBy }: ModelUse): Promise<void> {
  if (brief.model === undefined || createdBy === null) {
    return;
  }
  const [latest] = await db.asSystem((tx) => selectLatestConsents(tx, createdBy, ['third-party-model']));
  if (latest?.act !== 'give' || latest.version !== purposeVersion) {
    const need = 'PUT /api/v1/me/consents/third-party-model';
    throw new ClipoError('step_needed', `brief.model needs the consent third-party-model: ${need}`, {
      details: { need, field: 'brief.model' },
    });
  }
}

/**
 * Asks the same before texts are sent, and writes down what the model's provider is given.
 * @throws ClipoError `step_needed`
 */
export async function giveToModel(deps: Pick<Deps, 'db'>, use: ModelUse): Promise<void> {
  await askModelConsent(deps, use);
  const {
    brief: { model },
    createdBy: userId,
  } = use;
  if (model === undefined || userId === null) {
    return;
  }
  const given = { recipient: new URL(model.baseUrl).host, purpose: 'third-party-model', kinds: ['brief', 'products'] };
  await deps.db.asSystem((tx) => insertDisclosure(tx, { id: newId('dis'), userId, ...given }));
}
