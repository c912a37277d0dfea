import { musicCatalog, musicTracks } from '@clipo/contract';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo music`: the built-in pieces that a brief may name, each with its mood, tempo and licence. */
export function addMusic(program: Command, context: CliContext): void {
  const { say, terminal } = context;
  program
    .command('music')
    .description(say('help.music'))
    .option('--json', say('help.json'))
    .action(async (options: { json?: true }) => {
      const { server } = context;
      const own = () => musicTracks.map((name) => ({ name, ...musicCatalog[name] }));
      const pieces = server === undefined ? own() : await (await import('../remote/catalog.ts')).musicOf(server);
      if (options.json === true) {
        terminal.out(`${JSON.stringify(pieces, null, 2)}\n`);
        return;
      }
      for (const { name, mood, bpm } of pieces) {
        terminal.out(`${name.padEnd(18)} ${String(bpm).padStart(3)} bpm  ${say(`music.mood.${mood}`)}\n`);
      }
      terminal.note(`${say('music.use', { example: '"music": "lofi-desk"' })}\n`);
    });
}
