import type { Language } from '@clipo/contract';

/**
 * Chinese for the rules of single fields, which the contract states as English sentences (as gettext does: the
 * sentence is the key).
 */
const sentences: Readonly<Record<string, string>> = {
  'must be a sum of zero or more such as "89.00", written as a text': '应为不小于零的金额，写成文字，例如 "89.00"',
  'must be an ISO 4217 code such as CNY': '应为 ISO 4217 币种代码，例如 CNY',
  'letters, digits, dot, dash and underscore only, 64 at most': '只能含文字、数字、点、短横和下划线，最多 64 个字',
  'must be a colour such as "#1F6F78"': '应为颜色，例如 "#1F6F78"',
  'needs a text in at least one language': '至少要有一种语言的文字',
  'names no axis': '没有写任何一个维度',
  'Invalid URL': '应为完整的网址，例如 https://shop.example.com/item',
};

/** A sentence of the contract in a language; as it stands where the language has no other. */
export function sentenceIn(language: Language, sentence: string): string {
  return language === 'zh-CN' ? (sentences[sentence] ?? sentence) : sentence;
}

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '对象',
  record: '对象',
  array: '列表',
  null: '空值 null',
  undefined: '空',
};

/** Names of types, as the contract joins them (`string or object`), in a language. */
export function typesIn(language: Language, names: string): string {
  return language === 'zh-CN'
    ? names
        .split(' or ')
        .map((name) => types[name] ?? name)
        .join('或')
    : names;
}
