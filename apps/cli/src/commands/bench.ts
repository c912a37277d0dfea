import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { runProgram } from './run.ts';

/** Adds `clipo bench`: runs `bench/NAME.ts`, or lists what there is. Words after the name go to the bench. */
export function addBench(program: Command, context: CliContext): void {
  const { say, terminal, root } = context;
  program
    .command('bench')
    .description(say('help.bench'))
    .argument('[name]', say('help.bench.name'))
    .argument('[words...]')
    .option('--json', say('help.json'))
    .allowUnknownOption()
    .action(async (name: string | undefined, words: string[], options: { json?: true }) => {
      const known = await benchesIn(join(root, 'bench'));
      if (name === undefined) {
        terminal.out(
          options.json === true ? `${JSON.stringify(known)}\n` : known.map((bench) => `${bench}\n`).join(''),
        );
        if (known.length === 0) {
          terminal.note(`${say('bench.none')}\n`);
        }
        return;
      }
      if (!known.includes(name)) {
        throw inputFault(name, 'rule.unknown_bench', { known: known.join(', ') });
      }
      const args = [join(root, 'bench', `${name}.ts`), ...words, ...(options.json === true ? ['--json'] : [])];
      const { code } = await runProgram(process.execPath, args, { isShown: true, signal: context.signal });
      context.setExit(code);
    });
}

/** Names of the benches: the files that stand right in the folder. */
async function benchesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => entry.name.slice(0, -'.ts'.length))
    .sort();
}
