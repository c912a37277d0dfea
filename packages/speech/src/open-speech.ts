import { ClipoError, type Dictionary, type SpeechEngine, type VoiceInfo } from '@clipo/contract';
import { createCloudSource } from './cloud/source.ts';
import { createEngine } from './create-engine.ts';
import { createEdgeSource } from './edge/source.ts';
import { createEspeakSource } from './espeak/source.ts';
import { createFliteSource } from './flite/source.ts';
import type { SpeechSettings } from './settings.ts';
import { createSherpaSource } from './sherpa/source.ts';
import { unknownVoice } from './unknown-voice.ts';
import type { VoiceSource } from './voice-source.ts';

/** What voices are opened with. */
export interface OpenSpeech extends Partial<SpeechSettings> {
  /** Absolute folder in which voices are kept. */
  cacheDir: string;
  /** Texts spoken at a time by each engine on this machine; 2 unless told. */
  workers?: number;
  /** How words are said that no engine can know. */
  dictionary?: Dictionary | undefined;
}

/**
 * Opens all voices behind one port: a voice's id names its engine (`espeak:zh-male`, `flite:slt`, `openai:alloy`),
 * `default` is the draft voice of the language. Nothing is started before it is needed; `close` ends what was.
 */
export function openSpeech(options: OpenSpeech): SpeechEngine {
  const espeak = createEspeakSource(options.workers);
  const sources: readonly VoiceSource[] = [
    espeak,
    createFliteSource(options.workers),
    ...(options.cloud === undefined ? [] : [createCloudSource(options.cloud)]),
    ...(options.edge === undefined ? [] : [createEdgeSource(options.edge)]),
    ...(options.modelsDir === undefined ? [] : [createSherpaSource(options.modelsDir)]),
  ];
  const engines = new Map(
    sources.map((source) => [
      source.name,
      createEngine(source, { cacheDir: options.cacheDir, reference: espeak, dictionary: options.dictionary }),
    ]),
  );
  const voices = async (): Promise<VoiceInfo[]> => (await Promise.all(sources.map((source) => source.voices()))).flat();
  return {
    id: 'clipo',
    voices,
    async speak(request, signal) {
      const { voice, language } = request;
      const engine = engines.get(voice === 'default' ? espeak.name : (voice.split(':')[0] ?? ''));
      if (engine === undefined) {
        throw unknownVoice(voice, language, await voices());
      }
      return engine.speak(request, signal);
    },
    async close() {
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

/** Refuses a voice that is not there for a language, before any work. @throws ClipoError invalid_input, missing_program */
export async function checkVoice(
  speech: Pick<SpeechEngine, 'voices'>,
  voice: string,
  language: VoiceInfo['languages'][number],
): Promise<void> {
  const known = await speech.voices();
  const found = known.find(({ id }) => id === voice);
  if (voice !== 'default' && found?.languages.includes(language) !== true) {
    throw unknownVoice(voice, language, known);
  }
  if (found?.needs !== undefined) {
    const problem = `the voice "${voice}" needs: ${found.needs}`;
    throw new ClipoError('invalid_input', `voice: ${problem}`, { details: { field: 'voice', problem } });
  }
}
