import { ClipoError } from '@clipo/contract';
import { openDatabase } from './db/database.ts';
import { migrateDatabase } from './db/migrate.ts';
import type { Settings } from './env.ts';
import { openLog } from './log.ts';
import { openMedia } from './media/open-media.ts';
import { requireProvider } from './require-provider.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { startWorker } from './work/worker.ts';

/** A worker process: it works on what is queued in the database until it is stopped. */
export interface WorkerService {
  stop(): Promise<void>;
}

/**
 * Starts a worker on this machine. It reaches the service by DATABASE_URL and the media store of the settings.
 * @throws ClipoError invalid_input without DATABASE_URL
 */
export async function startWorkerService(settings: Settings): Promise<WorkerService> {
  const { DATABASE_URL: url } = settings;
  if (url === undefined) {
    const problem = 'must be set: a worker works for the service that uses this database';
    throw new ClipoError('invalid_input', `DATABASE_URL: ${problem}`, { details: { field: 'DATABASE_URL', problem } });
  }
  requireProvider(settings);
  const log = openLog(settings).child({ role: 'worker' });
  const tracing = await openTracing(settings, 'worker', log);
  await migrateDatabase(url);
  let isStopping = false;
  const db = openDatabase(url, {
    onError: (cause) => log[isStopping ? 'debug' : 'warn']({ cause }, 'a database connection was lost'),
  });
  try {
    const worker = await startWorker({ db, settings, log, media: (await openMedia(settings)).media });
    return {
      async stop() {
        isStopping = true;
        await worker.stop();
        await db.close();
        await tracing.close();
      },
    };
  } catch (cause) {
    await db.close();
    throw cause;
  }
}
