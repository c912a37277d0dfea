import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { providerOf } from '@clipo/batch/brief';
import type { ClientOptions } from '@clipo/client';
import { ClipoError, type Language, languages } from '@clipo/contract';
import { labelFile, makeImplicitLabel } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { checkVoice, openSpeech, readSpeechSettings, type SpokenText, speakText } from '@clipo/speech';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { dictionaryFor } from './dictionary-for.ts';
import { checkUnlabelled, noteUnlabelled, speechLabels, withSpeechLabel } from './speech-label.ts';

interface SpeakOptions {
  out: string;
  voice: string;
  lang?: string;
  rate: string;
  dictionary?: string;
  json?: true | string;
  label: string;
  recipient?: string;
  reason?: string;
  agree?: string;
}

/** Adds `clipo speak`: a text as a WAV file with both labels, and the times of its words and sounds. */
export function addSpeak(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('speak')
    .description(say('help.speak'))
    .argument('<text>', say('help.speak.text'))
    .requiredOption('-o, --out <file>', say('help.speak.out'))
    .option('--voice <id>', say('help.speak.voice'), 'default')
    .option('--lang <language>', say('help.speak.lang'))
    .option('--rate <number>', say('help.speak.rate'), '1')
    .option('--dictionary <file>', say('help.speak.dictionary'))
    .option('--json [file]', say('help.speak.json'))
    .option('--label <kind>', say('help.speak.label'), 'tone')
    .option('--recipient <name>', say('help.speak.recipient'))
    .option('--reason <text>', say('help.speak.reason'))
    .option('--agree <version>', say('help.speak.agree'))
    .action((text: string, options: SpeakOptions) => speak(text, options, context));
}

async function speak(argument: string, options: SpeakOptions, context: CliContext): Promise<void> {
  const { say, terminal, env, cwd, signal } = context;
  const text = argument === '-' ? readFileSync(0, 'utf8') : argument;
  const language = languageOf(options.lang, text);
  const out = resolve(cwd, options.out);
  if (!/\.wav$/i.test(out)) {
    throw inputFault('--out', 'rule.speak_wav');
  }
  if (context.server !== undefined) {
    await speakByService(context.server, { text, language, out }, options, context);
    return;
  }
  const { code, isDevelopment } = providerOf(env.providerCode);
  const label = speechLabels.find((known) => known === options.label);
  if (label === undefined) {
    throw inputFault('--label', 'rule.not_one_of', { values: speechLabels.join(', ') });
  }
  if (label === 'none') {
    checkUnlabelled(options, context);
  }
  const dictionary = await dictionaryFor(options.dictionary, cwd);
  const settings = readSpeechSettings(env);
  const speech = openSpeech({ ...settings, cacheDir: join(env.home, 'cache', 'voice'), dictionary });
  try {
    await checkVoice(speech, options.voice, language);
    const request = { text, language, voice: options.voice, rate: Number(options.rate) };
    const spoken = await speakText(speech, request, signal, (done, of) => {
      if (terminal.isLive && of > 3) {
        terminal.note(`\r${say('speak.progress', { done, of })}${done === of ? '\n' : ''}`);
      }
    });
    const labelled = label === 'none' ? spoken : await withSpeechLabel(spoken, label, { speech, ...request }, signal);
    const produceId = randomUUID();
    if (label === 'none') {
      // On record before anybody has it.
      await noteUnlabelled(options, { file: out, wav: spoken.wav, produceId }, context);
    }
    await writeLabelled(labelled.wav, out, { code, produceId, signal });
    if (label === 'none') {
      terminal.note(`${say('speak.unlabelled')}\n`);
    }
    if (isDevelopment) {
      terminal.note(`${say('label.development')}\n`);
    }
    const { wav: _, ...marks } = labelled;
    await tellSpoken({ language, ...marks }, options, context);
  } finally {
    await speech.close();
  }
}

/** Has a service speak it. Its sound begins with the AI mark; the times are those of the file. */
async function speakByService(
  server: ClientOptions,
  wish: { text: string; language: Language; out: string },
  { voice, rate, dictionary, ...options }: SpeakOptions,
  context: CliContext,
): Promise<void> {
  const { say, terminal, signal } = context;
  if (dictionary !== undefined) {
    throw inputFault('--dictionary', 'rule.not_remote', { verb: '--dictionary' });
  }
  if (options.label !== 'tone') {
    // What a service gives out begins with the tones.
    throw inputFault('--label', 'rule.not_remote', { verb: `--label ${options.label}` });
  }
  const { speakThere } = await import('../remote/renders.ts');
  const { out, ...words } = wish;
  const onPercent = (done: number) =>
    terminal.isLive && terminal.note(`\r${say('speak.progress', { done: `${done} %`, of: '100 %' })}`);
  const marks = await speakThere(server, { ...words, voice, rate: Number(rate) }, { out, signal, onPercent });
  await tellSpoken({ language: wish.language, ...marks }, options, context);
}

/** Says what was spoken; for programs, what is said when. */
async function tellSpoken(
  marks: Omit<SpokenText, 'wav'> & { language: Language },
  options: Pick<SpeakOptions, 'out' | 'json'>,
  { say, terminal, cwd }: CliContext,
): Promise<void> {
  const seconds = (marks.sampleCount / 48_000).toFixed(1);
  const from = say(`speak.times.${marks.timesFrom}`);
  const line = `${say('speak.done', { file: options.out, seconds, from, licence: marks.voiceLicence })}\n`;
  const text = `${JSON.stringify(marks, null, 2)}\n`;
  if (options.json === true) {
    terminal.out(text);
    terminal.note(line);
    return;
  }
  if (options.json !== undefined) {
    await writeFile(resolve(cwd, options.json), text);
  }
  terminal.out(line);
}

/** The language that is asked for; else that of the text: hanzi make it Chinese. */
function languageOf(wanted: string | undefined, text: string): Language {
  const given = wanted === 'zh' ? 'zh-CN' : wanted;
  const found = languages.find((language) => language === given);
  if (wanted !== undefined && found === undefined) {
    throw inputFault('--lang', 'rule.speak_language', { known: languages.join(', ') });
  }
  return found ?? (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en');
}

/** The sound under its name only when it is whole and labelled. */
async function writeLabelled(
  wav: Uint8Array,
  out: string,
  { code, produceId, signal }: { code: string; produceId: string; signal: AbortSignal },
): Promise<void> {
  const draft = `${out}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(draft, wav);
    await labelFile(draft, out, makeImplicitLabel({ providerCode: code, produceId }), { signal });
  } catch (cause) {
    if (cause instanceof ClipoError) {
      throw cause;
    }
    throw new ClipoError('output_unwritable', `${out}: ${(cause as Error).message}`, {
      details: { folder: dirname(out) },
      cause,
    });
  } finally {
    await rm(draft, { force: true });
  }
}
