import { type Brief, ClipoError, type ConsentPurpose, namedPresenters } from '@clipo/contract';
import { neededPurposes } from '@clipo/presenter/engines';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { selectMaterial } from '../materials/queries.ts';
import type { PersonNamed } from '../person-consents/ask-consent.ts';
import { openEngine, recipientOf } from './engine-of-row.ts';
import { type PresenterWithEngine, selectPresenters } from './queries.ts';

/** A presenter of an outside engine as a brief names it. */
export interface OutsideNamed extends PresenterWithEngine {
  field: string;
}

const form = /^pre_[0-9a-z]{26}$/;

/** Whether a name is one of a team's presenters of outside engines. */
export function isOutsideId(name: string): boolean {
  return form.test(name);
}

/**
 * The presenters of outside engines that a brief, or an order, names, each once.
 * @throws ClipoError `no_such_thing` naming the field, for one that the team has not
 */
export async function outsideOf(
  tx: Transaction,
  teamId: string,
  { brief, field = 'brief.presenter' }: { brief: Pick<Brief, 'presenter'>; field?: string },
): Promise<OutsideNamed[]> {
  const named = new Map(
    namedPresenters(brief, field)
      .filter(([, name]) => isOutsideId(name))
      .map(([at, name]) => [name, at]),
  );
  if (named.size === 0) {
    return [];
  }
  const rows = await selectPresenters(tx, teamId, { ids: [...named.keys()] });
  return [...named].map(([id, at]) => {
    const found = rows.find(({ presenter }) => presenter.id === id);
    if (found === undefined) {
      throw new ClipoError('no_such_thing', `${at}: no presenter ${id}`, {
        details: { kind: 'presenter', id, field: at },
      });
    }
    return { ...found, field: at };
  });
}

/** What a person must have granted before this engine gets their face. */
function purposesFor({ engine }: PresenterWithEngine, settings: Deps['settings']): ConsentPurpose[] {
  return neededPurposes(openEngine(engine, { key: 'unused', token: 'unused' }, settings));
}

/**
 * The persons of materials among presenters of outside engines, each with the file's name in the batch's folder and with what
 * their consent must cover.
 * @param purposes what the work itself needs
 * @throws ClipoError `no_such_thing` where the material is gone
 */
export async function personsAmong(
  tx: Transaction,
  outside: readonly PresenterWithEngine[],
  purposes: readonly ConsentPurpose[],
  settings: Deps['settings'],
): Promise<PersonNamed[]> {
  const people: PersonNamed[] = [];
  for (const each of outside) {
    const { id, materialId } = each.presenter;
    if (materialId !== null) {
      const material = await selectMaterial(tx, materialId);
      const ending = (material?.mediaType ?? '').replace(/^.*\//, '').replaceAll(/\W/g, '');
      const file = `${id}/person.${ending === '' ? 'bin' : ending}`;
      people.push({ file, materialId, purposes: [...new Set([...purposes, ...purposesFor(each, settings)])] });
    }
  }
  return people;
}

/** What presenters of outside engines may cost at most; null where the engine's price is not known. */
export interface OutsideCost {
  presenter: string;
  name: string;
  recipient: string;
  currency: string;
  seconds: number;
  centsAtMost: number | null;
}

/**
 * What the outside engines of a batch would be paid at most, before it starts: as if each spoke all of it. Formats share what
 * is spoken.
 */
export function costsOfBatch(
  outside: readonly PresenterWithEngine[],
  { count, languages, durationSeconds }: Pick<Brief, 'count' | 'languages' | 'durationSeconds'>,
  products: number,
  settings: Deps['settings'],
): OutsideCost[] {
  const seconds = count * languages.length * products * durationSeconds;
  return outside.map(({ presenter: { id, name }, engine }) => {
    const { centsPerSecond, currency } = openEngine(engine, { key: 'unused', token: 'unused' }, settings).capabilities;
    const centsAtMost = centsPerSecond === undefined ? null : Math.ceil(centsPerSecond * seconds);
    return { presenter: id, name, recipient: recipientOf(engine), currency, seconds, centsAtMost };
  });
}

/** @throws ClipoError `invalid_input` naming the field, where a batch may cost more than its presenter's limit */
export function refuseOverLimit(outside: readonly OutsideNamed[], costs: readonly OutsideCost[]): void {
  for (const { field, presenter } of outside) {
    const cost = costs.find((each) => each.presenter === presenter.id);
    const { mostBatchCents } = presenter;
    if (mostBatchCents !== null && cost !== undefined && (cost.centsAtMost ?? 0) > mostBatchCents) {
      const money = (cents: number) => `${(cents / 100).toFixed(2)} ${cost.currency}`;
      const problem = `${presenter.name} may cost up to ${money(cost.centsAtMost ?? 0)} in this batch, and its limit is ${money(mostBatchCents)}: make fewer videos, or raise the limit`;
      throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
    }
  }
}
