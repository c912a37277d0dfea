import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../testing/service.fixture.ts';
import { createKey } from '../keys/create-key.ts';

const MiB = 1024 * 1024;
const sentBytes = 2048 * MiB;
/** What streams, buffers of the network and a young heap may take beside what the service takes at rest. */
const mostGrowthMiB = 200;

let service: TestService;
beforeAll(async () => {
  service = await startTestService('memory', { CLIPO_WORKERS: '0' });
});
afterAll(() => service.remove());

/** Resident memory of a process in MiB, as the system counts it. */
function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

it('memory stays flat while 2 GiB go up (C3)', async () => {
  const actor = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  const { secret } = await createKey(service.deps, actor, { name: 'upload', scopes: ['write'] });
  const { service: pid } = service.pids();
  const before = residentMiB(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMiB(pid));
  }, 100);
  let left = sentBytes;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left <= 0) {
        controller.close();
        return;
      }
      left -= MiB;
      controller.enqueue(new Uint8Array(MiB));
    },
  });
  const answer = await fetch(`${service.url()}/api/v1/materials?name=large.mp4`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' },
    body,
    duplex: 'half',
  } as RequestInit);
  clearInterval(timer);
  // All of it came in; nothing in it can be played.
  expect(await answer.json()).toMatchObject({ code: 'unreadable_material' });
  expect(left).toBe(0);
  expect(most - before).toBeLessThan(mostGrowthMiB);
}, 600_000);
