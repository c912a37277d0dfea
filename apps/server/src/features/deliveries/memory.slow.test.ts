import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import { videos } from '../../db/schema/index.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { startTestService, type TestService } from '../../testing/service.fixture.ts';
import { createKey } from '../keys/create-key.ts';
import { videoContent } from '../videos/check-video.ts';

const MiB = 1024 * 1024;
const fileBytes = 1024 * MiB + 7;
const count = 10;
/** What streams, buffers of the network and a young heap may take beside what the service takes at rest. */
const mostGrowthMiB = 200;

let service: TestService;
beforeAll(async () => {
  service = await startTestService('package', { CLIPO_WORKERS: '0', CLIPO_RATE_LIMIT: '0' });
}, 300_000);
afterAll(() => service.remove());

/** Resident memory of a process in MiB, as the system counts it. */
function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

it('memory stays flat while a package of 10 GiB goes down, and its length is as it was told (C13)', async () => {
  const actor = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  const { secret } = await createKey(service.deps, actor, { name: 'deliver', scopes: ['read', 'write', 'make'] });
  const { ids } = await addMadeVideos(service, count);
  await giveLargeFilms(ids);
  const made = await fetch(`${service.url()}/api/v1/deliveries`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      videos: ids,
      channels: [{ platform: 'kuaishou', handle: '澄光' }],
      labels: ['ai', 'marketing'],
    }),
  });
  const delivery = (await made.json()) as { package: string };
  expect(made.status, JSON.stringify(delivery)).toBe(201);

  const { service: pid } = service.pids();
  const before = residentMiB(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMiB(pid));
  }, 100);
  const answer = await fetch(new URL(delivery.package, service.url()));
  let read = 0;
  for await (const chunk of answer.body ?? []) {
    read += chunk.byteLength;
  }
  clearInterval(timer);
  expect(read).toBeGreaterThan(count * fileBytes);
  expect(read).toBe(Number(answer.headers.get('content-length')));
  process.stdout.write(`package of ${(read / 1024 / MiB).toFixed(1)} GiB: ${Math.round(most - before)} MiB more\n`);
  expect(most - before).toBeLessThan(mostGrowthMiB);
}, 900_000);

/** Every one of the films is a gibibyte; the store keeps equal content once. */
async function giveLargeFilms(ids: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-large-'));
  try {
    const path = join(folder, 'film.mp4');
    const file = await open(path, 'w');
    await file.truncate(fileBytes);
    await file.close();
    const { hash, sizeBytes } = await service.deps.media.putFile(path);
    await service.deps.db.asTeam(service.teamId, async (tx) => {
      for (const id of ids) {
        const [row] = await tx.select().from(videos).where(eq(videos.id, id));
        if (row?.files == null || row.record === null) {
          throw new Error(`no files of ${id}`);
        }
        const files = { ...row.files, video: { sha256: hash, bytes: sizeBytes } };
        const verdict = check(videoContent({ files, record: row.record }));
        await tx.update(videos).set({ files, verdict, bytes: sizeBytes }).where(eq(videos.id, id));
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
