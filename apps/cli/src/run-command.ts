import { tellError } from '@clipo/messages';
import type { CliContext } from './context.ts';
import { runCommandLine } from './program.ts';

/**
 * Runs one command line (without program names) to its end, as the process does: an error is told in the person's words
 * and decides the exit code. Never rejects.
 */
export async function runCommand(words: readonly string[], context: CliContext): Promise<void> {
  const { say, terminal, env } = context;
  try {
    await runCommandLine(words, context);
  } catch (error) {
    const { lines, exit } = tellError(error, say, env.isDebug);
    terminal.note(`${lines.map((line) => `clipo: ${line}`).join('\n')}\n`);
    context.setExit(exit);
  }
}
