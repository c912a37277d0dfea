import { checkCasting } from '@clipo/batch';
import { shippedName } from '@clipo/batch/brief';
import {
  type Brief,
  ClipoError,
  isTemplateFile,
  type Material,
  musicFilesOf,
  namedPresenters,
  type Product,
  Template,
  templatesOf,
} from '@clipo/contract';
import { statementsOf, type Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { checkWithProofs } from '../claim-proofs/check-with-proofs.ts';
import { holdForBatch } from '../credits/charge-batch.ts';
import { quoteBatch } from '../credits/prices.ts';
import type { Spender } from '../credits/spender-of.ts';
import { selectDictionary } from '../dictionary/queries.ts';
import { selectDocument } from '../documents/queries.ts';
import { insertEvents } from '../events/queries.ts';
import { usableMaterials } from '../materials/usable-materials.ts';
import { askConsentRows, batchPurposes } from '../person-consents/ask-consent.ts';
import { peopleOf } from '../person-consents/people-of.ts';
import { costsOfBatch, isOutsideId, outsideOf, personsAmong, refuseOverLimit } from '../presenters/outside-of.ts';
import { askEngineConsent } from '../privacy/give-to-engine.ts';
import { askModelConsent } from '../privacy/give-to-model.ts';
import { assertOffered } from '../templates/offered.ts';
import { batchContent, templateFile } from './check-batch.ts';
import { type BatchRow, insertBatch } from './queries.ts';

/** What a batch is made of. Files that the brief and its products name are materials of the team. */
export interface CreateBatch {
  brief: Brief;
  /** Left out, the brief's own product with all its materials. */
  products?: { product: Product; materials: Material[] }[] | undefined;
  /** The material behind each file that is named: file → id. */
  files: Record<string, string>;
  /** In place of the one that the brief names. */
  template?: Template | undefined;
  isDraft: boolean;
  /** When it begins; left out, at once. Credits are held from now on. */
  startsAt?: string | undefined;
}

/**
 * Creates a batch and the job that plans it, in one transaction.
 * @throws ClipoError insufficient_credits, over_limit, consent_needed for a person among the presenters, step_needed for a model without consent, content_rejected and content_held (also for a material), invalid_input naming the field, no_such_thing for a material that is not the team's
 */
export async function createBatch(
  { db, queue, settings }: Pick<Deps, 'db' | 'queue' | 'settings'>,
  teamId: string,
  input: CreateBatch,
  by?: Spender,
): Promise<BatchRow> {
  const products = productsOf(input);
  checkBatch(input, products, settings);
  await assertOffered({ db }, input.brief);
  const createdBy = by?.userId ?? null;
  await askModelConsent({ db }, { brief: input.brief, createdBy });
  const named = await db.asTeam(teamId, (tx) => outsideOf(tx, teamId, input));
  await askEngineConsent({ db, settings }, { outside: named, userId: createdBy });
  refuseOverLimit(named, costsOfBatch(named, input.brief, products.length, settings));
  const id = newId('bat');
  return db.asTeam(teamId, async (tx) => {
    const template = await templateOf(tx, input);
    // Under this name it lies in the batch's folder, wherever that is.
    const brief = template === null ? input.brief : { ...input.brief, template: templateFile };
    const content = batchContent({ brief, products, template });
    const skus = products.map(({ product }) => product.id);
    const verdict = await checkWithProofs(tx, teamId, content, skus, (field) => {
      const [, number] = /^products\[(\d+)\]/.exec(field) ?? [];
      const own = number === undefined ? undefined : skus[Number(number)];
      return own === undefined ? skus : [own];
    });
    assertAllowed(content, verdict);
    const known = await usableMaterials(tx, teamId, input.files, settings);
    const [file, missing] = Object.entries(input.files).find(([, material]) => !known.has(material)) ?? [];
    if (file !== undefined) {
      throw new ClipoError('no_such_thing', `files["${file}"]: no material ${missing}`, {
        details: { kind: 'material', id: missing ?? '', field: `files["${file}"]` },
      });
    }
    const { files, isDraft } = input;
    const startsAt = startOf(input.startsAt);
    const people = [
      ...peopleOf({ brief, files }),
      ...(await personsAmong(tx, await outsideOf(tx, teamId, input), batchPurposes, settings)),
    ];
    await askConsentRows(tx, teamId, people, { purposes: batchPurposes });
    const quote = quoteBatch(brief, products.length, isDraft);
    const price = settings.CLIPO_CREDITS === 'off' ? {} : { priceEach: quote.each, priceTotal: quote.total };
    await holdForBatch(tx, settings, { teamId, batchId: id, quote, attempt: 1, by });
    const batch = await insertBatch(tx, {
      id,
      teamId,
      brief,
      products,
      files,
      template,
      dictionary: (await selectDictionary(tx, teamId))?.data ?? null,
      isDraft,
      verdict,
      createdBy,
      startsAt,
      ...price,
    });
    // In the same transaction: a batch without its job, or a job without its batch, can never exist.
    await queue.add(statementsOf(tx), 'plan-batch', [
      { payload: { teamId, batchId: id }, ...(startsAt !== null && { startAfter: startsAt }) },
    ]);
    await insertEvents(tx, teamId, [{ batchId: id, type: 'batch-create', data: {} }]);
    return batch;
  });
}

/** Jobs that wait longer than this may be given up by the queue. */
const mostDaysAhead = 60;

/**
 * The moment at which a batch begins; null for at once, and for a moment that has passed.
 * @throws ClipoError invalid_input where it is too far ahead
 */
export function startOf(wanted: string | null | undefined, now = new Date()): Date | null {
  const at = wanted === null || wanted === undefined ? now : new Date(wanted);
  if (at.getTime() > now.getTime() + mostDaysAhead * 86_400_000) {
    throw invalid('startsAt', `must be within ${mostDaysAhead} days`);
  }
  return at > now ? at : null;
}

/** The team's own template that is sent along or named by its id; null where one that ships is named. */
export async function templateOf(tx: Transaction, { brief, template }: CreateBatch): Promise<Template | null> {
  if (template !== undefined) {
    return template;
  }
  const [named = '', ...more] = templatesOf(brief);
  if (more.length > 0) {
    // Each of its own would be a file of its own: one that is kept, or sent along, is the only look of its batch.
    const own = [named, ...more].find((name) => isKept(name) || isTemplateFile(name));
    if (own !== undefined) {
      throw invalid('brief.template', `${own} can't take turns with others: only templates that ship can`);
    }
    return null;
  }
  if (isKept(named)) {
    const row = await selectDocument(tx, 'templates', named);
    if (row === undefined) {
      throw new ClipoError('no_such_thing', `brief.template: no template ${named}`, {
        details: { kind: 'template', id: named, field: 'brief.template' },
      });
    }
    return Template.parse(row.data);
  }
  if (isTemplateFile(named)) {
    throw invalid('brief.template', 'names a file: send what is in it as template, or keep it and name its id');
  }
  return null;
}

/** Whether a brief means a template that the team keeps. */
function isKept(name: string): boolean {
  return /^tpl_[a-z0-9]+$/.test(name);
}

/** The products of a batch: those that are named, or the brief's own with all its materials. */
export function productsOf({ brief, products }: CreateBatch): NonNullable<CreateBatch['products']> {
  if (products !== undefined && products.length > 0) {
    return products;
  }
  if (brief.product === undefined) {
    throw invalid('brief.product', 'needs a product: in the brief, or as products');
  }
  return [{ product: brief.product, materials: brief.materials }];
}

/** What can be said of a batch without looking anything up. @throws ClipoError invalid_input, naming the field */
export function checkBatch(
  input: CreateBatch,
  products: NonNullable<CreateBatch['products']>,
  settings: Deps['settings'],
): void {
  checkFiles(input, products);
  checkNames(input);
  checkModel(input.brief, settings);
}

/** Templates and presenters that are named are there. Which voices are, only the machine that speaks knows. */
function checkNames({ brief, files }: CreateBatch): void {
  for (const [index, name] of templatesOf(brief).entries()) {
    if (!isKept(name) && !isTemplateFile(name)) {
      shippedName(name, Array.isArray(brief.template) ? `brief.template[${index}]` : 'brief.template');
    }
  }
  // Files, folders of them, and presenters of outside engines are looked for among the team's own.
  const isOwn = (name: string) =>
    isFile(name) || isOutsideId(name) || Object.keys(files).some((file) => file.startsWith(`${name}/`));
  const people = namedPresenters(brief).flatMap(([, name]) => (isOwn(name) ? [{ name }] : []));
  checkCasting(brief, { field: 'brief.presenter', people });
}

/** Whether a presenter's name is that of a file: what drawn presenters are called has no ending. */
function isFile(name: string): boolean {
  return /[./\\]/.test(name);
}

/** Every file that is named has a material, and none is anywhere but in the batch's own folder. */
function checkFiles({ brief, files }: CreateBatch, products: NonNullable<CreateBatch['products']>): void {
  const { voice } = brief;
  const named = [
    ...[...brief.materials, ...products.flatMap(({ materials }) => materials)].map(({ file }) => file),
    ...(brief.brand?.logo === undefined ? [] : [brief.brand.logo]),
    ...(brief.brand?.fonts ?? []).map(({ file }) => file),
    ...musicFilesOf(brief).map(({ file }) => file),
    ...(typeof voice === 'object' && 'file' in voice ? [voice.file] : []),
    ...namedPresenters(brief).flatMap(([, name]) => (isFile(name) ? [name] : [])),
  ];
  for (const file of named) {
    if (files[file] === undefined) {
      throw invalid(`files["${file}"]`, 'is missing: the brief names this file, and files says which material it is');
    }
  }
  for (const file of Object.keys(files)) {
    if (file.split(/[\\/]/).includes('..') || /^(?:[\\/]|[a-zA-Z]:)/.test(file) || hasControl(file)) {
      throw invalid(`files["${file}"]`, "must be a path inside the batch's folder");
    }
  }
}

function hasControl(text: string): boolean {
  return [...text].some((letter) => letter < ' ');
}

/**
 * A model is spoken to with the operator's key. So its address must be one that the operator has named: at any other, the
 * key would be given away.
 */
function checkModel({ model }: Brief, settings: Deps['settings']): void {
  if (model === undefined) {
    return;
  }
  const allowed = (settings.CLIPO_MODEL_URLS ?? '').split(',').map((url) => url.trim());
  if (!allowed.includes(model.baseUrl)) {
    throw invalid('brief.model.baseUrl', 'is none of the addresses that this service may speak to (CLIPO_MODEL_URLS)');
  }
  if (!model.keyFrom.startsWith('CLIPO_MODEL_')) {
    throw invalid('brief.model.keyFrom', 'must name a setting that begins with CLIPO_MODEL_');
  }
}

function invalid(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
