import { once } from 'node:events';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo worker`: another machine's cores for the same service. */
export function addWorker(program: Command, context: CliContext): void {
  program
    .command('worker')
    .description(context.say('help.worker'))
    .action(() => work(context));
}

async function work({ env, say, terminal, signal, serve }: CliContext): Promise<void> {
  serve();
  await import('@clipo/server/load-quickly');
  const { readSettings, startWorkerService } = await import('@clipo/server');
  const worker = await startWorkerService(readSettings(env.variables));
  try {
    terminal.note(`${say('worker.ready')}\n`);
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
    terminal.note(`${say('start.stopping')}\n`);
  } finally {
    await worker.stop();
  }
  terminal.note(`${say('start.stopped')}\n`);
}
