import path from 'node:path';
import { ConsentPurpose, type Language, languages } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { consentText, kindOfPerson, makeConsent, requireConsent, withdrawConsent } from '@clipo/presenter/people';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

interface MakeOptions {
  kind?: string;
  name?: string;
  adult?: true;
  guardian?: string;
  relation?: string;
  purposes: string;
  places: string;
  months: string;
  agree?: string;
  language?: string;
}

interface WithdrawOptions {
  by?: string;
  reason?: string;
  in?: string[];
  json?: true;
}

/** Adds `clipo consent text|make|check|withdraw`: what a person agreed to, beside the person's picture or footage. */
export function addConsent(program: Command, context: CliContext): void {
  const { say } = context;
  const consent = program.command('consent').description(say('help.consent')).helpCommand(false);
  consent
    .command('text')
    .description(say('help.consent.text'))
    .option('--language <language>', say('help.consent.language'))
    .action(({ language }: { language?: string }) => {
      context.terminal.out(consentText(languageOf(language, context)).text);
    });
  consent
    .command('make')
    .description(say('help.consent.make'))
    .argument('<file>', say('help.consent.file'))
    .option('--kind <kind>', say('help.consent.kind'))
    .option('--name <name>', say('help.consent.name'))
    .option('--adult', say('help.consent.adult'))
    .option('--guardian <name>', say('help.consent.guardian'))
    .option('--relation <relation>', say('help.consent.relation'))
    .option(
      '--purposes <list>',
      say('help.consent.purposes', { all: ConsentPurpose.options.join(',') }),
      'render,advertise',
    )
    .option('--places <places>', say('help.consent.places'), 'online')
    .option('--months <n>', say('help.consent.months'), '12')
    .option('--agree <version>', say('help.consent.agree'))
    .option('--language <language>', say('help.consent.language'))
    .action((file: string, options: MakeOptions) => make(file, options, context));
  consent
    .command('check')
    .description(say('help.consent.check'))
    .argument('<file>', say('help.consent.file'))
    .option('--kind <kind>', say('help.consent.kind'))
    .action((file: string, { kind }: { kind?: string }) => check(file, kind, context));
  consent
    .command('withdraw')
    .description(say('help.consent.withdraw'))
    .argument('<file>', say('help.consent.file'))
    .option('--by <name>', say('help.consent.by'))
    .option('--reason <text>', say('help.consent.reason'))
    .option('--in <folder...>', say('help.consent.in'))
    .option('--json', say('help.json'))
    .action((file: string, options: WithdrawOptions) => withdraw(file, options, context));
}

async function make(file: string, options: MakeOptions, context: CliContext): Promise<void> {
  const { say, terminal, cwd, env } = context;
  const language = languageOf(options.language, context);
  const text = consentText(language);
  if (options.agree === undefined) {
    // Nobody agrees to what they have not seen.
    terminal.out(`${text.text}\n`);
    throw inputFault('--agree', 'rule.consent_agree', { version: text.version });
  }
  const name = needed('--name', options.name);
  // A picture tells no age: somebody declares it, and a child's is never taken for an adult's because nobody said a word.
  if ((options.adult === true) === (options.guardian !== undefined)) {
    throw inputFault('--adult', options.adult === true ? 'rule.consent_adult_and_guardian' : 'rule.consent_age', {
      name,
    });
  }
  const now = new Date();
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + months(options.months));
  const material = path.resolve(cwd, file);
  const made = await makeConsent(
    material,
    {
      kind: await kindOf(options.kind, material),
      person: { name, isAdult: options.adult === true },
      ...(options.guardian === undefined
        ? {}
        : { guardian: { name: options.guardian, relation: needed('--relation', options.relation) } }),
      purposes: options.purposes.split(',').map((purpose) => purposeOf(purpose.trim())),
      places: options.places,
      until: until.toISOString(),
      signedBy: options.guardian ?? name,
      agreedTo: options.agree,
      language,
    },
    { home: env.home, now },
  );
  terminal.out(
    `${say('consent.made', { file: made.file, id: made.record.terms.id, until: day(until.toISOString()) })}\n`,
  );
}

async function check(file: string, kind: string | undefined, { say, terminal, cwd, env }: CliContext): Promise<void> {
  const material = path.resolve(cwd, file);
  const need = { kind: await kindOf(kind, material), purposes: ['render'] } as const;
  const { record, purposes } = await requireConsent(material, need, { home: env.home });
  const { person, until } = record.terms;
  terminal.out(`${say('consent.holds', { name: person.name, purposes: purposes.join(', '), until: day(until) })}\n`);
}

async function withdraw(
  file: string,
  options: WithdrawOptions,
  { say, terminal, cwd, env }: CliContext,
): Promise<void> {
  const folders = (options.in ?? []).map((folder) => path.resolve(cwd, folder));
  const by = needed('--by', options.by);
  const { record, videos } = await withdrawConsent(
    path.resolve(cwd, file),
    { by, reason: options.reason, folders },
    { home: env.home, now: new Date() },
  );
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ id: record.terms.id, withdrawal: record.withdrawal?.at, videos }, null, 2)}\n`);
    return;
  }
  terminal.out(`${say('consent.withdrawn', { id: record.terms.id })}\n`);
  terminal.out(`${say(videos.length === 0 ? 'consent.videos.none' : 'consent.videos', { count: videos.length })}\n`);
  terminal.out(videos.map((video) => `  ${video.file}\n`).join(''));
}

function needed(option: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') {
    throw inputFault(option, 'rule.argument_missing');
  }
  return value;
}

/** As it is told, or else what the file is: whoever signs for a film must not end up with a consent for a picture. */
async function kindOf(kind: string | undefined, material: string): Promise<'portrait' | 'footage'> {
  if (kind === undefined) {
    return kindOfPerson(material, createPresenterMedia());
  }
  if (kind !== 'portrait' && kind !== 'footage') {
    throw inputFault('--kind', 'rule.not_one_of', { values: 'portrait, footage' });
  }
  return kind;
}

function purposeOf(text: string): ConsentPurpose {
  const purpose = ConsentPurpose.options.find((known) => known === text);
  if (purpose === undefined) {
    throw inputFault('--purposes', 'rule.not_one_of', { values: ConsentPurpose.options.join(', ') });
  }
  return purpose;
}

function months(text: string): number {
  if (!/^[1-9]\d?$/.test(text) || Number(text) > 60) {
    throw inputFault('--months', 'rule.too_large', { maximum: 60 });
  }
  return Number(text);
}

function languageOf(text: string | undefined, { env }: CliContext): Language {
  const language = text === undefined ? env.language : languages.find((known) => known === text);
  if (language === undefined) {
    throw inputFault('--language', 'rule.not_one_of', { values: languages.join(', ') });
  }
  return language;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
