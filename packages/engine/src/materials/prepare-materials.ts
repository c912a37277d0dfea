import { ClipoError, InputProblems, type Material, type PreparedMaterial } from '@clipo/contract';
import { matchColors, type SeenMaterial } from './match-colors.ts';
import { type PrepareRequest, seeMaterial } from './prepare-material.ts';

/** Two at a time: FFmpeg uses the cores by itself, and memory stays in bounds. */
const atOnce = 2;

/**
 * Prepares all materials of a brief, in order, and matches their colours to each other. `onReady` is told after each one.
 * @throws InputProblems with every material that can't be used, or the first error that is not the input's fault. Their
 * `field` is that of the list, where the brief names the file elsewhere (`voice.file`), else such as `materials[1].file`
 */
export async function prepareMaterials(
  list: readonly (Pick<Material, 'file' | 'rights' | 'role' | 'parts'> & { field?: string })[],
  options: Omit<PrepareRequest, 'file' | 'rights' | 'role' | 'parts'> & {
    onReady?: (done: number, total: number) => void;
  },
): Promise<PreparedMaterial[]> {
  const { onReady, ...request } = options;
  const prepared = new Map<number, SeenMaterial>();
  const problems = new Map<number, ClipoError>();
  const waiting = [...list.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { file, rights, role, parts, field = `materials[${index}].file` }] = next;
      try {
        prepared.set(index, await seeMaterial({ ...request, file, rights, role, parts }));
      } catch (cause) {
        problems.set(index, inputProblem(cause, field));
      }
      onReady?.(prepared.size + problems.size, list.length);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: atOnce }, work));
  const failed = workers.find((worker) => worker.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  if (problems.size > 0) {
    throw new InputProblems([...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem));
  }
  const seen = list.map((_, index) => prepared.get(index) as SeenMaterial);
  return matchColors(seen, request.cacheDir, request.signal);
}

/** The error with its field, or thrown on where the material is not to blame. */
function inputProblem(cause: unknown, field: string): ClipoError {
  if (
    cause instanceof ClipoError &&
    (cause.code === 'not_found' || cause.code === 'outside_folder' || cause.code === 'unreadable_material')
  ) {
    return new ClipoError(cause.code, `${field}: ${cause.message}`, { details: { ...cause.details, field }, cause });
  }
  throw cause;
}
