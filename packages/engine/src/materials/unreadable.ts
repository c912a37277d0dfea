import { ClipoError } from '@clipo/contract';

/** The error for a material that can't be used. `problem` completes the sentence "FILE …". */
export function unreadable(file: string, problem: string, cause?: unknown): ClipoError {
  return new ClipoError('unreadable_material', `${file} ${problem}`, { details: { file, problem }, cause });
}
