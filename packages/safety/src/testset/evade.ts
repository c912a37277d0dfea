/** One way to dress a text up so that lists of words do not find it. */
export interface Evasion {
  name: string;
  apply(text: string): string;
}

const between = (text: string, mark: string) =>
  text.replace(/(?<=[\p{Script=Han}a-z])(?=[\p{Script=Han}a-z])/giu, mark);
const traditional: Readonly<Record<string, string>> = {
  国: '國',
  独: '獨',
  湾: '灣',
  赌: '賭',
  场: '場',
  银: '銀',
  卖: '賣',
  枪: '槍',
  岁: '歲',
  单: '單',
  红: '紅',
  仿: '仿',
  业: '業',
  传: '傳',
  门: '門',
  种: '種',
  军: '軍',
  质: '質',
  网: '網',
  价: '價',
  级: '級',
  疗: '療',
  贷: '貸',
  烟: '煙',
};
const cyrillic: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', i: 'і' };

/** Five ways, made by code: what stands between, what can't be seen, width, look-alikes, emoji. */
export const evasions: readonly Evasion[] = [
  { name: 'spaces', apply: (text) => between(text, ' ') },
  { name: 'stars', apply: (text) => between(text, '*') },
  { name: 'zero-width', apply: (text) => between(text, '\u200b') },
  {
    name: 'look-alikes',
    apply: (text) => [...text].map((one) => traditional[one] ?? cyrillic[one] ?? one).join(''),
  },
  { name: 'emoji', apply: (text) => text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, '❤️') },
];
