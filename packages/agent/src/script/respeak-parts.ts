import type { Language } from '@clipo/contract';
import { ClipoError } from '@clipo/contract';
import type { VoiceDeps } from './fit-line.ts';
import { breathMs } from './line-candidates.ts';
import type { SpokenLine, SpokenPart } from './spoken.ts';

/** Another voice may hurry a little more than the one that the lines were written for. */
const fastest = 1.4;

/**
 * The same lines in another voice, each inside its slot: a slower voice speaks faster. Words stay as they are, so that
 * H03 says the same whoever speaks.
 * @throws ClipoError `voice_failed` where the voice can't say a line in its time, `cancelled`
 */
export async function respeakParts(
  parts: readonly SpokenPart[],
  deps: VoiceDeps,
  language: Language,
): Promise<SpokenPart[]> {
  const spoken: SpokenPart[] = [];
  for (const part of parts) {
    spoken.push({ ...part, lines: await Promise.all(part.lines.map((line) => respeak(line, deps, language))) });
  }
  return spoken;
}

async function respeak(line: SpokenLine, deps: VoiceDeps, language: Language): Promise<SpokenLine> {
  const longest = line.slotMs - breathMs;
  for (let rate = 1; ; ) {
    const speech = await deps.speak({ text: line.text, language, voice: deps.voice, rate }, deps.signal);
    const ms = (speech.sampleCount * 1000) / speech.sampleRate;
    if (ms <= longest) {
      return { ...line, speech, rate };
    }
    const wanted = Math.max(rate + 0.05, Math.ceil((rate * ms * 20) / longest) / 20);
    if (wanted > fastest) {
      const problem = `the voice "${deps.voice}" takes ${Math.round(ms)} ms for "${line.text}", of which there are ${longest}`;
      throw new ClipoError('voice_failed', problem, { details: { engine: deps.voice, problem } });
    }
    rate = Math.round(wanted * 20) / 20;
  }
}
