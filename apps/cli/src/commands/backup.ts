import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo backup`: everything that a service is made of, in a folder. */
export function addBackup(program: Command, { say, terminal, env, cwd }: CliContext): void {
  program
    .command('backup')
    .description(say('help.backup'))
    .argument('<folder>', say('help.backup.folder'))
    .action(async (path: string) => {
      const { createBackup, readSettings } = await import('@clipo/server');
      const folder = resolve(cwd, path);
      const index = await createBackup(readSettings(env.variables), folder);
      terminal.note(`${say('backup.done', { ...countsOf(index), folder })}\n`);
    });
}

/** Adds `clipo restore`: a backup becomes a service again. */
export function addRestore(program: Command, { say, terminal, env, cwd }: CliContext): void {
  program
    .command('restore')
    .description(say('help.restore'))
    .argument('<folder>', say('help.restore.folder'))
    .action(async (path: string) => {
      const { restoreBackup, readSettings } = await import('@clipo/server');
      const index = await restoreBackup(readSettings(env.variables), resolve(cwd, path));
      terminal.note(`${say('restore.done', countsOf(index))}\n`);
    });
}

function countsOf({ tables, media }: { tables: Record<string, { rows: number }>; media: readonly unknown[] }) {
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  return { rows, files: media.length };
}
