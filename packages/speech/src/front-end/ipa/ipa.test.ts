import { expect, it } from 'vitest';
import { englishSounds } from './english-sounds.ts';
import { mandarinSyllables } from './mandarin-syllables.ts';

it.each([
  ['ˈklaɪpoʊ', "kl'aIpoU", 'k l ay1 p ow0'],
  ['/ʃɑːˈmiː/', "SA:m'i:", 'sh aa0 m iy1'],
  ['t͡ʃəˈɹoʊ', "tS@r'oU", 'ch ax0 r ow1'],
  ['ˌæd.ɪˈdɑs', ",adId'A:s", 'ae0 d ih0 d aa1 s'],
  ['ɡuːɡəl', "g'u:g@l", 'g uw1 g ax0 l'],
])('IPA of an English word becomes the sounds of engines: %s (C7)', (ipa, espeak, cmu) => {
  expect(englishSounds(ipa)).toEqual({ espeak, cmu });
});

it('a sign that is no English sound, or a word without a vowel, is told', () => {
  expect(englishSounds('ˈkʙa')).toEqual({ unknown: 'ʙ' });
  expect(englishSounds('ʃt')).toEqual({ unknown: '' });
  expect(englishSounds('克里波')).toEqual({ unknown: '克' });
});

it.each([
  ['tʂʰʊŋ˧˥ kwɑŋ˥˥', 'chong2 guang1'],
  ['ʈ͡ʂʰʊŋ³⁵', 'chong2'],
  ['ni˨˩˦.xɑʊ̯˨˩˦', 'ni3 hao3'],
  ['ɕjɛn55 ɥɛn35', 'xian1 yuan2'],
  ['ly51 ʂɻ̩51 tɕʰy51', 'lv4 shi4 qu4'],
  ['pwo˥ mo5', 'bo1 mo5'],
  ['ɕjʊŋ˧˥ wən˧˥ joʊ˨˩˦ ɚ˥˩', 'xiong2 wen2 you3 er4'],
  ['kweɪ4 tsʰwən4 lju3', null],
])('IPA of Mandarin becomes pinyin, whatever way its signs are written: %s (C7)', (ipa, pinyin) => {
  expect(mandarinSyllables(ipa)).toEqual(pinyin === null ? { unknown: 'lju3' } : { pinyin: pinyin.split(' ') });
});

it('a syllable without its tone is told', () => {
  expect(mandarinSyllables('tʂʰʊŋ')).toEqual({ unknown: 'tʂʰʊŋ' });
  expect(mandarinSyllables('klaɪ˧˥')).toEqual({ unknown: 'klaɪ˧˥' });
});
