import { parentPort, workerData } from 'node:worker_threads';
import { ClipoError, InputProblems } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { loadPortrait } from '@clipo/presenter/people';
import type { FaceAnswer, FaceTask } from './check-face.ts';

// Networks keep a thread busy for a second or two; in this one nobody waits for a heartbeat.
parentPort?.postMessage(await look(workerData as FaceTask));
parentPort?.close();

async function look({ path, name }: FaceTask): Promise<FaceAnswer> {
  try {
    await loadPortrait(path, createPresenterMedia(), undefined, name);
    return { faults: [] };
  } catch (cause) {
    const faults = cause instanceof InputProblems ? cause.problems : cause instanceof ClipoError ? [cause] : undefined;
    if (faults === undefined) {
      throw cause;
    }
    return { faults: faults.map(({ code, message, details }) => ({ code, message, details: { ...details } })) };
  }
}
