import { createHash } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, SpeechEngine } from '@clipo/contract';
import { isSpokenLabelEnough, rhythmLabel, spokenLabel, spokenLabelPace } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { type SpokenText, soundsBefore, speakText } from '@clipo/speech';
import type { CliContext } from '../context.ts';

/** How a sound tells that AI made it. */
export const speechLabels = ['tone', 'voice', 'none'] as const;
export type SpeechLabel = (typeof speechLabels)[number];

/** The version of the duty (`speak.duty`) that whoever leaves the audible label out takes on. */
const dutyVersion = '2026-11';
const keptMonths = 6;

/** What whoever asks for sound without an audible label tells of themselves. */
export interface Unlabelled {
  recipient?: string | undefined;
  reason?: string | undefined;
  agree?: string | undefined;
}

/**
 * Refuses to leave the audible label out unless the law's conditions hold (标识办法, article 9): the recipient takes on the duty
 * to label, by its version, and is on record.
 * @throws ClipoError `invalid_input`, after the duty was shown
 */
export function checkUnlabelled({ recipient, reason, agree }: Unlabelled, { say, terminal }: CliContext): void {
  if (agree !== dutyVersion) {
    terminal.out(`${say('speak.duty', { version: dutyVersion, months: keptMonths })}\n`);
    throw inputFault('--agree', 'rule.speak_agree', { version: dutyVersion });
  }
  for (const [option, value] of [
    ['--recipient', recipient],
    ['--reason', reason],
  ] as const) {
    if (value === undefined || value.trim() === '') {
      throw inputFault(option, 'rule.argument_missing');
    }
  }
}

/** The sound with its audible label before it. */
export async function withSpeechLabel(
  spoken: SpokenText,
  label: Exclude<SpeechLabel, 'none'>,
  { speech, language, voice }: { speech: Pick<SpeechEngine, 'speak'>; language: Language; voice: string },
  signal: AbortSignal,
): Promise<SpokenText> {
  const tone = rhythmLabel(spoken.sampleRate);
  if (label === 'tone') {
    return soundsBefore(spoken, [tone]);
  }
  const text = spokenLabel[language];
  const say = (rate: number) => speakText(speech, { text, language, voice, rate }, signal);
  const usual = await say(1);
  // Voices differ; the label must be slow enough to be understood, as the standard counts it.
  const perMinute = (text.length * 60 * usual.sampleRate) / usual.sampleCount;
  const rate = Math.round((100 * spokenLabelPace.most) / perMinute) / 100;
  const slow = rate < 1 ? await say(Math.max(0.5, rate)) : usual;
  const labelled = joinedBefore(spoken, slow);
  return isSpokenLabelEnough(language) ? labelled : soundsBefore(labelled, [tone]);
}

function joinedBefore(spoken: SpokenText, label: SpokenText): SpokenText {
  const samples = new Float64Array(label.sampleCount);
  const view = new DataView(label.wav.buffer, label.wav.byteOffset + 44, label.sampleCount * 2);
  for (let index = 0; index < samples.length; index++) {
    samples[index] = view.getInt16(index * 2, true) / 32_768;
  }
  return soundsBefore(spoken, [samples]);
}

/** Puts on record who got a sound without an audible label; kept for at least six calendar months. */
export async function noteUnlabelled(
  { recipient, reason }: Unlabelled,
  { file, wav, produceId }: { file: string; wav: Uint8Array; produceId: string },
  { env, say }: Pick<CliContext, 'env' | 'say'>,
): Promise<void> {
  const now = new Date();
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + keptMonths);
  const duty = say('speak.duty', { version: dutyVersion, months: keptMonths });
  const record = {
    at: now.toISOString(),
    keepUntil: until.toISOString(),
    recipient,
    reason,
    duty: { version: dutyVersion, sha256: createHash('sha256').update(duty).digest('hex') },
    file,
    produceId,
    sha256: createHash('sha256').update(wav).digest('hex'),
  };
  const folder = join(env.home, 'labels');
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, 'unlabelled.jsonl'), `${JSON.stringify(record)}\n`);
}
