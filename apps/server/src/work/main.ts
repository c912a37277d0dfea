import { readSettings } from '../env.ts';
import { startWorkerService, type WorkerService } from '../start-worker.ts';

// The worker that `clipo start` runs beside the API.
let worker: WorkerService | undefined;
let isEnding = false;
const end = () => {
  isEnding = true;
  worker?.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
// Its parent is gone, maybe while this one was still starting.
process.once('disconnect', end);
worker = await startWorkerService(readSettings(process.env));
if (isEnding || !process.connected) {
  end();
}
