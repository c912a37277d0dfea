import { describe, expect, it } from 'vitest';
import { attacks } from './attacks.fixture.ts';
import { readTurn } from './read-turn.ts';

const first = (text: string) => readTurn(text, undefined);

describe('corrections are heard as what they change (C1)', () => {
  it.each([
    [
      '第三条钩子换成反问',
      [{ kind: 'rewrite', axis: 'hook', at: 3, line: 1, way: { kind: 'angle', angle: 'question' } }],
    ],
    [
      'make the third hook a question',
      [{ kind: 'rewrite', axis: 'hook', at: 3, line: 1, way: { kind: 'angle', angle: 'question' } }],
    ],
    [
      'H02 改成“早上出门最怕什么？”',
      [{ kind: 'rewrite', axis: 'hook', at: 2, line: 1, way: { kind: 'text', text: '早上出门最怕什么？' } }],
    ],
    [
      'change hook 2 to "Ever spilled coffee?"',
      [{ kind: 'rewrite', axis: 'hook', at: 2, line: 1, way: { kind: 'text', text: 'Ever spilled coffee?' } }],
    ],
    ['把 H03 换一条', [{ kind: 'rewrite', axis: 'hook', at: 3, line: 1, way: { kind: 'other' } }]],
    ['drop the price', [{ kind: 'drop', fields: ['price'] }]],
    ['去掉价格', [{ kind: 'drop', fields: ['price'] }]],
    ['去掉第二个卖点', [{ kind: 'drop-point', at: 2 }]],
    ['make it 15 seconds', [{ kind: 'tell', read: { seconds: 15 }, adds: false }]],
    ['20 条就够了', [{ kind: 'tell', read: { count: 20 }, adds: false }]],
    ['undo', [{ kind: 'undo' }]],
    ['撤销', [{ kind: 'undo' }]],
    ['可以，开始吧', [{ kind: 'go' }]],
    ['why these hooks?', [{ kind: 'why', about: 'hook' }]],
  ])('%s', (text, acts) => {
    expect(first(text)).toEqual(acts);
  });
});

describe('orders that others hid are words and no acts (S1)', () => {
  const all = Object.entries(attacks).flatMap(([place, texts]) => texts.map((text) => [place, text] as const));

  it('there are forty of them', () => {
    expect(new Set(all.map(([, text]) => text)).size).toBe(40);
  });

  it.each(all)('%s: %s', (_place, text) => {
    // What a message can bring about at most: notes of the brief, questions, and their undoing. None of it spends.
    const harmless = [
      'tell',
      'drop',
      'drop-point',
      'rewrite',
      'why',
      'go',
      'show',
      'greet',
      'skip',
      'undo',
      'use-materials',
    ];
    for (const act of first(text)) {
      expect(harmless).toContain(act.kind);
    }
    expect(() => first(text.repeat(40))).not.toThrow();
  });
});
