import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSettings, MakeInput } from '@clipo/batch';
import { hashBrief } from '@clipo/batch/brief';
import { ClipoError } from '@clipo/contract';
import { templateFile } from '../features/batches/check-batch.ts';
import type { BatchRow } from '../features/batches/queries.ts';
import { usableMaterials } from '../features/materials/usable-materials.ts';
import { batchPurposes } from '../features/person-consents/ask-consent.ts';
import { peopleOf } from '../features/person-consents/people-of.ts';
import { giveToModel } from '../features/privacy/give-to-model.ts';
import { admitPeople, layOutFile } from './admit-people.ts';
import { batchFolder, briefFolder } from './batch-folders.ts';
import type { PlainSettings } from './plan-messages.ts';
import type { WorkDeps } from './work-deps.ts';

/** Removes what was only needed to make a batch. */
export async function removeBatchFolder(home: string, batchId: string): Promise<void> {
  await rm(batchFolder(home, batchId), { recursive: true, force: true });
}

/** What of a batch's row is laid out; a plan that is only tried has no row. */
export type LaidOut = Pick<
  BatchRow,
  'id' | 'teamId' | 'brief' | 'products' | 'files' | 'template' | 'isDraft' | 'createdBy'
>;

/**
 * Lays the materials of a batch out as its brief names them, out of the media store, and gives what the pipeline takes.
 * The consents of persons among its presenters are asked.
 * @throws ClipoError not_found where a material is gone, `consent_needed`, `step_needed` where a model may not be asked any more
 */
export async function layOutBatch(
  batch: LaidOut,
  { db, media, settings }: Pick<WorkDeps, 'db' | 'media' | 'settings'>,
): Promise<MakeInput> {
  await giveToModel({ db }, batch);
  const folder = briefFolder(settings.home, batch.id);
  await mkdir(folder, { recursive: true });
  const files = Object.entries(batch.files);
  const hashes = await db.asTeam(batch.teamId, (tx) => usableMaterials(tx, batch.teamId, batch.files));
  for (const [file, id] of files) {
    const hash = hashes.get(id);
    if (hash === undefined) {
      throw new ClipoError('not_found', `the material of ${file} is gone`, { details: { file } });
    }
    await layOutFile(media, folder, file, hash);
  }
  await admitPeople({ db, media, settings }, { ...batch, folder, people: peopleOf(batch), purposes: batchPurposes });
  if (batch.template !== null) {
    await writeFile(join(folder, templateFile), JSON.stringify(batch.template));
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

/** The settings of content credentials. */
export function credentialSettings(settings: WorkDeps['settings']): CredentialSettings {
  return {
    mode: settings.CLIPO_CREDENTIALS,
    chain: settings.CLIPO_CREDENTIALS_CERT,
    key: settings.CLIPO_CREDENTIALS_KEY,
    timeStampUrl: settings.CLIPO_CREDENTIALS_TSA,
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
