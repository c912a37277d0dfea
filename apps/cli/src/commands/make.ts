import { join, resolve } from 'node:path';
import type { MakeInput, MakePlan } from '@clipo/batch';
import {
  type BriefOptions,
  hashBrief,
  loadBrief,
  loadProducts,
  overrideBrief,
  type ProductWarning,
} from '@clipo/batch/brief';
import type { ClientOptions } from '@clipo/client';
import { type BatchEvent, ClipoError, type Manifest } from '@clipo/contract';
import { inputFault, knownError, sentenceIn, tellError } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { checkOutput, claimOutput } from '../output/claim-output.ts';
import { dropEarlier } from '../output/drop-earlier.ts';
import type { RunMark } from '../output/run-mark.ts';
import { useCache } from '../output/sweep-cache.ts';
import { writeManifest } from '../output/write-manifest.ts';
import { formatTime } from '../progress/format-time.ts';
import { openProgress, type ProgressView } from '../progress/progress-view.ts';
import { writeReport } from '../report/write-report.ts';
import { planLines } from './plan-lines.ts';

interface MakeOptions extends BriefOptions {
  out?: string;
  draft?: true;
  json?: true;
  dryRun?: true;
  force?: true;
  detach?: true;
}

/** Adds `clipo make`. */
export function addMake(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('make')
    .description(say('help.make'))
    .argument('<brief>', say('help.make.brief'))
    .option('--out <dir>', say('help.make.out'))
    .option('--count <n>', say('help.make.count'))
    .option('--formats <list>', say('help.make.formats'))
    .option('--plan <kind>', say('help.make.plan'))
    .option('--seed <n>', say('help.make.seed'))
    .option('--draft', say('help.make.draft'))
    .option('--json', say('help.make.json'))
    .option('--dry-run', say('help.make.dryRun'))
    .option('--force', say('help.make.force'))
    .option('--detach', say('help.make.detach'))
    .addHelpText('after', `\n${say('help.make.after')}`)
    .action((brief: string, options: MakeOptions) => make(brief, options, context));
}

async function make(path: string, options: MakeOptions, context: CliContext): Promise<void> {
  const isJson = options.json === true;
  const view = openProgress(context.terminal, context.say, isJson);
  const teller = tellerOf(view, context);
  let home: RunMark | undefined;
  const cancelled = () => ({ event: 'cancelled', done: teller.done, total: teller.total }) as const;
  if (isJson) {
    context.onForcedEnd(() => view.tell(cancelled()));
  }
  // What is planned is kept under CLIPO_HOME; only what is made goes to the output.
  let writingTo = context.env.home;
  try {
    const isDryRun = options.dryRun === true;
    checkPlace(options, context);
    const { input, warnings } = await readInput(path, options, context);
    const deps = { onEvent: teller.tell, signal: context.signal, env: context.env };
    for (const message of warnings) {
      teller.tell({ event: 'warning', message });
    }
    if (context.server !== undefined) {
      writingTo = input.outDir;
      await makeThere(context.server, input, { view, teller, context, isJson, isDetached: options.detach === true });
      return;
    }
    if (!isDryRun) {
      home = await useCache(context.env.home);
    }
    // Loaded only here: the engine's libraries would slow every other verb and wrong input down.
    const { makeBatch, planMake } = await import('@clipo/batch');
    const { plan, batch } = await planMake(input, deps, { isKept: !isDryRun, hasPeople: true });
    for (const message of plan.warnings) {
      teller.tell({ event: 'warning', message });
    }
    tellPlan(plan, input, { view, teller, context, isJson, isDryRun });
    if (isDryRun) {
      return;
    }
    writingTo = input.outDir;
    const claim = await claimOutput({ ...input, briefFolder: input.folder });
    try {
      const manifest = await makeBatch(input, batch, deps);
      await leaveMade(manifest, input, { view, teller, context, isJson });
    } finally {
      claim.release();
    }
  } catch (error) {
    const known = context.signal.aborted
      ? new ClipoError('cancelled', 'cancelled', { cause: error })
      : knownError(error, writingTo);
    // A program that reads events learns the end from the last of them; a person from the lines that main prints.
    if (isJson) {
      const message = tellError(known, context.say, false).lines.join('\n');
      view.tell(known.code === 'cancelled' ? cancelled() : { event: 'failed', code: known.code, message });
    }
    throw known;
  } finally {
    home?.release();
    view.close();
  }
}

/** Options that need a service, or can't have one. */
function checkPlace({ dryRun, detach }: MakeOptions, { server }: CliContext): void {
  if (dryRun === true && server !== undefined) {
    // A service plans only what it then makes: showing the plan there would start the batch.
    throw inputFault('--dry-run', 'rule.not_planned_remotely');
  }
  if (detach === true && server === undefined) {
    throw inputFault('--detach', 'rule.remote_only');
  }
}

