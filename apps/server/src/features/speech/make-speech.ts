import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerOf } from '@clipo/batch';
import type { Dictionary, Language } from '@clipo/contract';
import { runProgram } from '@clipo/engine';
import { labelFile, makeImplicitLabel, rhythmLabel } from '@clipo/label';
import { soundsBefore, speakText } from '@clipo/speech';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';

/** Files that speech comes in, with FFmpeg's arguments and the content type. */
export const speechFormats = {
  mp3: { type: 'audio/mpeg', args: ['-c:a', 'libmp3lame', '-b:a', '128k'] },
  wav: { type: 'audio/wav', args: ['-c:a', 'pcm_s16le'] },
  flac: { type: 'audio/flac', args: ['-c:a', 'flac'] },
  opus: { type: 'audio/ogg', args: ['-c:a', 'libopus', '-b:a', '64k'] },
} as const;
export type SpeechFormat = keyof typeof speechFormats;

const ending: Readonly<Record<SpeechFormat, string>> = { mp3: 'mp3', wav: 'wav', flac: 'flac', opus: 'ogg' };

/** What is said, and as what. */
export interface SpeechToMake {
  text: string;
  voice: string;
  rate: number;
  format: SpeechFormat;
  /** The team's. */
  dictionary: Dictionary | undefined;
  /** Left out, Chinese where there is a hanzi in the text. */
  language?: Language | undefined;
}

/**
 * Speaks a text and gives the sound as a file. Before the voice stands the mark that GB 45438-2025 asks of sound: the
 * rhythm short-long, short-short (A and I in Morse); the implicit label is in the file.
 * @throws ClipoError `content_rejected`, `invalid_input` for an unknown voice, `voice_failed`
 */
export async function makeSpeech(
  { speech, settings }: Pick<Deps, 'speech' | 'settings'>,
  { text, voice, rate, format, dictionary, ...rest }: SpeechToMake,
  signal: AbortSignal,
): Promise<Buffer> {
  const content = { kind: 'document', document: { input: text } } as const;
  assertAllowed(content, check(content));
  const language = rest.language ?? (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en');
  const spoken = await speakText(speech, { text, language, voice, rate, dictionary }, signal);
  const { wav } = soundsBefore(spoken, [rhythmLabel(spoken.sampleRate)]);
  const file = join(tmpdir(), `clipo-speech-${randomUUID()}.${ending[format]}`);
  try {
    const { args } = speechFormats[format];
    await runProgram('ffmpeg', ['-v', 'error', '-i', 'pipe:0', ...args, '-y', file], {
      signal,
      input: Buffer.from(wav),
    });
    const label = makeImplicitLabel({
      providerCode: providerOf(settings.CLIPO_PROVIDER_CODE).code,
      produceId: randomUUID(),
    });
    await labelFile(file, file, label, { signal });
    return await readFile(file);
  } finally {
    await rm(file, { force: true });
  }
}
