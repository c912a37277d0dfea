import { describe, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { type CaptionWord, captionPages, captionStateAt } from './caption-pages.ts';
import { createRuler } from './measure.ts';

const measure = createRuler(createNodeCanvas(), 'bold').width;
const options = { widthEm: 11, maxLines: 2, fps: 30, measure };

function spoken(texts: string[], spaceAfter = false, each = 10, startFrame = 0): CaptionWord[] {
  return texts.map((text, index) => ({
    text,
    startFrame: startFrame + index * each,
    endFrame: startFrame + (index + 1) * each,
    spaceAfter,
  }));
}

const chinese = spoken(['杯盖', '一按', '即开', '，', '单手', '能拿', '，', '倒放', '24小时', '也', '不漏', '。']);

describe('caption pages (C9)', () => {
  it('a page is a clause, without its comma or stop', () => {
    expect(captionPages(chinese, options).map((page) => page.text)).toEqual([
      '杯盖一按即开',
      '单手能拿',
      '倒放24小时也不漏',
    ]);
  });

  it('a page shows from its first word until the next page, the last until 0.4 s after its last word', () => {
    const pages = captionPages(chinese, options);
    expect(pages.map((page) => [page.startFrame, page.endFrame])).toEqual([
      [0, 40],
      [40, 70],
      [70, 122],
    ]);
  });

  it('a pause of the voice clears the page 0.4 s after the last word', () => {
    const words = [...spoken(['倒放', '不漏'], false, 15), ...spoken(['很', '放心'], false, 15, 90)];
    const pages = captionPages(words, options);
    expect(pages.map((page) => [page.text, page.startFrame, page.endFrame])).toEqual([
      ['倒放不漏', 0, 42],
      ['很放心', 90, 132],
    ]);
    expect(captionStateAt(pages, 41)).toEqual({ page: 0, word: 1 });
    expect(captionStateAt(pages, 42)).toBeNull();
    expect(captionStateAt(pages, 89)).toBeNull();
    expect(captionStateAt(pages, 90)).toEqual({ page: 1, word: 0 });
  });

  it('the word that is spoken is lit from its first frame, and stays lit until the next begins', () => {
    const pages = captionPages(chinese, options);
    const states = Array.from({ length: 122 }, (_, frame) => captionStateAt(pages, frame));
    const voiced = chinese.filter((word) => !/^\p{P}$/u.test(word.text));
    for (const word of voiced) {
      const state = states[word.startFrame];
      const page = state && pages[state.page];
      const lit = page?.words[state?.word ?? 0];
      expect(lit?.startFrame).toBe(word.startFrame);
      expect(page?.text.slice(lit?.start, lit?.end).replace(/\p{P}/gu, '')).toBe(word.text);
    }
    expect(states.every((state) => state !== null)).toBe(true);
    const changes = states.filter((state, frame) => JSON.stringify(state) !== JSON.stringify(states[frame - 1]));
    expect(changes).toHaveLength(voiced.length);
  });

  it('a long clause is cut into even pages between words, none too long for its lines', () => {
    const long = spoken(
      '每天 早上 装满 一杯 热茶 带去 公司 到了 下午 开会 的时候 它还是 温热的 一点 都没 凉'.split(' '),
      false,
      12,
    );
    const pages = captionPages(long, { ...options, widthEm: 8 });
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap((page) => page.words.map((word) => word.text))).toEqual(long.map((word) => word.text));
    const widths = pages.map((page) => measure(page.text));
    expect(Math.max(...widths)).toBeLessThanOrEqual(16);
    expect(Math.min(...widths)).toBeGreaterThan(Math.max(...widths) * 0.5);
  });

  it('pages too short to read are joined to their neighbour', () => {
    const words = spoken(['但是', '，', '它', '不漏', '。'], false, 6);
    expect(captionPages(words, options).map((page) => page.text)).toEqual(['但是，它不漏']);
  });

  it('English words keep their blanks, and every word its place in the text', () => {
    const words = spoken('Press once and the lid opens, even with one hand.'.split(' '), true);
    for (const page of captionPages(words, options)) {
      for (const word of page.words) {
        expect(word.text.startsWith(page.text.slice(word.start, word.end))).toBe(true);
      }
    }
    expect(
      captionPages(words, options)
        .map((page) => page.text)
        .join(' | '),
    ).toBe('Press once and the lid opens, | even with one hand.');
  });

  it('a word wider than a page stands alone', () => {
    const pages = captionPages(
      spoken(
        ['Rindfleischetikettierungsüberwachungsaufgabe', 'ja', 'nein', 'Donaudampfschifffahrtsgesellschaft'],
        true,
        30,
      ),
      { ...options, widthEm: 5 },
    );
    expect(pages.flatMap((page) => page.words).length).toBe(4);
  });

  it('a clause that is too long is parted between phrases, and where a comma was left out', () => {
    const words = spoken(['澄', '光', '保温', '杯', '89', '元'], false, 12);
    expect(captionPages(words, { ...options, widthEm: 6.2, maxLines: 1 }).map((page) => page.text)).toEqual([
      '澄光',
      '保温杯89元',
    ]);
    const blank = spoken(['留意', '一处', '杯', '身', '磨砂', '防滑'], false, 12).map((word, index) => ({
      ...word,
      spaceAfter: index === 1,
    }));
    expect(captionPages(blank, { ...options, widthEm: 7, maxLines: 1 }).map((page) => page.text)).toEqual([
      '留意一处',
      '杯身磨砂防滑',
    ]);
  });

  it('by word, a page is a word; parts of a phrase, amounts and what is too short share one', () => {
    const pages = captionPages(spoken(['杯盖', '24', '小时', '也', '不漏'], false, 10), {
      ...options,
      by: 'word',
      maxLines: 1,
      isHeld: (text, offset) => text.slice(offset - 2, offset + 2) === '24小时',
    });
    expect(pages.map((page) => page.text)).toEqual(['杯盖', '24小时', '也不漏']);
    const parts = captionPages(spoken(['杯', '身', '磨砂', '防滑']), { ...options, by: 'word', maxLines: 1 });
    expect(parts.map((page) => page.text)).toEqual(['杯身', '磨砂防滑']);
    const quick = captionPages(spoken(['it', 'is', 'dry'], true, 4), { ...options, by: 'word', maxLines: 1 });
    expect(quick.map((page) => page.text)).toEqual(['it is', 'dry']);
  });
});
