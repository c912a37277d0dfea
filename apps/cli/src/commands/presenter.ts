import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClipoError, type PresenterMedia } from '@clipo/contract';
import { createPresenterMedia, runProgram } from '@clipo/engine';
import { inputFault, lineOf } from '@clipo/messages';
import {
  createFootagePreview,
  type FootagePreview,
  type IngestProgress,
  ingestFootage,
  kindOfPerson,
  loadPortrait,
  requireConsent,
} from '@clipo/presenter/people';
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
    .option('--preview <picture>', say('help.presenter.preview'))
    .option('--json', say('help.json'))
    .action((file: string, options: CheckOptions) => check(path.resolve(context.cwd, file), options, context));
}

interface CheckOptions {
  preview?: string;
  json?: true;
}

async function check(file: string, options: CheckOptions, context: CliContext): Promise<void> {
  const { say, terminal, env } = context;
  const media = createPresenterMedia();
  const kind = await kindOfPerson(file, media);
  const preview = previewFile(options.preview, context);
  const { line, data } = await (kind === 'footage' ? checkFootage : checkPortrait)(file, { media, preview }, context);
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

interface Checking {
  media: PresenterMedia;
  /** Where a picture of what was seen goes. */
  preview: string | undefined;
}

async function checkPortrait(
  file: string,
  { media, preview }: Checking,
  { say, signal, terminal }: CliContext,
): Promise<Checked> {
  const { portrait, quality } = await loadPortrait(file, media, signal);
  const { points, measured, isMended, picture } = portrait;
  const { width, height } = picture;
  const seen = createFootagePreview({ count: 1, tileWidth: Math.min(width, 720) });
  seen.look(0, picture, { face: { points }, isFaulty: false });
  await writePreview(seen, preview, { say, terminal });
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

async function checkFootage(
  file: string,
  { media, preview }: Checking,
  { say, signal, terminal }: CliContext,
): Promise<Checked> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clipo-footage-'));
  const seen = createFootagePreview();
  const onProgress = progressLine({ say, terminal });
  try {
    const film = path.join(folder, 'film.mkv');
    const { report, loop } = await ingestFootage(file, film, media, { signal, onProgress, preview: seen });
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
    terminal.note(terminal.isLive ? '\n' : '');
    // Where the film is refused, the picture shows where.
    await writePreview(seen, preview, { say, terminal });
    await rm(folder, { recursive: true, force: true });
  }
}

type Telling = Pick<CliContext, 'say' | 'terminal'>;

/** Tells what an ingest has seen until now: all the time where a line can be redrawn, else every quarter of the work. */
function progressLine({ say, terminal }: Telling): (progress: IngestProgress) => void {
  let told = -1;
  return ({ share, faceLost, mouthOpen, mostYaw }) => {
    const step = terminal.isLive ? Math.floor(share * 100) : Math.floor(share * 4) * 25;
    if (step <= told) {
      return;
    }
    told = step;
    const line = say('presenter.taking', {
      percent: step,
      lost: Math.round(faceLost * 100),
      open: Math.round(mouthOpen * 100),
      degrees: Math.round(mostYaw),
    });
    terminal.note(terminal.isLive ? `\r${line}` : `${line}\n`);
  };
}

/** @throws ClipoError `invalid_input` for a name that is no picture's */
function previewFile(named: string | undefined, { cwd }: CliContext): string | undefined {
  if (named !== undefined && !/\.(png|jpe?g)$/i.test(named)) {
    throw inputFault('--preview', 'rule.preview_ending');
  }
  return named === undefined ? undefined : path.resolve(cwd, named);
}

async function writePreview(seen: FootagePreview, file: string | undefined, { say, terminal }: Telling): Promise<void> {
  const sheet = seen.sheet();
  if (file === undefined || sheet === undefined) {
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  const size = `${sheet.width}x${sheet.height}`;
  const raw = ['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-i', 'pipe:0'];
  const args = [...raw, '-frames:v', '1', '-q:v', '3', '-update', '1', '-y', `file:${file}`];
  await runProgram('ffmpeg', args, { input: Buffer.from(sheet.data) });
  terminal.note(`${say('presenter.preview', { file })}\n`);
}
