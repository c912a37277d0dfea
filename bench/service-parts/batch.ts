import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Brief } from '@clipo/contract';
import { createBatch } from '../../apps/server/src/features/batches/create-batch.ts';
import { batchWhen } from '../../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService, type TestService } from '../../apps/server/src/testing/service.fixture.ts';
import { piecesChannel } from '../../apps/server/src/work/piece-exchange.ts';
import { selectConnectedNames } from '../../apps/server/src/work/queries-places.ts';
import { measure } from '../harness/measure.ts';
import { addFiles, example, sampleBrief } from './sample.ts';

const root = join(import.meta.dirname, '..', '..');

export interface BatchFigures {
  videos: number;
  bareSeconds: number;
  serviceSeconds: number;
  /** Throughput through the service as a part of the bare command's. */
  ratio: number;
}

/**
 * The same batch by the bare command and through the service, one after the other, each from empty caches. The service is
 * there before it, as services are; the command is started for it.
 */
export async function measureBatch(count: number): Promise<BatchFigures> {
  const brief = { ...(await sampleBrief()), count, durationSeconds: 15 };
  const bare = await bareSeconds(brief);
  const service = await startTestService('bench', { CLIPO_RATE_LIMIT: '0' });
  try {
    const seconds = await serviceSeconds(service, brief);
    return { videos: count, bareSeconds: bare, serviceSeconds: seconds, ratio: bare / seconds };
  } finally {
    await service.remove();
  }
}

/** Makes a batch through a running service, once its worker has begun to listen. @returns how long it took */
export async function serviceSeconds({ deps, teamId }: TestService, brief: object): Promise<number> {
  const files = await addFiles(deps, teamId);
  while ((await deps.db.asSystem((tx) => selectConnectedNames(tx, piecesChannel))).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const started = performance.now();
  const batch = await createBatch(deps, teamId, { brief: Brief.parse(brief), files, isDraft: true });
  const ended = await batchWhen(deps, batch, ({ endedAt }) => endedAt !== null);
  if (ended.status !== 'done' || ended.videosFailed > 0) {
    throw new Error(`the batch ended as ${ended.status} with ${ended.videosFailed} failed`);
  }
  return (performance.now() - started) / 1000;
}

/** The batch by the bare command. */
async function bareSeconds(brief: object): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-bench-'));
  try {
    await cp(example, join(folder, 'brief'), { recursive: true });
    await writeFile(join(folder, 'brief', 'brief.json'), JSON.stringify(brief));
    const words = [join(root, 'apps', 'cli', 'src', 'main.ts'), 'make', join(folder, 'brief'), '--draft', '--json'];
    const env = { CLIPO_HOME: join(folder, 'home') };
    return (await measure(process.execPath, [...words, '--out', join(folder, 'out')], { env })).wallSeconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
