import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LandmarksFile, landmarksFileOf } from '@clipo/presenter/consent';
import type { BatchPerson } from '../db/schema/index.ts';
import type { PersonNamed } from '../features/person-consents/ask-consent.ts';
import { selectFacePoints } from '../features/person-consents/queries-points.ts';
import type { WorkDeps } from './work-deps.ts';

/** Persons whose pictures are laid out, and where. */
interface PointsToLay {
  teamId: string;
  folder: string;
  people: readonly PersonNamed[];
  /** Whom a plan that is kept shows: they keep the points that it was made with. Left out, those of today hold. */
  planned?: readonly BatchPerson[] | undefined;
}

/** Lays points of faces that were set by hand beside the pictures, where what prepares a person looks for them. */
export async function layOutPoints(
  { db }: Pick<WorkDeps, 'db'>,
  { teamId, folder, people, planned }: PointsToLay,
): Promise<void> {
  const ids = people.map(({ materialId }) => materialId);
  const known =
    planned === undefined
      ? await db.asTeam(teamId, (tx) => selectFacePoints(tx, teamId, ids))
      : new Map(planned.flatMap(({ materialId, landmarks }) => (landmarks ? [[materialId, landmarks] as const] : [])));
  for (const { file, materialId } of people) {
    const beside = landmarksFileOf(join(folder, file));
    const landmarks = known.get(materialId);
    await (landmarks === undefined ? rm(beside, { force: true }) : writeFile(beside, JSON.stringify(landmarks)));
  }
}

/** The points that were laid out beside a picture; undefined where there are none. */
export async function laidPoints(folder: string, file: string): Promise<LandmarksFile | undefined> {
  const text = await readFile(landmarksFileOf(join(folder, file)), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : LandmarksFile.parse(JSON.parse(text));
}
