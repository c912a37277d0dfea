import type { PresenterEngine } from '@clipo/contract';
import type { z } from 'zod';
import type { EngineTrial } from './engine-shapes.ts';

/** No engine has made it: each answers that it does not know the job, once it has looked at the key. */
const noJob = 'clipo-connection-test';

/** Asks an engine for a job that is none. Nothing is ordered, and nothing costs. */
export async function tryEngine(engine: PresenterEngine, signal: AbortSignal): Promise<z.input<typeof EngineTrial>> {
  const began = performance.now();
  const { error } = await engine.poll(noJob, signal);
  const isUnknown = error === undefined || error.code === 'expired' || error.code === 'bad_input';
  return {
    isReached: isUnknown,
    ms: Math.round(performance.now() - began),
    problem: isUnknown ? null : `${error.code}: ${error.message}`,
  };
}
