import { describe, expect, it } from 'vitest';
import { filtered, wholeSheet } from './sheet-filter.ts';
import type { SheetVideo } from './use-batch.ts';

/** A video as a sheet lists it, finished and unremarkable but for what is said of it. */
function video(name: string, facts: Partial<SheetVideo> = {}): SheetVideo {
  const plain = {
    id: name,
    name,
    status: 'done',
    language: 'zh-CN',
    format: '9x16',
    hook: `开场 ${name}`,
    difference: 0.4,
    safety: 'allowed',
    hasFaults: false,
    decision: null,
    openComments: 0,
    cost: 1,
    endedAt: '2026-11-29T00:00:00.000Z',
    files: {},
  };
  return { ...plain, ...facts } as SheetVideo;
}

const names = (videos: readonly SheetVideo[]) => videos.map(({ name }) => name);

describe('a contact sheet is narrowed down and put in order (C9)', () => {
  it('what was remarked by safety or by the quality gate is found among the rest', () => {
    const videos = [video('a'), video('b', { safety: 'noted' }), video('c', { hasFaults: true })];
    expect(names(filtered(videos, { ...wholeSheet, review: 'remarks' }))).toEqual(['b', 'c']);
  });

  it('what is undecided is finished, and was never judged or judged no longer', () => {
    const decided = (outcome: 'approved' | 'reopened') => ({
      outcome,
      reasons: [],
      note: '',
      byName: '王敏',
      at: '2026-11-29T00:00:00.000Z',
      isOfThisFile: true,
    });
    const videos = [
      video('new'),
      video('yes', { decision: decided('approved') }),
      video('again', { decision: decided('reopened') }),
      video('waits', { status: 'waiting', files: null }),
    ];
    expect(names(filtered(videos, { ...wholeSheet, review: 'undecided' }))).toEqual(['new', 'again']);
    expect(names(filtered(videos, { ...wholeSheet, state: 'waiting' }))).toEqual(['waits']);
  });

  it('the dearest come first, the most alike come first, and what has no score yet comes last', () => {
    const videos = [video('a', { difference: null }), video('b', { cost: 9 }), video('c', { difference: 0.1 })];
    expect(names(filtered(videos, { ...wholeSheet, sort: 'cost' }))[0]).toBe('b');
    expect(names(filtered(videos, { ...wholeSheet, sort: 'difference' }))).toEqual(['c', 'b', 'a']);
    expect(names(videos)).toEqual(['a', 'b', 'c']);
  });

  it('a search reads hooks and names, in any case, together with the language and the format', () => {
    const videos = [video('H01'), video('H02', { language: 'en', hook: 'Stays hot' }), video('H03', { format: '1x1' })];
    expect(names(filtered(videos, { ...wholeSheet, search: ' stays ' }))).toEqual(['H02']);
    expect(names(filtered(videos, { ...wholeSheet, search: 'h0', language: 'zh-CN', format: '9x16' }))).toEqual([
      'H01',
    ]);
  });
});
