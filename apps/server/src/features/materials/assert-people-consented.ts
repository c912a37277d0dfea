import { ClipoError, type ConsentRule, peopleGap, Rights } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { endOfConsent } from '../person-consents/ask-consent.ts';
import { selectEndedConsents } from '../person-consents/queries.ts';
import {
  selectMaterialsWithPeople,
  selectVideosPresentedBy,
  selectVideosShowing,
  type TheseVideos,
} from './queries-people.ts';

/**
 * Stands where videos are given to others: packed, shared, or without the explicit label to whom an undertaking names. A
 * material in them whose people are told of without their consent, or a minor without the guardian's, stops them, and so does
 * a presenter whose consent was withdrawn or has ended: it may have been taken out since they were rendered. The team itself
 * goes on seeing what it made, videos and single files alike: a withdrawal lists it for them to take down.
 * @throws ClipoError `consent_needed` naming the material
 */
export async function assertPeopleConsented(
  tx: Transaction,
  teamId: string,
  videos: TheseVideos,
  now = new Date(),
): Promise<void> {
  for (const { id, name, sha256, rights } of await selectMaterialsWithPeople(tx, teamId)) {
    const error = peopleError(name, id, rights);
    if (error !== undefined && (await selectVideosShowing(tx, teamId, sha256, videos))) {
      throw error;
    }
  }
  for (const row of await selectEndedConsents(tx, teamId, now)) {
    const error = endOfConsent({ file: row.materialId, materialId: row.materialId }, row, now);
    if (error !== undefined && (await selectVideosPresentedBy(tx, teamId, row.materialId, videos))) {
      throw error;
    }
  }
}

/** Why a material may not be used for the people in it; undefined where nothing is missing. */
export function peopleError(file: string, material: string, rights: unknown): ClipoError | undefined {
  const gap = peopleGap(Rights.safeParse(rights).data);
  if (gap === null) {
    return undefined;
  }
  const rule: ConsentRule = gap === 'people' ? 'rights_people' : 'rights_guardian';
  const problem =
    gap === 'people'
      ? 'nothing is said of their consent: put it into the rights of the material'
      : 'it is a minor without the consent of a guardian: confirm both in the rights of the material';
  return new ClipoError('consent_needed', `${file} shows a person: ${problem}`, {
    details: { file, material, consent: '', rule, problem },
  });
}
