/** IPA → the letters of pinyin, longest first where one begins another. */
const initials: readonly (readonly [ipa: string, pinyin: string])[] = [
  ['ʈʂʰ', 'ch'],
  ['tʂʰ', 'ch'],
  ['tɕʰ', 'q'],
  ['tsʰ', 'c'],
  ['ʈʂ', 'zh'],
  ['tʂ', 'zh'],
  ['tɕ', 'j'],
  ['ts', 'z'],
  ['pʰ', 'p'],
  ['tʰ', 't'],
  ['kʰ', 'k'],
  ['p', 'b'],
  ['m', 'm'],
  ['f', 'f'],
  ['t', 'd'],
  ['n', 'n'],
  ['l', 'l'],
  ['k', 'g'],
  ['x', 'h'],
  ['h', 'h'],
  ['ɕ', 'x'],
  ['ʂ', 'sh'],
  ['ʐ', 'r'],
  ['ɻ', 'r'],
  ['s', 's'],
];
/** Finals after `plain`: alone, and behind an initial where pinyin writes them otherwise. */
const finals: Readonly<Record<string, readonly [alone: string, behind: string]>> = {
  a: ['a', 'a'],
  o: ['o', 'o'],
  uo: ['wo', 'uo'],
  ɤ: ['e', 'e'],
  i: ['yi', 'i'],
  ɨ: ['', 'i'],
  u: ['wu', 'u'],
  y: ['yu', 'v'],
  ai: ['ai', 'ai'],
  ei: ['ei', 'ei'],
  au: ['ao', 'ao'],
  ou: ['ou', 'ou'],
  an: ['an', 'an'],
  ən: ['en', 'en'],
  aŋ: ['ang', 'ang'],
  əŋ: ['eng', 'eng'],
  ɤŋ: ['eng', 'eng'],
  uŋ: ['', 'ong'],
  ɚ: ['er', ''],
  aɚ: ['er', ''],
  ia: ['ya', 'ia'],
  ie: ['ye', 'ie'],
  iau: ['yao', 'iao'],
  iou: ['you', 'iu'],
  ien: ['yan', 'ian'],
  ian: ['yan', 'ian'],
  in: ['yin', 'in'],
  iaŋ: ['yang', 'iang'],
  iŋ: ['ying', 'ing'],
  iəŋ: ['ying', 'ing'],
  iuŋ: ['yong', 'iong'],
  yŋ: ['yong', 'iong'],
  ua: ['wa', 'ua'],
  uai: ['wai', 'uai'],
  uei: ['wei', 'ui'],
  uan: ['wan', 'uan'],
  uən: ['wen', 'un'],
  uaŋ: ['wang', 'uang'],
  uəŋ: ['weng', ''],
  ye: ['yue', 've'],
  yen: ['yuan', 'van'],
  yan: ['yuan', 'van'],
  yn: ['yun', 'vn'],
};
/** How far the voice goes up and down, as letters or numbers, and the tone that it is; a number of one sign is the tone. */
const tones: Readonly<Record<string, number>> = {
  '˥˥': 1,
  '˥': 1,
  '˧˥': 2,
  '˨˩˦': 3,
  '˨˩': 3,
  '˨˩˩': 3,
  '˥˩': 4,
  '55': 1,
  '35': 2,
  '214': 3,
  '21': 3,
  '51': 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
};
const raised = '⁰¹²³⁴⁵';

/**
 * The syllables of a word in the IPA of Mandarin as pinyin with tones: `tʂʰʊŋ˧˥ kwɑŋ˥˥` → `chong2 guang1`.
 * @returns the syllable that is none of Mandarin, or has no tone
 */
export function mandarinSyllables(ipa: string): { pinyin: string[] } | { unknown: string } {
  const level = ipa.normalize('NFD').replace(/[⁰¹²³⁴⁵]/gu, (sign) => String(raised.indexOf(sign)));
  const pinyin: string[] = [];
  for (const syllable of level.match(/[^˥˦˧˨˩0-9\s.]+[˥˦˧˨˩0-9]*/gu) ?? []) {
    const [, body = '', tone = ''] = /^([^˥˦˧˨˩0-9]+)(.*)$/u.exec(syllable) ?? [];
    const letters = lettersOf(body);
    const number = tones[tone];
    if (letters === undefined || number === undefined) {
      return { unknown: syllable };
    }
    pinyin.push(`${letters}${number}`);
  }
  return pinyin.length === 0 ? { unknown: ipa } : { pinyin };
}

function lettersOf(body: string): string | undefined {
  const bare = body.replace(/[\u035c\u0361\u032fˈˌː'/[\]-]/gu, '').replaceAll('ɡ', 'k');
  for (const [ipa, letters] of [...initials, ['', ''] as const]) {
    const final = bare.startsWith(ipa) ? finals[plain(bare.slice(ipa.length))] : undefined;
    const [alone = '', behind = ''] = final ?? [];
    if (letters === '' ? alone !== '' : behind !== '') {
      return letters === '' ? alone : joined(letters, behind);
    }
  }
  return undefined;
}

/** Finals with one letter for sounds that Mandarin does not tell apart. */
function plain(final: string): string {
  return final
    .replace(/[ɹɻʐz]\u0329/gu, 'ɨ')
    .replace(/^j/u, 'i')
    .replace(/^w/u, 'u')
    .replace(/^ɥ/u, 'y')
    .replace(/[ɑæ]/gu, 'a')
    .replaceAll('ʊ', 'u')
    .replaceAll('ɪ', 'i')
    .replaceAll('ɛ', 'e')
    .replaceAll('əɻ', 'ɚ');
}

/** As pinyin writes it: no dots behind j, q, x, and bo, po, mo, fo. */
function joined(initial: string, final: string): string {
  if (/^[jqx]$/.test(initial) && final.startsWith('v')) {
    return `${initial}u${final.slice(1)}`;
  }
  return /^[bpmf]$/.test(initial) && final === 'uo' ? `${initial}o` : `${initial}${final}`;
}
