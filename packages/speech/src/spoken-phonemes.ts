import type { SpokenPhoneme } from '@clipo/contract';

/** Sounds as a voice of so many samples holds them: in order, without overlap, none outside. */
export function inVoice(phonemes: readonly SpokenPhoneme[], sampleCount: number): SpokenPhoneme[] {
  let from = 0;
  const held = phonemes.map((phoneme) => {
    const startSample = Math.min(Math.max(phoneme.startSample, from), sampleCount);
    const endSample = Math.min(Math.max(phoneme.endSample, startSample), sampleCount);
    from = endSample;
    return { ...phoneme, startSample, endSample };
  });
  return held.filter(({ startSample, endSample }) => endSample > startSample);
}
