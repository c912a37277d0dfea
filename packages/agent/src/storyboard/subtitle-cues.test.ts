import { describe, expect, it } from 'vitest';
import { cuesOf } from './subtitle-cues.ts';
import type { TimedWord } from './timeline.ts';

/** Words parted by |; each begins a frame before the one before has ended, as sounds do that end within a frame. */
const timed = (line: string, frames = 12): TimedWord[] =>
  line.split('|').map((part, index) => ({
    text: part.trim(),
    startFrame: index * frames,
    endFrame: (index + 1) * frames + 1,
    spaceAfter: part.endsWith(' '),
    isClauseEnd: /[，,:。！]\s*$/u.test(part),
  }));
const words = (line: string) => timed(line.replace(/ /gu, ' |'));

describe('subtitles of a line (C2)', () => {
  it.each([1, 2, 12])(
    'never overlap, though words of %d frames end within the frame in which the next begin',
    (frames) => {
      const line =
        '音质 |清晰，|佩戴 |舒适，|续航 |长达 |30小时，|充电 |十分钟，|听歌 |五小时，|现在 |下单 |立减 |五十元';
      const cues = cuesOf(timed(line, frames), 'zh-CN');
      expect(cues.length).toBeGreaterThan(1);
      for (const [index, cue] of cues.entries()) {
        expect(cue.endFrame).toBeGreaterThan(cue.startFrame);
        expect(cue.startFrame).toBeGreaterThanOrEqual(cues[index - 1]?.endFrame ?? 0);
        for (const word of cue.words) {
          expect(word.startFrame).toBeGreaterThanOrEqual(cue.startFrame);
          expect(word.endFrame).toBeLessThanOrEqual(cue.endFrame);
        }
      }
    },
  );

  it('join a lone last word with what stands before, where there is room', () => {
    expect(cuesOf(words('Soft cushions that rest lightly around ears'), 'en').map(({ text }) => text)).toEqual([
      'Soft cushions that rest lightly around ears',
    ]);
  });

  it('else cut both anew in halves, and not behind an article', () => {
    const cues = cuesOf(words('Soft memory foam cushions that rest lightly all around your ears'), 'en');
    expect(cues.map(({ text }) => text)).toEqual([
      'Soft memory foam cushions that rest',
      'lightly all around your ears',
    ]);
    const ended = cuesOf(words('Wear these every day, they rest very lightly on your ears'), 'en');
    expect(ended.map(({ text }) => text)).toEqual(['Wear these every day,', 'they rest very lightly on your ears']);
  });

  it('hold every word once, commas and colons within, none at the end in Chinese', () => {
    const cues = cuesOf(timed('95℃|热水，|放|6小时，|仍有|62℃，|早上|泡|的|茶，'), 'zh-CN');
    expect(cues.map(({ text }) => text)).toEqual(['95℃热水，放6小时', '仍有62℃，早上泡的茶']);
    expect(cuesOf(words('Worth a look: Freshly whipped cream'), 'en').map(({ text }) => text)).toEqual([
      'Worth a look: Freshly whipped cream',
    ]);
  });
});
