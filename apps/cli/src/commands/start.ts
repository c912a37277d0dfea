import { once } from 'node:events';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { buildPages } from '../pages/build-pages.ts';

/** Adds `clipo start`: the service, until it is told to stop. */
export function addStart(program: Command, context: CliContext): void {
  program
    .command('start')
    .description(context.say('help.start'))
    .action(() => start(context));
}

async function start({ env, say, terminal, signal, serve, root }: CliContext): Promise<void> {
  serve();
  await import('@clipo/server/load-quickly');
  const { readSettings, startService } = await import('@clipo/server');
  const settings = readSettings(env.variables);
  const onBuild = () => terminal.note(`${say('start.pages')}\n`);
  const pages = await buildPages(root, settings.home, { onBuild, signal });
  const service = await startService(settings, { signal, pages });
  try {
    terminal.out(`${say('start.ready', { url: service.url })}\n`);
    if (service.firstRunLink !== undefined) {
      terminal.out(`${say('start.link', { link: service.firstRunLink })}\n`);
    }
    const failure = await Promise.race([service.failed, signal.aborted ? undefined : once(signal, 'abort')]);
    if (failure instanceof Error) {
      throw failure;
    }
    terminal.note(`${say('start.stopping')}\n`);
  } finally {
    await service.stop();
  }
  terminal.note(`${say('start.stopped')}\n`);
}
