import type {
  Language,
  PresenterMood,
  PresenterSentence,
  PresenterTrack,
  PresenterWord,
  SpokenWord,
} from '@clipo/contract';
import { seededRank } from '../../script/seeded-order.ts';
import type { TimedLine } from '../timeline.ts';

/** What of a line a presenter acts on. */
export type ActedLine = Pick<TimedLine, 'role' | 'section' | 'text' | 'voiceFrame' | 'speech'>;

/**
 * What a presenter acts on while a part of a video is spoken, in samples from the part's first frame. Lines that
 * somebody else speaks are left out of `lines`: over them the presenter listens. Pure: the same part gives the same
 * track in every video that holds it.
 */
export function presenterTrack(
  lines: readonly ActedLine[],
  part: { id: string; startFrame: number; frames: number; fps: number },
  { language, names, seed }: { language: Language; names: readonly string[]; seed: number },
): PresenterTrack {
  const samplesPerFrame = 48_000 / part.fps;
  const sampleCount = Math.round(part.frames * samplesPerFrame);
  const track: PresenterTrack = {
    language,
    sampleCount,
    seed: seededRank(seed, 'presenter', part.id),
    phonemes: [],
    words: [],
    sentences: [],
  };
  for (const line of lines) {
    const from = Math.round((line.voiceFrame - part.startFrame) * samplesPerFrame);
    // The picture of a part may begin a little after its voice.
    const at = (sample: number) => Math.min(sampleCount, Math.max(0, from + sample));
    for (const { symbol, startSample, endSample } of line.speech.phonemes) {
      if (at(endSample) > at(startSample)) {
        track.phonemes.push({ symbol, startSample: at(startSample), endSample: at(endSample) });
      }
    }
    const sentences = sentencesOf(line.text).flatMap((range): PresenterSentence[] => {
      const words = line.speech.words.filter(({ textStart }) => textStart >= range.start && textStart < range.end);
      const [first, last] = [words[0], words.at(-1)];
      if (first === undefined || last === undefined) {
        return [];
      }
      track.words.push(
        ...stressed(words, names).map((word) => ({
          ...word,
          startSample: at(word.startSample),
          endSample: at(word.endSample),
        })),
      );
      const text = line.text.slice(range.start, range.end);
      return [
        {
          startSample: at(first.startSample),
          endSample: at(last.endSample),
          mood: moodOf(text, line),
          role: line.role,
        },
      ];
    });
    track.sentences.push(...sentences);
  }
  return track;
}

/** Ranges of the sentences of a text, marks included. */
function sentencesOf(text: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { index, 0: sentence } of text.matchAll(/[^。！？!?.]+(?:\.(?=\d)[^。！？!?.]*)*[。！？!?.…"”’）)]*/gu)) {
    ranges.push({ start: index, end: index + sentence.length });
  }
  return ranges;
}

/** How a sentence feels: its mark says most, then what it does in the video. */
function moodOf(text: string, { role, section }: Pick<ActedLine, 'role' | 'section'>): PresenterMood {
  if (/[？?]/u.test(text)) {
    return section === 'pain' ? 'concerned' : 'curious';
  }
  if (/[！!]/u.test(text)) {
    return 'excited';
  }
  if (section === 'pain') {
    return 'concerned';
  }
  switch (role) {
    case 'hook':
      return 'curious';
    case 'proof':
      return 'serious';
    case 'offer':
    case 'cta':
      return 'excited';
    case 'body':
      return section === 'reveal' ? 'excited' : 'happy';
  }
}

const light =
  /^(?:的|了|是|在|和|与|也|都|就|还|又|把|被|给|让|对|从|到|吗|呢|吧|啊|呀|这|那|你|我|他|她|它|您|们|a|an|the|and|or|of|to|in|on|at|by|for|from|with|as|is|are|it|its|it's|be|so|my|your|our|this|that)$/iu;
const strong =
  /\d|^(?:最|只|不|没|再|全|真|超|只要|免费|立即|马上|现在|only|never|always|free|now|every|all|no|not)$/iu;

/** The words of a sentence with their weight: figures and names bear it, then long words, the last one more. */
function stressed(words: readonly SpokenWord[], names: readonly string[]): PresenterWord[] {
  const isName = (text: string) =>
    names.some((name) => name.toLowerCase().includes(text.toLowerCase()) && text.length > 1);
  const lastHeavy = words.findLastIndex(({ text }) => !light.test(text));
  return words.map(({ text, startSample, endSample, isStressed }, index) => {
    const isLong = /\p{Script=Han}{2}/u.test(text) || /[\p{L}]{6}/u.test(text);
    const base = light.test(text)
      ? 0.05
      : strong.test(text)
        ? 0.9
        : isName(text)
          ? 1
          : isStressed === true
            ? 0.8
            : isLong
              ? 0.5
              : 0.3;
    return {
      text: text.slice(0, 200),
      startSample,
      endSample,
      stress: index === lastHeavy ? Math.max(base, 0.7) : base,
    };
  });
}
