import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '../../apps/server/src/check/check.ts';
import { newId } from '../../apps/server/src/db/new-id.ts';
import { materials } from '../../apps/server/src/db/schema/index.ts';
import { materialContent } from '../../apps/server/src/features/materials/check-material.ts';
import type { TestWork } from '../../apps/server/src/testing/work.fixture.ts';

/** The sample that the parts of `bench service` make videos of. */
export const example = join(import.meta.dirname, '..', '..', 'examples', 'tumbler');

/** Its brief as its file says. */
export async function sampleBrief(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(example, 'brief.json'), 'utf8')) as Record<string, unknown>;
}

/** The sample's files as materials of a team. @returns file → id */
export async function addFiles(deps: TestWork['deps'], teamId: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['tumbler.mp4', 'coffee.png']) {
    const { hash, sizeBytes } = await deps.media.putFile(join(example, name));
    const id = newId('mat');
    const verdict = check(materialContent({ sha256: hash, name }));
    const row = { id, teamId, name, sha256: hash, bytes: sizeBytes, mediaType: 'application/octet-stream', verdict };
    await deps.db.asTeam(teamId, (tx) => tx.insert(materials).values(row));
    files[name] = id;
  }
  return files;
}
