import { ClipoError, type VoiceInfo } from '@clipo/contract';
import { decodeWav } from '../audio/decode-wav.ts';
import type { SpokenPart } from '../front-end/speak-out.ts';
import { limitWork } from '../limit-work.ts';
import { unknownVoice } from '../unknown-voice.ts';
import type { VoiceSource } from '../voice-source.ts';
import { runFlite, sayWithFlite } from './run.ts';
import { readSounds } from './sounds.ts';

const engineId = 'flite/2-2';
const licence = 'Flite, BSD-like (CMU); the sound it makes is yours';
/** The clearest first; the two that end in 16 or `_time` say the same at another rate, or only clocks. */
const names: Readonly<Record<string, VoiceInfo['name']>> = {
  slt: { 'zh-CN': '英语女声 slt', en: 'Female (slt)' },
  rms: { 'zh-CN': '英语男声 rms', en: 'Male (rms)' },
  awb: { 'zh-CN': '英语男声 awb（苏格兰）', en: 'Male, Scottish (awb)' },
  kal: { 'zh-CN': '英语男声 kal', en: 'Male, robotic (kal)' },
};
/** Speed of each voice at rate 1, so that all say about 155 words a minute. */
const stretches: Readonly<Record<string, number>> = { slt: 1.3, rms: 1.1, awb: 1.1, kal: 1.25 };

/** flite, where it is installed: English voices with the times of sounds. */
export function createFliteSource(workers = 2): VoiceSource {
  const limited = limitWork(workers);
  let listed: Promise<string[] | undefined> | undefined;
  const installed = () => {
    listed ??= runFlite(['-lv']).then(
      (printed) => printed.replace(/^.*:/, '').trim().split(/\s+/),
      () => undefined,
    );
    return listed;
  };
  const voices = async (): Promise<VoiceInfo[]> => {
    const found = await installed();
    const known = Object.keys(names).filter((name) => found === undefined || found.includes(name));
    return known.map((name) => ({
      id: `flite:${name}`,
      name: names[name] as VoiceInfo['name'],
      languages: ['en'],
      engine: 'flite',
      licence,
      quality: 'standard',
      offline: true,
      ...(found === undefined ? { needs: 'apt-get install flite' } : {}),
    }));
  };
  return {
    id: engineId,
    name: 'flite',
    mostCharacters: 2_000,
    takesSounds: true,
    voices,
    close: () => Promise.resolve(),
    async choose(voice, language) {
      const known = await voices();
      const name = voice === '' ? 'slt' : voice;
      if (language !== 'en' || !known.some(({ id }) => id === `flite:${name}`)) {
        throw unknownVoice(`flite:${voice}`, language, known);
      }
      if ((await installed()) === undefined) {
        throw new ClipoError('missing_program', 'flite is not installed', {
          details: { program: 'flite', command: 'apt-get install flite' },
        });
      }
      return { voice: name, licence };
    },
    async say({ parts, voice, rate }, signal) {
      const foreign = parts.find(({ language }) => language !== 'en');
      if (foreign !== undefined) {
        const problem = `flite speaks no Chinese: "${foreign.text}"; give it an English reading in dictionary.json, or take another voice`;
        throw new ClipoError('invalid_input', `text: ${problem}`, { details: { field: 'text', problem } });
      }
      try {
        const text = parts.map(textOf).join(' ');
        const isMarkedUp = parts.some(({ sounded }) => sounded !== undefined);
        const stretch = (stretches[voice] ?? 1) / rate;
        const { wav, sounds } = await limited(() => sayWithFlite({ text, voice, stretch, isMarkedUp }, signal), signal);
        return { ...decodeWav(wav), marks: { kind: 'phonemes', phonemes: readSounds(sounds) } };
      } catch (cause) {
        if (cause instanceof ClipoError) {
          throw cause;
        }
        const problem = (cause as Error).message;
        throw new ClipoError('voice_failed', `flite: ${problem}`, {
          details: { engine: engineId, problem },
          isRetryable: true,
          cause,
        });
      }
    },
  };
}

/** Words that have sounds as the program's own mark; a part's text holds nothing that would be one by itself. */
function textOf({ text, sounded = [] }: SpokenPart): string {
  let from = 0;
  const pieces = sounded.map(({ spokenStart, spokenEnd, sounds }) => {
    const before = text.slice(from, spokenStart);
    from = spokenEnd;
    return `${before}<phoneme ph="${sounds.cmu}">${text.slice(spokenStart, spokenEnd)}</phoneme>`;
  });
  return pieces.join('') + text.slice(from);
}
