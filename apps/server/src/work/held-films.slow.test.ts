import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shapesTakenFor } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../check/check.ts';
import { Verdict } from '../check/verdict.ts';
import { newId } from '../db/new-id.ts';
import { apiKeys, materials } from '../db/schema/index.ts';
import { createBatch } from '../features/batches/create-batch.ts';
import { createKey } from '../features/keys/create-key.ts';
import { materialContent } from '../features/materials/check-material.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { batchInput, batchWhen } from '../testing/make-batch.fixture.ts';
import { type RunningWorker, startWorker } from './worker.ts';

let api: TestApi;
let worker: RunningWorker;
beforeAll(async () => {
  api = await startApi({ CLIPO_LOOK_AT_FILMS: 'on' });
  worker = await startWorker(api.deps);
});
afterAll(async () => {
  await worker.stop();
  await api.stop();
});

interface Answer {
  items: { id: string; subject: string; subjectId: string; link: string; findings: { field: string }[] }[];
  files: { video: { link: string } } | null;
  verdict: { outcome: string; engines: string[] } | null;
}
const get = async (path: string) => (await (await api.ask('GET', `/api/v1/${path}`)).json()) as Answer;

/** A material that came in before anybody looked, as a picture that is drawn large would. */
async function addShapes(): Promise<string> {
  const { deps, teamId } = api;
  const path = join(deps.settings.home, 'shapes.jpg');
  await writeFile(path, await shapesTakenFor('indecent'));
  const { hash, sizeBytes } = await deps.media.putFile(path);
  const [known] = await deps.db.asTeam(teamId, (tx) => tx.select().from(materials).where(eq(materials.sha256, hash)));
  const verdict = check(materialContent({ sha256: hash, name: 'shapes.jpg' }));
  const row = {
    id: newId('mat'),
    teamId,
    name: 'shapes.jpg',
    sha256: hash,
    bytes: sizeBytes,
    mediaType: 'image/jpeg',
    verdict,
  };
  if (known === undefined) {
    await deps.db.asTeam(teamId, (tx) => tx.insert(materials).values(row));
  }
  return known?.id ?? row.id;
}

async function film(seed: number) {
  const { deps, teamId } = api;
  const input = await batchInput(deps, teamId, { count: 1, seed, materials: [{ file: 'shapes.jpg' }] });
  const batch = await createBatch(deps, teamId, { ...input, files: { 'shapes.jpg': await addShapes() } });
  await batchWhen(deps, batch, ({ endedAt }) => endedAt !== null);
  return (await get(`videos?batch=${batch.id}`)).items[0]?.id ?? '';
}

describe('nobody gets a finished film before a reviewer allowed what a network doubts in it (S2, S3)', () => {
  it('held with its second, kept from its team, shared with nobody; allowed, it is there; not asked again after its material', async () => {
    const id = await film(1);
    const held = await get(`videos/${id}`);
    expect(held.verdict).toMatchObject({ outcome: 'held', engines: expect.arrayContaining(['pictures-2']) });
    expect(held.files).toBeNull();
    const about = (await get('safety/cases')).items.find(({ subjectId }) => subjectId === id);
    expect(about?.findings[0]?.field).toMatch(/^(?:frame|cover)@/);
    // The reviewer sees the film itself.
    expect((await api.app.request(about?.link ?? '')).headers.get('content-type')).toBe('video/mp4');
    // What the network is nearly sure of takes two.
    const actor = { teamId: 'team_of_reviewers', keyId: 'key_made', scopes: ['*'] };
    const { secret } = await createKey(api.deps, actor, { name: 'two', scopes: ['admin'] });
    await api.deps.db.asSystem((tx) =>
      tx
        .update(apiKeys)
        .set({ scopes: ['*'] })
        .where(eq(apiKeys.teamId, actor.teamId)),
    );
    for (const headers of [{}, { authorization: `Bearer ${secret}` }] as Record<string, string>[]) {
      const decision = { ruling: 'allowed', reason: 'harmless', note: '' };
      await api.ask('POST', `/api/v1/safety/cases/${about?.id}/decisions`, decision, headers);
    }
    const allowed = await get(`videos/${id}`);
    expect((await api.app.request(allowed.files?.video.link ?? '')).status).toBe(200);

    // Of a material that a reviewer allowed nobody is asked again.
    await api.deps.db.asTeam(api.teamId, async (tx) => {
      const [row] = await tx.select().from(materials).where(eq(materials.name, 'shapes.jpg'));
      const verdict = { ...Verdict.parse(row?.verdict), ruling: 'allowed' };
      await tx
        .update(materials)
        .set({ verdict })
        .where(eq(materials.id, row?.id ?? ''));
    });
    expect((await get(`videos/${await film(2)}`)).verdict).toMatchObject({
      outcome: expect.not.stringMatching('held'),
    });
  }, 600_000);
});
