import { type Brief, namedPresenters } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectMaterial } from '../materials/queries.ts';
import type { PersonNamed } from './ask-consent.ts';

/** Who of a brief's presenters is a person in a material: each that `files` knows. */
export function peopleOf({
  brief,
  files,
}: {
  brief: Pick<Brief, 'presenter'>;
  files: Readonly<Record<string, string>>;
}): PersonNamed[] {
  const names = new Set(namedPresenters(brief).map(([, name]) => name));
  return [...names].flatMap((file) => {
    const materialId = files[file];
    return materialId === undefined ? [] : [{ file, materialId }];
  });
}

/** Whether an order's presenter is a material of the team, in which a person is seen, and no drawn one. */
export function isMaterialId(presenter: string): boolean {
  return /^mat_[0-9a-z]{26}$/.test(presenter);
}

/**
 * The person whom an order names as presenter by the id of a material, under a name that tells what the file is.
 * @throws ClipoError `no_such_thing`
 */
export async function personsOf({ db }: Pick<Deps, 'db'>, teamId: string, presenter: string): Promise<PersonNamed[]> {
  if (!isMaterialId(presenter)) {
    return [];
  }
  const material = await db.asTeam(teamId, (tx) => selectMaterial(tx, presenter));
  const { mediaType } = foundOr(material, 'material', presenter);
  return [{ file: `${presenter}.${mediaType.replace(/^.*\//, '').replaceAll(/\W/g, '')}`, materialId: presenter }];
}
