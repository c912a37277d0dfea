import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWhole, inTheMiddle, toItsEnd } from '../testing/faults.fixture.ts';
import { addBatch } from '../testing/make-batch.fixture.ts';
import { kill, startTestService, type TestService } from '../testing/service.fixture.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService('faults');
}, 120_000);
afterAll(() => service.remove());

const until = async (isIt: () => boolean) => {
  while (!isIt()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a batch of the real service survives (C9)', () => {
  it('kill -9 of its worker, of PostgreSQL, and then of everything at once', async () => {
    const batch = await addBatch(service.deps, service.teamId, { count: 4 });
    await until(() => service.pids().encoders.length > 0);
    service.pids().worker.forEach(kill);
    await inTheMiddle(service, batch);
    // The postmaster; its own children see that and end.
    service.pids().postgres.slice(0, 1).forEach(kill);
    await inTheMiddle(service, batch, 2);
    await service.killAll();
    expect(service.pids()).toMatchObject({ worker: [], postgres: [], encoders: [] });
    const { readyMs } = await service.start();
    // Five seconds are promised on a machine that has nothing else to do.
    expect(readyMs).toBeLessThan(30_000);
    await expectWhole(service, await toItsEnd(service, batch), 4);
  }, 600_000);

  it('and stopped, it leaves no process behind', async () => {
    const before = service.pids();
    await service.stop();
    const isThere = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    expect([before.service, ...before.worker, ...before.postgres, ...before.encoders].filter(isThere)).toEqual([]);
  }, 60_000);
});
