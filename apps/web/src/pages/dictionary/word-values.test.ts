import { expect, it } from 'vitest';
import { readingsOf, valuesOf } from './word-values.ts';

it.each([
  [{ 'zh-CN': { pinyin: 'chong2 guang1' }, en: { say: 'Chong Gwang' } }],
  [{ en: { ipa: 'ˈklaɪpoʊ', say: 'Clyp oh' } }],
  [{ en: { ipa: 'ˈklaɪpoʊ' } }],
  [{ 'zh-CN': { ipa: 'ʈʂʰəŋ˧˥ kwɑŋ˥˥' } }],
  [{ 'zh-CN': { say: '克里波' } }],
])('what is kept is shown in the form, and the form gives it back: %j', (readings) => {
  const { word: _word, ...values } = valuesOf('Klypo', readings);
  expect(readingsOf(values)).toEqual(readings);
});

it('a language that is said as usual has no reading, and neither has an empty field', () => {
  expect(readingsOf({ 'zh-CN': { way: 'none', text: '克里波' }, en: { way: 'say', text: ' ' } })).toEqual({});
});
