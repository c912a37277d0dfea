/** What is told of a character to who chooses one. */
export interface CharacterCard {
  id: string;
  name: { 'zh-CN': string; en: string };
  description: { 'zh-CN': string; en: string };
  /** Which of the built-in voices suits. */
  voice: 'female' | 'male';
}

const cards: readonly CharacterCard[] = [
  {
    id: 'lin',
    name: { 'zh-CN': '林悦', en: 'Lin' },
    description: { 'zh-CN': '年轻女士，齐肩短发，西装外套', en: 'Young woman, long bob, blazer' },
    voice: 'female',
  },
];

/** The presenters that come with Clipo, drawn for it: free of anybody's likeness, for any use. */
export function listCharacters(): readonly CharacterCard[] {
  return cards;
}
