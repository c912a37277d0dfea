import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, type VoiceInfo } from '@clipo/contract';
import { limitWork } from '../limit-work.ts';
import { unknownVoice } from '../unknown-voice.ts';
import type { RawVoice, VoiceSource } from '../voice-source.ts';
import { type SherpaProgram, startSherpa } from './run.ts';
import { readPulled, type Weights, weightsCatalog } from './weights.ts';

const engineId = 'sherpa-onnx/1.13-1';
/** Loading a model takes seconds; saying a line takes less than its length on any machine that is of use. */
const mostMs = 180_000;

/**
 * Voices whose weights the user pulled, run by sherpa-onnx in a process of its own. `sherpa:NAME` is the first speaker of
 * weights, `sherpa:NAME/3` their fourth. It tells no times, so voices are aligned.
 */
export function createSherpaSource(modelsDir: string): VoiceSource {
  const limited = limitWork(1);
  const programs = new Map<string, SherpaProgram>();
  const pulled = async (): Promise<Weights[]> => {
    const names = await readdir(modelsDir).catch(() => []);
    const found = await Promise.all(names.map((name) => readPulled(modelsDir, name)));
    return found.flatMap((one) => (one === undefined ? [] : [one.weights]));
  };
  const voices = async (): Promise<VoiceInfo[]> => {
    const there = await pulled();
    const missing = weightsCatalog.filter(({ name }) => !there.some((one) => one.name === name));
    return [...there, ...missing].map((weights) => ({
      id: `sherpa:${weights.name}`,
      name: weights.title,
      languages: weights.languages,
      engine: 'sherpa',
      licence: `${weights.licence}, ${weights.licenceUrl}`,
      quality: 'neural',
      offline: true,
      ...(there.includes(weights) ? {} : { needs: `./clipo voices pull ${weights.name}` }),
    }));
  };
  return {
    id: engineId,
    name: 'sherpa',
    mostCharacters: 2_000,
    voices,
    async choose(voice, language) {
      const [name = '', speaker = '0'] = voice.split('/');
      const known = await voices();
      const info = known.find(({ id }) => id === `sherpa:${name}`);
      if (info === undefined || !info.languages.includes(language)) {
        throw unknownVoice(`sherpa:${voice}`, language, known);
      }
      const weights = (await pulled()).find((one) => one.name === name);
      if (weights === undefined) {
        const problem = `the voice "${name}" is not there yet: ./clipo voices pull ${name}`;
        throw new ClipoError('invalid_input', `voice: ${problem}`, { details: { field: 'voice', problem } });
      }
      if (!/^\d{1,4}$/.test(speaker) || Number(speaker) >= weights.speakers) {
        const problem = `"${name}" has speakers 0 to ${weights.speakers - 1}`;
        throw new ClipoError('invalid_input', `voice: ${problem}`, { details: { field: 'voice', problem } });
      }
      return { voice: `${name}/${Number(speaker)}/${weights.sha256.slice(0, 12)}`, licence: info.licence };
    },
    say: ({ parts, voice, rate }, signal) =>
      limited(async (): Promise<RawVoice> => {
        const [name = '', speaker = '0'] = voice.split('/');
        const weights = (await pulled()).find((one) => one.name === name);
        const program = programs.get(name);
        const alive = program?.isAlive() === true ? program : startSherpa();
        programs.set(name, alive);
        const limit = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
        try {
          const { samples, sampleRate } = await alive.ask(
            {
              config: configOf(weights, join(modelsDir, name)),
              text: parts.map(({ text }) => text).join(' '),
              speaker: Number(speaker),
              speed: rate,
            },
            limit,
          );
          return { samples: Float64Array.from(samples), sampleRate, marks: { kind: 'none' } };
        } catch (cause) {
          if (signal.aborted) {
            throw new ClipoError('cancelled', 'speaking was cancelled', { cause });
          }
          const problem = `${(cause as Error).message}; if the weights are damaged, pull them again`;
          throw new ClipoError('voice_failed', `${engineId}: ${problem}`, {
            details: { engine: engineId, problem },
            cause,
          });
        }
      }, signal),
    close() {
      for (const program of programs.values()) {
        program.end();
      }
      programs.clear();
      return Promise.resolve();
    },
  };
}

/** A model as sherpa-onnx wants it described. Source: `OfflineTtsConfig` of sherpa-onnx-node. */
function configOf(weights: Weights | undefined, folder: string): object {
  if (weights === undefined) {
    throw new Error('its weights are gone');
  }
  const at = (file: string) => join(folder, file);
  const { model, tokens, lexicon, voices, dataDir, vocoder } = weights.files;
  const shared = {
    tokens: at(tokens),
    lexicon: lexicon.map(at).join(','),
    ...(dataDir === undefined ? {} : { dataDir: at(dataDir) }),
  };
  const kinds = {
    vits: () => ({ vits: { model: at(model), ...shared } }),
    kokoro: () => ({ kokoro: { model: at(model), voices: at(voices ?? ''), ...shared } }),
    matcha: () => ({ matcha: { acousticModel: at(model), vocoder: at(vocoder ?? ''), ...shared } }),
  };
  return {
    model: { ...kinds[weights.kind](), numThreads: 2, provider: 'cpu', debug: false },
    maxNumSentences: 1,
    ruleFsts: weights.ruleFsts.map(at).join(','),
  };
}
