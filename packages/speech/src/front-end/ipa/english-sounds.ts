/** How a word sounds, in the names that engines have for English sounds. */
export interface EnglishSounds {
  /** espeak-ng's mnemonics, stress before the vowel: `kl'aIpoU`. */
  espeak: string;
  /** CMU's names, stress behind the vowel: `k l ay1 p ow0`. */
  cmu: string;
}

/** IPA → espeak-ng's name of an American voice, CMU's name. */
const names: Readonly<Record<string, readonly [espeak: string, cmu: string]>> = {
  tʃ: ['tS', 'ch'],
  dʒ: ['dZ', 'jh'],
  aɪ: ['aI', 'ay'],
  aʊ: ['aU', 'aw'],
  eɪ: ['eI', 'ey'],
  oʊ: ['oU', 'ow'],
  əʊ: ['oU', 'ow'],
  ɔɪ: ['OI', 'oy'],
  iː: ['i:', 'iy'],
  uː: ['u:', 'uw'],
  ɑː: ['A:', 'aa'],
  ɔː: ['O:', 'ao'],
  ɜː: ['3:', 'er'],
  ɝ: ['3:', 'er'],
  ɚ: ['3', 'er'],
  i: ['i:', 'iy'],
  u: ['u:', 'uw'],
  ɑ: ['A:', 'aa'],
  ɒ: ['A:', 'aa'],
  ɔ: ['O:', 'ao'],
  a: ['a', 'ae'],
  æ: ['a', 'ae'],
  e: ['E', 'eh'],
  ɛ: ['E', 'eh'],
  ʌ: ['V', 'ah'],
  ə: ['@', 'ax'],
  ɪ: ['I', 'ih'],
  ʊ: ['U', 'uh'],
  o: ['oU', 'ow'],
  p: ['p', 'p'],
  b: ['b', 'b'],
  t: ['t', 't'],
  d: ['d', 'd'],
  k: ['k', 'k'],
  ɡ: ['g', 'g'],
  f: ['f', 'f'],
  v: ['v', 'v'],
  θ: ['T', 'th'],
  ð: ['D', 'dh'],
  s: ['s', 's'],
  z: ['z', 'z'],
  ʃ: ['S', 'sh'],
  ʒ: ['Z', 'zh'],
  h: ['h', 'hh'],
  m: ['m', 'm'],
  n: ['n', 'n'],
  ŋ: ['N', 'ng'],
  l: ['l', 'l'],
  ɹ: ['r', 'r'],
  ɾ: ['t', 't'],
  j: ['j', 'y'],
  w: ['w', 'w'],
};
const isVowel = (cmu: string) => /^[aeiou]/.test(cmu);
/** Signs that stand for one of ours, and those that change nothing an engine could say. */
const plain = (ipa: string) =>
  ipa
    .normalize('NFD')
    .replace(/[\u035c\u0361\u032f\u0329ʰ./[\]\s-]/gu, '')
    .replaceAll("'", 'ˈ')
    .replaceAll(':', 'ː')
    .replaceAll('g', 'ɡ')
    .replaceAll('r', 'ɹ')
    .replaceAll('ɫ', 'l');

/**
 * The English sounds of a word in IPA, `ˈklaɪpoʊ`. Without a mark the first vowel bears the stress.
 * @returns the sign that is no English sound where there is one, empty where no vowel is
 */
export function englishSounds(ipa: string): EnglishSounds | { unknown: string } {
  const signs = plain(ipa);
  const found: { espeak: string; cmu: string; stress: 0 | 1 | 2 }[] = [];
  let stress: 0 | 1 | 2 = 0;
  for (let at = 0; at < signs.length; ) {
    const sign = signs[at] ?? '';
    if (sign === 'ˈ' || sign === 'ˌ') {
      stress = sign === 'ˈ' ? 1 : 2;
      at++;
      continue;
    }
    const length = signs.slice(at, at + 2) in names ? 2 : 1;
    const name = names[signs.slice(at, at + length)];
    if (name === undefined) {
      if (sign !== 'ː') {
        return { unknown: sign };
      }
    } else {
      const [espeak, cmu] = name;
      found.push({ espeak, cmu, stress: isVowel(cmu) ? stress : 0 });
      stress = isVowel(cmu) ? 0 : stress;
    }
    at += length;
  }
  const vowels = found.filter(({ cmu }) => isVowel(cmu));
  const [first] = vowels;
  if (first === undefined) {
    return { unknown: '' };
  }
  if (vowels.every((vowel) => vowel.stress !== 1)) {
    first.stress = 1;
  }
  return {
    espeak: found.map((sound) => `${['', "'", ','][sound.stress]}${sound.espeak}`).join(''),
    cmu: found.map((sound) => `${sound.cmu}${isVowel(sound.cmu) ? Number(sound.stress === 1) : ''}`).join(' '),
  };
}
