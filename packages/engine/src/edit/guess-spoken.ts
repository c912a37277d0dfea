import type { Language, Respoken } from '@clipo/contract';

/** Letters a second that voices say, about: hanzi, and letters of English words with their spaces. */
const pace = { 'zh-CN': 4.6, en: 14.5 } as const;

/**
 * A line as it will about be said, before a voice has said it: the words spread evenly over the time that they take. It has no
 * sound. Pure.
 */
export function guessSpoken(text: string, language: Language, fps: number): Respoken {
  const cut = new Intl.Segmenter(language, { granularity: 'word' });
  const words: Respoken['words'] = [];
  const seconds = (letters: number) => letters / pace[language];
  let letters = 0;
  for (const { segment, isWordLike } of cut.segment(text)) {
    const last = words.at(-1);
    if (isWordLike !== true) {
      if (last !== undefined) {
        last.text += segment.trim();
        last.spaceAfter ||= /\s/u.test(segment);
      }
      continue;
    }
    const startFrame = Math.floor(seconds(letters) * fps);
    letters += segment.length + (language === 'en' ? 1 : 0);
    const endFrame = Math.max(startFrame + 1, Math.ceil(seconds(letters) * fps));
    words.push({ text: segment, startFrame, endFrame, spaceAfter: false });
  }
  const sampleCount = Math.max(1, Math.round(seconds(letters) * 48_000));
  return {
    text,
    speechKey: 'none',
    path: '',
    sampleCount,
    words,
    cues: [{ text, startFrame: 0, endFrame: Math.max(1, words.at(-1)?.endFrame ?? 1), words: [] }],
    acting: { phonemes: [], words: [], sentences: [] },
  };
}
