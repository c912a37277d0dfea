import type { BriefChange, Language, TalkBrief, TalkField } from '@clipo/contract';
import { enWords } from './en.ts';
import { type TalkWords, zhWords } from './zh-cn.ts';

/** What the planner says in a language. */
export function talkWords(language: Language): TalkWords {
  return language === 'en' ? enWords : zhWords;
}

/** The language that somebody writes in; a message without letters leaves it as it was. */
export function languageOf(text: string, before: Language): Language {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : /[a-z]{2}/i.test(text) ? 'en' : before;
}

/** A change in words: what it set, added or took. */
export function changeInWords(change: BriefChange, language: Language): string {
  const words = talkWords(language);
  switch (change.kind) {
    case 'set':
      return (Object.keys(change.values) as TalkField[])
        .map((field) => fieldInWords(change.values, field, language))
        .join('; ');
    case 'drop':
      return change.fields.map((field) => words.fields[field]).join(words.list);
    case 'add':
    case 'take': {
      const points = (change.points ?? []).join(words.list);
      const materials =
        change.materialIds === undefined
          ? ''
          : `${words.fields.materialIds} ${words.count({ count: change.materialIds.length })}`;
      return [points, materials].filter((text) => text !== '').join('; ');
    }
    case 'say':
      return `${change.line.part} “${change.line.text}”`;
  }
}

function fieldInWords(values: TalkBrief, field: TalkField, language: Language): string {
  const words = talkWords(language);
  return `${words.fields[field]} ${valueInWords(values, field, language)}`;
}

function valueInWords(values: TalkBrief, field: TalkField, language: Language): string {
  const words = talkWords(language);
  const value = values[field];
  switch (field) {
    case 'price':
      return values.price === undefined ? '' : `${values.price.amount} ${values.price.currency}`;
    case 'count':
      return words.manyCount({ count: values.count ?? 0 });
    case 'seconds':
      return words.manySeconds({ seconds: values.seconds ?? 0 });
    case 'formats':
      return (values.formats ?? []).map((format) => format.replace('x', ':')).join(words.list);
    case 'materialIds':
      return words.count({ count: values.materialIds?.length ?? 0 });
    case 'lines':
      return words.count({ count: values.lines?.length ?? 0 });
    case 'presenter':
      return values.presenter === null ? words.no : (values.presenter ?? '');
    default:
      return typeof value === 'boolean'
        ? value
          ? words.yes
          : words.no
        : Array.isArray(value)
          ? value.join(words.list)
          : String(value ?? '');
  }
}
