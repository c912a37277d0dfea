import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSettings, MakeInput } from '@clipo/batch';
import { hashBrief } from '@clipo/batch/brief';
import { ClipoError } from '@clipo/contract';
import type { BatchPerson } from '../db/schema/index.ts';
import { templateFile } from '../features/batches/check-batch.ts';
import type { BatchRow } from '../features/batches/queries.ts';
import { usableMaterials } from '../features/materials/usable-materials.ts';
import { batchPurposes } from '../features/person-consents/ask-consent.ts';
import { peopleOf } from '../features/person-consents/people-of.ts';
import { outsideOf, personsAmong } from '../features/presenters/outside-of.ts';
import { giveToEngines } from '../features/privacy/give-to-engine.ts';
import { giveToModel } from '../features/privacy/give-to-model.ts';
import { admitPeople, layOutFile } from './admit-people.ts';
import { batchFolder, briefFolder } from './batch-folders.ts';
import { engineVariables, layOutOutside, noKeys, plainOutside } from './lay-out-outside.ts';
import { layOutPoints } from './lay-out-points.ts';
import type { PlainSettings, PlanTask } from './plan-messages.ts';
import type { WorkDeps } from './work-deps.ts';

/** Removes what was only needed to make a batch. */
export async function removeBatchFolder(home: string, batchId: string): Promise<void> {
  await rm(batchFolder(home, batchId), { recursive: true, force: true });
}

/** What of a batch's row is laid out; a plan that is only tried has no row. */
export type LaidOut = Pick<
  BatchRow,
  'id' | 'teamId' | 'brief' | 'products' | 'files' | 'template' | 'dictionary' | 'isDraft' | 'createdBy'
> &
  Partial<Pick<BatchRow, 'prepared'>>;

type LayOutDeps = Pick<WorkDeps, 'db' | 'media' | 'settings'>;

/**
 * Lays the materials of a batch out as its brief names them, out of the media store, and gives what the pipeline takes.
 * The consents of persons among its presenters are asked.
 * @throws ClipoError not_found where a material is gone, `consent_needed`, `step_needed` where a model may not be asked any more
 */
export async function layOutBatch(batch: LaidOut, { db, media, settings }: LayOutDeps): Promise<MakeInput> {
  await giveToModel({ db }, batch);
  const folder = briefFolder(settings.home, batch.id);
  await mkdir(folder, { recursive: true });
  const files = Object.entries(batch.files);
  const hashes = await db.asTeam(batch.teamId, (tx) => usableMaterials(tx, batch.teamId, batch.files, settings));
  for (const [file, id] of files) {
    const hash = hashes.get(id);
    if (hash === undefined) {
      throw new ClipoError('not_found', `the material of ${file} is gone`, { details: { file } });
    }
    await layOutFile(media, folder, file, hash);
  }
  const { outside, among } = await db.asTeam(batch.teamId, async (tx) => {
    const found = await outsideOf(tx, batch.teamId, batch);
    return { outside: found, among: await personsAmong(tx, found, batchPurposes, settings) };
  });
  const people = [...peopleOf(batch), ...among];
  await admitPeople({ db, media, settings }, { ...batch, folder, people, purposes: batchPurposes });
  await layOutPoints({ db }, { teamId: batch.teamId, folder, people, planned: plannedPeople(batch) });
  await layOutOutside({ settings }, { folder, outside, people: among });
  if (batch.template !== null) {
    await writeFile(join(folder, templateFile), JSON.stringify(batch.template));
  }
  if (batch.dictionary !== null) {
    await writeFile(join(folder, 'dictionary.json'), JSON.stringify(batch.dictionary));
  }
  return {
    folder,
    brief: batch.brief,
    products: batch.products,
    briefHash: await hashBrief(batch.brief, batch.products, folder),
    outDir: join(batchFolder(settings.home, batch.id), 'out'),
    isDraft: batch.isDraft,
    isForce: true,
  };
}

/** Whom the plan of a batch shows; undefined before it is planned. */
function plannedPeople({ prepared }: LaidOut): readonly BatchPerson[] | undefined {
  return prepared ? (prepared.people ?? []) : undefined;
}

/** The settings of content credentials. */
export function credentialSettings(settings: WorkDeps['settings']): CredentialSettings {
  return {
    mode: settings.CLIPO_CREDENTIALS,
    chain: settings.CLIPO_CREDENTIALS_CERT,
    key: settings.CLIPO_CREDENTIALS_KEY,
    timeStampUrl: settings.CLIPO_CREDENTIALS_TSA,
  };
}

type PlannedFrom = Pick<PlanTask, 'input' | 'settings' | 'outside'>;

/**
 * What a planning thread is given for a batch: its input laid out, the settings with the keys of those engines that it may
 * order from, and how those are reached.
 * @throws ClipoError as `layOutBatch`
 */
export async function planTaskOf(
  batch: LaidOut,
  deps: LayOutDeps & Pick<WorkDeps, 'envelope'>,
  orders: 'all' | 'kept',
): Promise<PlannedFrom> {
  const task = await triedTaskOf(batch, deps);
  if (task.outside === undefined) {
    return task;
  }
  const outside = await deps.db.asTeam(batch.teamId, (tx) => outsideOf(tx, batch.teamId, batch));
  if (orders === 'all') {
    await giveToEngines(deps, { outside, userId: batch.createdBy });
  }
  const variables = { ...task.settings.variables, ...(await engineVariables(deps, outside)) };
  return { ...task, settings: { ...task.settings, variables }, outside: { ...task.outside, orders } };
}

/** The same where nothing is ordered from anybody: a plan that is only tried, or other shots for a video. It has no keys. */
export async function triedTaskOf(batch: LaidOut, deps: LayOutDeps): Promise<PlannedFrom> {
  const input = await layOutBatch(batch, deps);
  const settings = plainSettings(batch, deps.settings);
  const outside = await deps.db.asTeam(batch.teamId, (tx) => outsideOf(tx, batch.teamId, batch));
  return outside.length === 0
    ? { input, settings }
    : {
        input,
        settings: { ...settings, variables: { ...settings.variables, ...noKeys(outside) } },
        outside: plainOutside(deps, batch.teamId, 'none'),
      };
}

/** The pipeline's settings of this process, with the one secret that this brief may use. */
export function plainSettings({ brief }: Pick<BatchRow, 'brief'>, settings: WorkDeps['settings']): PlainSettings {
  const key = brief.model === undefined ? undefined : settings.variable(brief.model.keyFrom);
  return {
    home: settings.home,
    language: 'en',
    providerCode: settings.CLIPO_PROVIDER_CODE,
    watermarkKey: settings.CLIPO_WATERMARK_KEY,
    labelKeyFile: settings.CLIPO_LABEL_KEY,
    credentials: credentialSettings(settings),
    cacheGiB: settings.CLIPO_CACHE_GIB,
    encoder: settings.CLIPO_ENCODER,
    variables: brief.model === undefined || key === undefined ? {} : { [brief.model.keyFrom]: key },
  };
}
