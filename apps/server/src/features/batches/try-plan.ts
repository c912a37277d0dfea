import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { type LaidOut, removeBatchFolder, triedTaskOf } from '../../work/batch-input.ts';
import type { PlannedBatch } from '../../work/plan-messages.ts';
import { planInThread, readPlan } from '../../work/planning.ts';

/** Plans are heavy: so many at once in a process, the others wait. */
const atOnce = 1;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Plans a batch as it would be planned, and makes nothing of it: the lines, storyboards and matrix that `describe` is
 * given are those that would be made. Files of its own are there until `describe` has ended.
 * @throws ClipoError as planning a batch does, `cancelled` where the signal is aborted
 */
export async function tryPlan<T>(
  deps: Pick<Deps, 'db' | 'media' | 'settings'>,
  batch: Omit<LaidOut, 'id'>,
  signal: AbortSignal,
  describe: (planned: PlannedBatch) => Promise<T>,
): Promise<T> {
  if (running >= atOnce) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  const row = { ...batch, id: newId('bat') };
  try {
    const task = await triedTaskOf(row, deps);
    const planned = await planInThread({ kind: 'plan', isTried: true, ...task }, signal);
    return await describe(readPlan(planned));
  } finally {
    running--;
    waiting.shift()?.();
    await removeBatchFolder(deps.settings.home, row.id);
  }
}
