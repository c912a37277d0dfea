import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dictionaryRules } from './dictionary-rules.ts';
import { type SpokenPart, speakOut } from './speak-out.ts';

const hard = [
  '<speak><break time="9s"/>你好</speak>',
  '[[h@loU]] &amp; \u0001 hello',
  '😀👨‍👩‍👧 ok',
  'مرحبا שלום',
  '¥¥--//..%%℃℃',
  '1'.repeat(400),
  '𠮷野家 👍 500ml',
  '2026-13-45 99:99 1/0',
];

it('what is said holds only letters, spaces and pauses, whatever was written: no mark-up reaches the engine', () => {
  const check = (text: string, language: 'zh-CN' | 'en') => {
    for (const part of speakOut(text, language)) {
      expect(part.text).toMatch(/^[\p{Script=Han}a-zA-ZÀ-ž' ,.!?，。！？-]*$/u);
    }
  };
  for (const text of hard) {
    check(text, 'zh-CN');
    check(text, 'en');
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('zh-CN' as const, 'en' as const), check),
    { numRuns: 300 },
  );
});

it('every spoken stretch knows its place in the original text, in order and without overlap', () => {
  const alphabet = fc.constantFrom(...'杯子500ml¥89.00 95℃，。Wi-Fi 2件$-3/4:20%TB&x×和', '𠮷', '😀');
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 40 }).map((characters) => characters.join('')),
      fc.constantFrom('zh-CN' as const, 'en' as const),
      (text, language) => {
        let last = 0;
        for (const part of speakOut(text, language)) {
          last = checkPieces(text, part, last);
        }
      },
    ),
    { numRuns: 500 },
  );
});

function checkPieces(text: string, part: SpokenPart, from: number): number {
  let textAt = from;
  let spokenAt = 0;
  for (const piece of part.pieces) {
    expect(piece.textStart).toBeGreaterThanOrEqual(textAt);
    expect(piece.textEnd).toBeGreaterThan(piece.textStart);
    expect(piece.textEnd).toBeLessThanOrEqual(text.length);
    expect(piece.spokenStart).toBeGreaterThanOrEqual(spokenAt);
    if (piece.isLiteral) {
      expect(part.text.slice(piece.spokenStart, piece.spokenEnd)).toBe(text.slice(piece.textStart, piece.textEnd));
    }
    textAt = piece.textEnd;
    spokenAt = piece.spokenEnd;
  }
  return textAt;
}

it('a form that is read in other words keeps its offsets: 五百毫升 stands for 500ml', () => {
  const text = '澄光500ml只要¥89.00';
  const [part] = speakOut(text, 'zh-CN');
  const forms = part?.pieces.map((piece) => [
    text.slice(piece.textStart, piece.textEnd),
    part.text.slice(piece.spokenStart, piece.spokenEnd),
  ]);
  expect(forms).toEqual([
    ['澄光', '澄光'],
    ['500ml', '五百毫升'],
    ['只要', '只要'],
    ['¥89.00', '八十九元'],
  ]);
});

it('of mixed scripts, what a voice can read is said, and the rest is left out', () => {
  const text = '你好 hello Привет مرحبا こんにちは 50% off';
  expect(speakOut(text, 'zh-CN').map((part) => part.text)).toEqual([
    expect.stringMatching(/^你好.*hello.*百分之五十.*off$/u),
  ]);
  const english = speakOut(text, 'en').map((part) => `${part.language} ${part.text}`);
  expect(english[0]).toMatch(/^zh-CN 你好/u);
  expect(english.join(' ')).toMatch(/hello.*fifty percent off/u);
  for (const part of [...speakOut(text, 'zh-CN'), ...speakOut(text, 'en')]) {
    expect(part.text).not.toMatch(/[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hiragana}]/u);
  }
});

it('a text without anything to say gives no parts', () => {
  for (const text of ['', '   ', '……！？', '😀', '\u0000\u0001']) {
    expect(speakOut(text, 'zh-CN')).toEqual([]);
    expect(speakOut(text, 'en')).toEqual([]);
  }
});

it('a word in IPA stands in the text as it is respelled, for engines that take no sounds, and knows its place', () => {
  const words = { Klypo: { en: { ipa: 'ˈklaɪpoʊ', say: 'Clyp oh' } }, 'X9+': { en: { ipa: 'ɛks' } } };
  const rules = dictionaryRules({ signedOff: { by: '王敏', on: '2026-11-20' }, words });
  const [part] = speakOut('Get klypo, X9+ now', 'en', rules);
  expect(part?.text).toBe('Get Clyp oh, X now');
  expect(part?.sounded?.map(({ spokenStart, spokenEnd }) => part.text.slice(spokenStart, spokenEnd))).toEqual([
    'Clyp oh',
    'X',
  ]);
});
