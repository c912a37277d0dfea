import type { Speech } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { keyFigure } from './fill-slots.ts';
import { cuesOf } from './subtitle-cues.ts';
import { captionWords, timeLines, wordsOf } from './timeline.ts';

/** A speech whose words take half a second each. */
function speech(text: string, words: string[]): Speech {
  let from = 0;
  const spoken = words.map((word, index) => {
    const textStart = text.indexOf(word, from);
    from = textStart + word.length;
    return { text: word, textStart, textEnd: from, startSample: index * 24_000, endSample: (index + 1) * 24_000 };
  });
  return {
    key: text,
    path: `/${text}.wav`,
    sampleRate: 48_000,
    sampleCount: words.length * 24_000,
    words: spoken,
    phonemes: [],
    timesFrom: 'engine',
    engine: 'test',
    voiceLicence: 'none',
  };
}

const hook = {
  role: 'hook' as const,
  section: 'hook',
  slotMs: 3000,
  text: '95℃热水，放6小时。',
  speech: speech('95℃热水，放6小时。', ['95℃', '热水', '放', '6小时']),
};
const cta = {
  role: 'cta' as const,
  section: 'cta',
  slotMs: 2999,
  text: 'Tap below, now!',
  speech: speech('Tap below, now!', ['Tap', 'below', 'now']),
};

describe('lines on the time line', () => {
  it.each([24, 25, 30, 50, 60])(
    'take exactly their slots at %d frames a second, without rounding that adds up',
    (fps) => {
      const lines = timeLines(
        Array.from({ length: 40 }, () => ({ ...hook, slotMs: 2333 })),
        fps,
        0,
      );
      const last = lines.at(-1);
      expect((last?.startFrame ?? 0) + (last?.frames ?? 0)).toBe(Math.round((40 * 2333 * fps) / 1000));
    },
  );

  it('show no marks of pauses and stress: those are for the voice', () => {
    const text = 'Tap **below**,[pause 0.5s] now!';
    const [line] = timeLines([{ ...cta, text, speech: speech(text, ['Tap', 'below', 'now']) }], 30, 3000);
    const shown = line === undefined ? [] : wordsOf(line, 30).map((word) => word.text);
    expect(shown).toEqual(['Tap', 'below,', 'now!']);
  });

  it('light a word on the frame in which it is heard', () => {
    const [line] = timeLines([hook], 30, 3000);
    const words = line === undefined ? [] : wordsOf(line, 30);
    expect(line?.voiceFrame).toBe(94);
    expect(words.map((word) => [word.text, word.startFrame, word.endFrame])).toEqual([
      ['95℃', 94, 109],
      ['热水，', 109, 124],
      ['放6小时', 124, 154],
    ]);
    expect(captionWords(words, 90)[0]).toEqual({ text: '95℃', startFrame: 4, endFrame: 19, spaceAfter: false });
  });

  it('keep the commas and colons that part clauses, questions and exclamations, and leave out the stop at the end (C9)', () => {
    const [line] = timeLines([cta], 30, 0);
    const words = line === undefined ? [] : wordsOf(line, 30);
    expect(words.map((word) => word.text + (word.spaceAfter ? '_' : ''))).toEqual(['Tap_', 'below,_', 'now!']);
    const shown = (text: string, ...spoken: string[]) =>
      timeLines([{ ...cta, text, speech: speech(text, spoken) }], 30, 0)
        .flatMap((timed) => wordsOf(timed, 30))
        .map((word) => word.text + (word.spaceAfter ? ' ' : ''))
        .join('');
    const colon = 'Worth a look: Freshly whipped cream.';
    expect(shown(colon, 'Worth', 'a', 'look', 'Freshly', 'whipped', 'cream')).toBe(colon.slice(0, -1));
    expect(shown('早上泡茶，下午还热。', '早上', '泡茶', '下午', '还', '热')).toBe('早上泡茶，下午还热');
  });

  it('give subtitles that hold every word once, in order and never overlapping', () => {
    const lines = timeLines([hook, cta], 30, 0);
    const cues = lines.flatMap((line) => cuesOf(wordsOf(line, 30), 'zh-CN'));
    expect(cues.flatMap((cue) => cue.words.map((word) => word.text))).toEqual([
      '95℃',
      '热水，',
      '放6小时',
      'Tap',
      'below,',
      'now!',
    ]);
    for (const [index, cue] of cues.entries()) {
      expect(cue.endFrame).toBeGreaterThan(cue.startFrame);
      expect(cue.startFrame).toBeGreaterThanOrEqual(cues[index - 1]?.endFrame ?? 0);
    }
  });
});

describe('the key figure of a fact', () => {
  it.each([
    ['95℃热水放6小时后仍有62℃', '62℃'],
    ['净重268克', '268克'],
    ['倒放24小时无渗漏', '24小时'],
    ['keeps ice for 12 hours', '12 hours'],
    ['100% cotton', '100%'],
    ['单手能开', undefined],
  ])('%s: %s', (text, figure) => {
    expect(keyFigure(text)).toBe(figure);
  });
});
