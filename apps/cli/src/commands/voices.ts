import { resolve } from 'node:path';
import type { VoiceInfo } from '@clipo/contract';
import { findWeights, openSpeech, pullVoice, readSpeechSettings } from '@clipo/speech';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo voices`, the voices that a brief may name, and `clipo voices pull`, which gets the weights of one. */
export function addVoices(program: Command, context: CliContext): void {
  const { say } = context;
  const voices = program
    .command('voices')
    .description(say('help.voices'))
    .option('--json', say('help.json'))
    .helpCommand(false)
    .action((options: { json?: true }) => list(options, context));
  voices
    .command('pull')
    .description(say('help.voices.pull'))
    .argument('<name>', say('help.voices.name'))
    .action((name: string) => pull(name, context));
}

async function list(options: { json?: true }, context: CliContext): Promise<void> {
  const { say, terminal, env, server } = context;
  const voices =
    server === undefined ? await voicesHere(context) : await (await import('../remote/catalog.ts')).voicesOf(server);
  if (options.json === true) {
    terminal.out(`${JSON.stringify(voices, null, 2)}\n`);
    return;
  }
  const width = Math.max(...voices.map(({ id }) => id.length));
  terminal.out(voices.map((voice) => `${lineOf(voice, width, { say, env })}\n`).join(''));
  terminal.note(`${say('voices.use', { example: '"voice": "espeak:zh-male"' })}\n`);
}

async function voicesHere({ env }: CliContext): Promise<VoiceInfo[]> {
  const settings = readSpeechSettings(env);
  const speech = openSpeech({ ...settings, cacheDir: resolve(env.home, 'cache', 'voice') });
  try {
    return await speech.voices();
  } finally {
    await speech.close();
  }
}

function lineOf(voice: VoiceInfo, width: number, { say, env }: Pick<CliContext, 'say' | 'env'>): string {
  const { id, name, languages, quality, offline, licence, needs } = voice;
  const facts = [
    name[env.language],
    languages.join(', '),
    say(`voices.quality.${quality}`),
    say(offline ? 'voices.offline' : 'voices.online'),
  ];
  const more = [licence, ...(needs === undefined ? [] : [say('voices.needs', { needs })])];
  const indent = ' '.repeat(width + 2);
  return [`${id.padEnd(width)}  ${facts.join(' · ')}`, ...more.map((line) => `${indent}${line}`)].join('\n');
}

async function pull(name: string, { say, terminal, env, cwd, signal }: CliContext): Promise<void> {
  const weights = await findWeights(name.endsWith('.json') ? resolve(cwd, name) : name);
  const { url, licence, licenceUrl, sha256 } = weights;
  terminal.note(`${say('voices.pulling', { name: weights.name, url, licence, licenceUrl, sha256 })}\n`);
  let shown = -1;
  const { pulled, isNew } = await pullVoice(
    weights,
    readSpeechSettings(env).modelsDir,
    ({ done, total }) => {
      const percent = total === undefined ? undefined : Math.floor((done * 100) / total);
      const step = percent ?? Math.floor(done / 10_000_000);
      if (terminal.isLive ? step !== shown : step >= shown + 10 || shown < 0) {
        shown = step;
        const amount = percent === undefined ? `${(done / 1e6).toFixed(0)} MB` : `${percent} %`;
        terminal.note(terminal.isLive ? `\r${amount.padEnd(12)}` : `${amount}\n`);
      }
    },
    signal,
  );
  terminal.note(terminal.isLive && shown >= 0 ? '\n' : '');
  const values = { name: weights.name, size: Math.round(pulled.bytes / 1e6), id: `sherpa:${weights.name}` };
  terminal.out(`${say(isNew ? 'voices.pulled' : 'voices.there', values)}\n`);
}
