import type { dictionaryZhCN } from './dictionary-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'dictionary.imported_one': string;
}

/** Words of the team's dictionary of pronunciations. */
export const dictionaryEn: typeof dictionaryZhCN & Singulars = {
  'dictionary.title': 'Pronunciation',
  'dictionary.text':
    'How names of brands, hanzi with several readings and terms of your trade are said: in all that the team makes from now on.',
  'dictionary.open': 'Pronunciation',
  'dictionary.none': 'The dictionary is empty',
  'dictionary.none.text': 'A word is said wrong? Add it, listen, and keep it once it is right.',
  'dictionary.add': 'Add a word',
  'dictionary.change': 'Change the reading',
  'dictionary.edit': 'Change',
  'dictionary.remove': 'Remove',
  'dictionary.remove.of': 'Remove {{word}}',
  'dictionary.edit.of': 'Change {{word}}',
  'dictionary.word': 'Word',
  'dictionary.word.hint': 'As the script writes it',
  'dictionary.word.rule': 'must hold a letter or a digit',
  'dictionary.word.known': 'this word is in the dictionary',
  'dictionary.zh-CN': 'In Chinese, said as',
  'dictionary.en': 'In English, said as',
  'dictionary.one-needed': 'Needs a reading in one language',
  'dictionary.way.none': 'as usual',
  'dictionary.way.say': 'as written here',
  'dictionary.way.pinyin': 'pinyin',
  'dictionary.way.ipa': 'IPA',
  'dictionary.example.zh-CN.say': '克里波',
  'dictionary.example.zh-CN.pinyin': 'chong2 guang1',
  'dictionary.example.zh-CN.ipa': 'ʈʂʰʊŋ˧˥ kwɑŋ˥˥',
  'dictionary.example.en.say': 'Clyp oh',
  'dictionary.example.en.ipa': 'ˈklaɪpoʊ',
  'dictionary.hint.pinyin': 'Tones 1 to 5 after each syllable, a space between them; ü or v',
  'dictionary.hint.ipa.zh-CN': 'Syllables of Mandarin with their tones, such as ʈʂʰʊŋ˧˥; every voice says them',
  'dictionary.hint.ipa.en': 'Only the voices of espeak and flite take IPA',
  'dictionary.english-say': 'What other voices say (may be left empty)',
  'dictionary.hear': 'Listen',
  'dictionary.hear.in': 'Listen in {{language}}',
  'dictionary.voice': 'Voice to listen with',
  'dictionary.player': 'What the voice said',
  'dictionary.sample.zh-CN': '这是{{word}}，欢迎了解{{word}}。',
  'dictionary.sample.en': 'This is {{word}}. Welcome to {{word}}.',
  'dictionary.signed': 'Who heard it and stands for it',
  'dictionary.signed.hint': 'A dictionary changes what every video says: somebody stands for it',
  'dictionary.signed.by': 'signed by {{by}} on {{day}}',
  'dictionary.import': 'Import dictionary.json',
  'dictionary.export': 'Export',
  'dictionary.import.bad': 'This file is no dictionary: {{problem}}',
  'dictionary.imported_one': 'One word imported',
  'dictionary.imported_other': '{{count}} words imported',
};
