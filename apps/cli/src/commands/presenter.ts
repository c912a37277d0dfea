import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClipoError, type PresenterMedia } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { lineOf } from '@clipo/messages';
import { ingestFootage, kindOfPerson, loadPortrait, requireConsent } from '@clipo/presenter/people';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** What was found of a picture or film: for a person, and for a program. */
interface Checked {
  line: string;
  data: object;
}

/** Adds `clipo presenter check`: whether a picture or film of a person can speak, and may. */
export function addPresenter(program: Command, context: CliContext): void {
  const { say } = context;
  const presenter = program.command('presenter').description(say('help.presenter')).helpCommand(false);
  presenter
    .command('check')
    .description(say('help.presenter.check'))
    .argument('<file>', say('help.presenter.file'))
    .option('--json', say('help.json'))
    .action((file: string, options: { json?: true }) => check(path.resolve(context.cwd, file), options, context));
}

async function check(file: string, options: { json?: true }, context: CliContext): Promise<void> {
  const { say, terminal, env } = context;
  const media = createPresenterMedia();
  const kind = await kindOfPerson(file, media);
  const { line, data } = await (kind === 'footage' ? checkFootage : checkPortrait)(file, media, context);
  const need = { kind, purposes: ['render'] } as const;
  const refused = await requireConsent(file, need, { home: env.home }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof ClipoError && error.code === 'consent_needed') {
        return error;
      }
      throw error;
    },
  );
  if (options.json === true) {
    const result = { kind, isExperimental: true, ...data, hasConsent: refused === undefined };
    terminal.out(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  terminal.out(`${line}\n`);
  terminal.note(`${say('presenter.experimental')}\n`);
  terminal.out(`${refused === undefined ? say('presenter.consent') : lineOf(refused, say)}\n`);
}

async function checkPortrait(file: string, media: PresenterMedia, { say, signal }: CliContext): Promise<Checked> {
  const { portrait, quality } = await loadPortrait(file, media, signal);
  const { points, measured, isMended, picture } = portrait;
  const { width, height } = picture;
  return {
    line: say('presenter.portrait', {
      width: Math.round(measured.faceWidth),
      agreement: Math.round(quality.agreement * 100),
      late: quality.lateMs,
      sharpness: Math.round(quality.sharpness * 100),
    }),
    data: { width, height, points, measured, isMended, quality },
  };
}

async function checkFootage(file: string, media: PresenterMedia, { say, signal }: CliContext): Promise<Checked> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clipo-footage-'));
  try {
    const { report, loop } = await ingestFootage(file, path.join(folder, 'film.mkv'), media, { signal });
    return {
      line: say('presenter.footage', {
        seconds: report.seconds,
        lost: Math.round(report.faceLost * 100),
        open: Math.round(report.mouthOpen * 100),
        degrees: Math.round(report.mostYaw),
        backdrop: say(`presenter.backdrop.${report.backdrop}`),
        loop: (loop.end / 25).toFixed(1),
      }),
      data: { report, loop },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
