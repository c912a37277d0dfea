import { readSettings } from '../env.ts';
import { startWorkerService } from '../start-worker.ts';

// The worker that `clipo start` runs beside the API.
const worker = await startWorkerService(readSettings(process.env));
const end = () => {
  worker.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
// Its parent is gone.
process.once('disconnect', end);
