import { cancelBatch } from '../../apps/server/src/features/batches/steer-batch.ts';
import { addBatch, batchWhen } from '../../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService } from '../../apps/server/src/testing/service.fixture.ts';

/** One cancel says little: it may come when an encoder ends anyway. */
const rounds = 5;

export interface CancelFigures {
  /** From asking for the cancel until no encoder of the service is there, each time. */
  seconds: number[];
}

/** A batch of the running service is cancelled while its encoders are at work, again and again. */
export async function measureCancel(): Promise<CancelFigures> {
  const service = await startTestService('bench-cancel');
  const seconds: number[] = [];
  try {
    for (let seed = 1; seed <= rounds; seed += 1) {
      const batch = await addBatch(service.deps, service.teamId, { seed, count: 4 });
      await batchWhen(service.deps, batch, ({ status, endedAt }) => status === 'running' || endedAt !== null);
      await until(() => service.pids().encoders.length > 0);
      const started = performance.now();
      await cancelBatch(service.deps, service.teamId, batch.id);
      await until(() => service.pids().encoders.length === 0);
      seconds.push((performance.now() - started) / 1000);
    }
    return { seconds };
  } finally {
    await service.remove();
  }
}

async function until(isIt: () => boolean): Promise<void> {
  while (!isIt()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