/** Has a service make it; what it made comes to the same place, as the same files. */
async function makeThere(
  server: ClientOptions,
  input: MakeInput,
  telling: Telling & { isDetached: boolean },
): Promise<void> {
  const { view, teller, context, isDetached } = telling;
  const { finishRemotely, startRemotely } = await import('../remote/make-remotely.ts');
  const claim = await claimOutput({ ...input, briefFolder: input.folder });
  try {
    const batch = await startRemotely(server, input, context.signal);
    view.note(
      context.say(isDetached ? 'make.remote.detached' : 'make.remote.started', { id: batch.id, url: server.url }),
    );
    if (isDetached) {
      view.close();
      context.terminal.out(`${batch.id}\n`);
      return;
    }
    const manifest = await finishRemotely(batch, input, { onEvent: teller.tell, signal: context.signal });
    await leaveMade(manifest, input, telling);
  } finally {
    claim.release();
  }
}

/** Writes what tells of the videos, takes away what earlier runs left beside them, and says how it ended. */
async function leaveMade(manifest: Manifest, { outDir }: MakeInput, telling: Telling): Promise<void> {
  const written = await writeManifest(manifest, outDir);
  const dropped = await dropEarlier(manifest, outDir);
  if (dropped.length > 0) {
    const names = `${dropped.slice(0, 3).join(', ')}${dropped.length > 3 ? ' …' : ''}`;
    const message = telling.context.say('make.dropped', { count: dropped.length, names });
    telling.teller.tell({ event: 'warning', message });
  }
  const report = await writeReport(manifest, outDir);
  tellEnd(manifest, { manifest: written, report }, telling);
}

/** Everything that a user gave, checked together before any work. */
async function readInput(
  path: string,
  options: MakeOptions,
  context: CliContext,
): Promise<{ input: MakeInput; warnings: string[] }> {
  const loaded = await loadBrief(resolve(context.cwd, path));
  const { products, warnings } = await loadProducts(loaded.folder, loaded.brief);
  if (options.out?.trim() === '') {
    // As an unset variable in a script gives it: not the folder that the command happens to run in.
    throw inputFault('--out', 'rule.option_value_missing');
  }
  const outDir = options.out === undefined ? join(loaded.folder, 'out') : resolve(context.cwd, options.out);
  const input: MakeInput = {
    folder: loaded.folder,
    brief: overrideBrief(loaded.brief, options),
    products,
    briefHash: await hashBrief(loaded.brief, products, loaded.folder),
    outDir,
    isDraft: options.draft === true,
    isForce: options.force === true,
  };
  await checkOutput({ ...input, briefFolder: input.folder });
  return { input, warnings: warnings.map((warning) => warningText(warning, context)) };
}

function warningText(warning: ProductWarning, { say }: CliContext): string {
  switch (warning.kind) {
    case 'ignored-columns':
      return say('make.warning.columns', { file: warning.file, columns: warning.columns.join(', ') });
    case 'not-utf8':
      return say('make.warning.encoding', { file: warning.file });
  }
}

/** Passes events on, counts videos, and says each warning once: plan and work find the same ones. */
interface Teller {
  tell(event: BatchEvent): void;
  done: number;
  total: number;
}

function tellerOf(view: ProgressView, { say }: CliContext): Teller {
  const said = new Set<string>();
  const teller: Teller = {
    done: 0,
    total: 0,
    tell(event) {
      if (event.event === 'warning') {
        if (said.has(event.message)) {
          return;
        }
        said.add(event.message);
        view.tell({ ...event, message: sentenceIn(say.language, event.message) });
        return;
      }
      if (event.event === 'video-end') {
        teller.done = event.done;
      }
      if (event.event === 'batch-plan') {
        teller.total = event.videos;
      }
      view.tell(event);
    },
  };
  return teller;
}

interface Telling {
  view: ProgressView;
  teller: Teller;
  context: CliContext;
  isJson: boolean;
}

function tellPlan(plan: MakePlan, input: MakeInput, telling: Telling & { isDryRun: boolean }): void {
  const { view, teller, context, isJson, isDryRun } = telling;
  const { pieces, cached, estimateSeconds } = plan;
  const event = { event: 'batch-plan', videos: plan.videos.length, pieces, cached, estimateSeconds } as const;
  if (!isDryRun) {
    if (!isJson) {
      planLines(plan, input, context.say).forEach(view.note);
    }
    teller.tell(event);
  } else if (isJson) {
    // The plan is the result of a dry run: the event carries all of it.
    context.terminal.out(`${JSON.stringify({ ...event, plan: plan.plan, list: plan.videos })}\n`);
  } else {
    view.close();
    context.terminal.out(`${planLines(plan, input, context.say).join('\n')}\n`);
    view.note(context.say('make.dryRun'));
  }
}

function tellEnd(manifest: Manifest, files: { manifest: string; report: string }, telling: Telling): void {
  const { view, teller, context, isJson } = telling;
  const { done, failed, wallSeconds } = manifest.totals;
  view.close();
  teller.tell({ event: 'done', manifest: files.manifest, done, failed, wallSeconds });
  if (!isJson) {
    const values = { done, failed, time: formatTime(wallSeconds, context.say), report: files.report };
    view.note(context.say(failed === 0 ? 'make.done' : 'make.done.failed', values));
    const faulty = manifest.videos.filter(({ quality }) => quality?.passed === false).length;
    if (faulty > 0) {
      view.note(context.say('make.check.total', { count: faulty, done }));
    }
    if (failed > 0) {
      view.note(context.say('make.done.again'));
    }
    context.terminal.out(`${files.manifest}\n`);
  }
  context.setExit(failed === 0 ? 0 : 3);
}
