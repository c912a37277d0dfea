import path from 'node:path';
import { ClipoError } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { lineOf } from '@clipo/messages';
import { loadPortrait, requireConsent } from '@clipo/presenter/people';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo presenter check`: whether a picture of a person can speak, and may. */
export function addPresenter(program: Command, context: CliContext): void {
  const { say } = context;
  const presenter = program.command('presenter').description(say('help.presenter')).helpCommand(false);
  presenter
    .command('check')
    .description(say('help.presenter.check'))
    .argument('<file>', say('help.presenter.file'))
    .option('--json', say('help.json'))
    .action((file: string, options: { json?: true }) => check(path.resolve(context.cwd, file), options, context));
  for (const command of presenter.commands) {
    command.helpOption('-h, --help', say('help.help')).copyInheritedSettings(program);
  }
}

async function check(file: string, options: { json?: true }, context: CliContext): Promise<void> {
  const { say, terminal, env, signal } = context;
  const { portrait, quality } = await loadPortrait(file, createPresenterMedia(), signal);
  const need = { kind: 'portrait', purposes: ['render'] } as const;
  const consent = await requireConsent(file, need, { home: env.home }).catch((error: unknown) => {
    if (error instanceof ClipoError && error.code === 'consent_needed') {
      return error;
    }
    throw error;
  });
  const hasConsent = !(consent instanceof ClipoError);
  if (options.json === true) {
    const { points, measured, isMended } = portrait;
    const result = { kind: 'portrait', isExperimental: true, points, measured, isMended, quality, hasConsent };
    terminal.out(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  terminal.out(
    `${say('presenter.portrait', {
      width: Math.round(portrait.measured.faceWidth),
      agreement: Math.round(quality.agreement * 100),
      late: quality.lateMs,
      sharpness: Math.round(quality.sharpness * 100),
    })}\n`,
  );
  terminal.note(`${say('presenter.experimental')}\n`);
  terminal.out(`${hasConsent ? say('presenter.consent') : lineOf(consent, say)}\n`);
}
