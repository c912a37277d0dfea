import type { Language, Respoken, Speech, StoryboardLine } from '@clipo/contract';
import { presenterTrack } from './presenters/presenter-track.ts';
import { cuesOf } from './subtitle-cues.ts';
import { type TimedLine, wordsOf } from './timeline.ts';

/**
 * A line of a made video that is said anew, with all that follows from how it is said: the words of its captions, its
 * subtitles and what a presenter acts on. Times count from the voice's beginning. Pure.
 * @param names words that captions keep in one piece, such as the brand
 */
export function respokenLine(
  { role, section }: Pick<StoryboardLine, 'role' | 'section'>,
  text: string,
  speech: Speech,
  { language, fps, names }: { language: Language; fps: number; names: readonly string[] },
): Respoken {
  const frames = Math.ceil((speech.sampleCount * fps) / 48_000);
  const line: TimedLine = { role, section, text, startFrame: 0, frames, voiceFrame: 0, speech };
  const words = wordsOf(line, fps, names);
  const {
    phonemes,
    words: stressed,
    sentences,
  } = presenterTrack([line], { id: 'line', startFrame: 0, frames, fps }, { language, names, seed: 0 });
  return {
    text,
    speechKey: speech.key,
    path: speech.path,
    sampleCount: speech.sampleCount,
    words: words.map(({ isClauseEnd: _isClauseEnd, ...word }) => word),
    cues: cuesOf(words, language),
    acting: { phonemes, words: stressed, sentences },
  };
}
