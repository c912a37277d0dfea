import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { resumeBatch } from '../features/batches/steer-batch.ts';
import { startWorkerService, type WorkerService } from '../start-worker.ts';
import { expectWhole, inTheMiddle, toItsEnd } from '../testing/faults.fixture.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { kill, startTestService, type TestService } from '../testing/service.fixture.ts';
import { openWork } from '../testing/work.fixture.ts';
import { startWorker } from './worker.ts';

const execute = promisify(execFile);

let service: TestService | undefined;
afterEach(async () => {
  await service?.remove();
  service = undefined;
});

/** A hundred videos: 25 creatives in four formats. */
const hundred = { count: 25, formats: ['9x16', '1x1', '3x4', '16x9'] as ('9x16' | '1x1' | '3x4' | '16x9')[] };

describe('a batch of a hundred videos ends with a hundred, none doubled and none lost (C9)', () => {
  it('through kill -9 of the worker, of PostgreSQL and of everything at once, again and again', async () => {
    service = await startTestService('faults-100');
    const batch = await addBatch(service.deps, service.teamId, hundred);
    for (const [index, fault] of (['worker', 'postgres', 'all', 'worker', 'postgres', 'all'] as const).entries()) {
      await inTheMiddle(service, batch, 8 * (index + 1));
      if (fault === 'all') {
        await service.killAll();
        await service.start();
      } else {
        service.pids()[fault].slice(0, 1).forEach(kill);
      }
    }
    await expectWhole(service, await toItsEnd(service, batch), 100);
  }, 1_200_000);

  it('with a worker that is cut off from the database for 60 s', async () => {
    // This machine's own worker is a small part: the one that is cut off has much of the work in hand.
    service = await startTestService('faults-cut', { CLIPO_WORKERS: '1' });
    const { deps, home, teamId } = service;
    const line = await openCuttableLine(new URL(deps.db.url));
    let far: WorkerService | undefined;
    try {
      const settings = { ...deps.settings, home, DATABASE_URL: line.url, CLIPO_WORKERS: 2 };
      far = await startWorkerService(settings);
      const batch = await addBatch(deps, teamId, hundred);
      await inTheMiddle(service, batch, 10);
      line.cut();
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      line.mend();
      await expectWhole(service, await toItsEnd(service, batch), 100);
    } finally {
      await far?.stop();
      line.close();
    }
  }, 1_200_000);
});

it('a full disk pauses a batch and says so; with room again it is resumed, and all hundred are made', async () => {
  const disk = await mkdtemp(join(tmpdir(), 'clipo-small-disk-'));
  await execute('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk]);
  const work = await openWork('disk-full');
  // Only the worker's folder is small: PostgreSQL has room, as it has on a disk of its own.
  const settings = { ...work.deps.settings, home: disk };
  const worker = await startWorker({ ...work.deps, settings });
  try {
    const filler = join(disk, 'filler');
    const teamId = await work.addTeam();
    const batch = await addBatch(work.deps, teamId, hundred);
    await batchWhen(work.deps, batch, ({ status, isPaused }) => status === 'running' || isPaused);
    await writeFile(filler, Buffer.alloc(128 * 1024 * 1024)).catch(() => undefined);
    const paused = await batchWhen(work.deps, batch, ({ isPaused, endedAt }) => isPaused || endedAt !== null);
    expect(paused).toMatchObject({ isPaused: true, endedAt: null, error: { code: 'disk_full' } });
    await execute('mount', ['-o', 'remount,size=2g', disk]);
    await rm(filler);
    await resumeBatch(work.deps, teamId, batch.id);
    const ended = await batchWhen(work.deps, batch, ({ endedAt }) => endedAt !== null);
    expect(ended.error).toBeNull();
    await expectWhole({ deps: work.deps, teamId, rows: work.rows }, ended, 100);
  } finally {
    await worker.stop();
    await work.stop();
    await execute('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  }
}, 1_200_000);

/** A line to the database that can be cut without a word, as a network does: nothing goes through, nothing is closed. */
async function openCuttableLine(to: URL) {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (bytes) => {
        if (!isCut) {
          other.write(bytes);
        }
      });
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(to);
  url.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: url.href,
    cut() {
      isCut = true;
    },
    mend() {
      isCut = false;
      // What was swallowed is gone: such a connection is of no use to anybody.
      for (const socket of sockets) {
        socket.destroy();
      }
    },
    close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
    },
  };
}
