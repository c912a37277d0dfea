import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../db/embedded.ts';
import { expectWhole, inTheMiddle, toItsEnd } from '../testing/faults.fixture.ts';
import { addBatch } from '../testing/make-batch.fixture.ts';
import { kill, startTestService, type TestService } from '../testing/service.fixture.ts';
import { beginUpload } from '../testing/upload.fixture.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService('faults');
}, 120_000);
afterAll(() => service.remove());

const until = async (isIt: () => boolean | Promise<boolean>) => {
  while (!(await isIt())) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('the real service survives (C9)', () => {
  it('kill -9 of its worker, of PostgreSQL, and then of everything at once, also in mid-upload', async () => {
    const batch = await addBatch(service.deps, service.teamId, { count: 2 });
    await until(() => service.pids().encoders.length > 0);
    service.pids().worker.forEach(kill);
    await inTheMiddle(service, batch);
    // The postmaster; its own children see that and end.
    service.pids().postgres.slice(0, 1).forEach(kill);
    await inTheMiddle(service, batch, 2);
    const upload = await beginUpload(service);
    // It would take a minute.
    const sending = upload.send({ restMs: 1250 });
    await until(async () => (await upload.arrived()) > 0);
    await service.killAll();
    expect(await sending).toBe(false);
    expect(service.pids()).toMatchObject({ worker: [], postgres: [], encoders: [] });
    const { readyMs } = await service.start();
    // Five seconds are promised on a machine that has nothing else to do.
    expect(readyMs).toBeLessThan(30_000);
    const kept = await upload.offset();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBe(await upload.arrived());
    expect(await upload.send()).toBe(true);
    expect(await upload.material()).toMatchObject({ sha256: upload.sha256 });
    await expectWhole(service, await toItsEnd(service, batch), 2);
  }, 600_000);

  it('and a second service on its data folder, which is refused and harms nothing', async () => {
    const before = service.pids().postgres;
    await expect(startEmbedded(service.home)).rejects.toMatchObject({ code: 'conflict' });
    expect(service.pids().postgres).toEqual(before);
  });

  it('and stopped, it leaves no process behind; who is started while it stops waits for its end', async () => {
    const before = service.pids();
    const isThere = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    const stopped = service.stop();
    await until(() => existsSync(join(service.home, 'stopping')) || !isThere(before.service));
    const next = await startEmbedded(service.home);
    await stopped;
    expect([before.service, ...before.worker, ...before.postgres, ...before.encoders].filter(isThere)).toEqual([]);
    await next.stop();
  }, 60_000);
});
