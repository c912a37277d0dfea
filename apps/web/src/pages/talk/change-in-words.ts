import type { TFunction } from 'i18next';
import { platformName } from '../deliveries/platforms.ts';
import type { TalkPiece } from './use-talk.ts';

export type Change = Extract<TalkPiece, { kind: 'change' }>['change'];
type Values = Extract<Change, { kind: 'set' }>['values'];

/** What a change of the brief says, as a person would say it: no flag, code or key of the data is shown. */
export function changeInWords(change: Change, t: TFunction, language: string): string {
  switch (change.kind) {
    case 'set':
      return (Object.keys(change.values) as (keyof Values)[])
        .map((field) => settingInWords(field, change.values, t, language))
        .filter((words) => words !== '')
        .join(' · ');
    case 'drop':
      return change.fields.map((field) => t(`talk.field.${field}`)).join(' · ');
    case 'add':
    case 'take':
      return [
        ...(change.points ?? []),
        ...(change.materialIds === undefined ? [] : [t('talk.change.materials', { count: change.materialIds.length })]),
      ].join(' · ');
    case 'say':
      return `${change.line.part} “${change.line.text}”`;
  }
}

function settingInWords(field: keyof Values, values: Values, t: TFunction, language: string): string {
  const list = (words: readonly string[] = []) => words.join(t('talk.value.and'));
  const named = (text: string) => `${t(`talk.field.${field}`)} ${text}`;
  switch (field) {
    case 'isDraft':
    case 'music':
      return t(`talk.value.${field}.${values[field] === true ? 'yes' : 'no'}`);
    case 'count':
      return t('talk.value.count', { count: values.count ?? 0 });
    case 'seconds':
      return named(t('talk.quote.seconds.value', { seconds: values.seconds }));
    case 'languages':
      return named(list(values.languages?.map((each) => t(`talk.value.language.${each}`))));
    case 'formats':
      return named(list(values.formats?.map((format) => format.replace('x', ':'))));
    case 'channels':
      return named(list(values.channels?.map((channel) => platformName(channel, language))));
    case 'price':
      return named(moneyInWords(values.price, language));
    case 'original':
      return named(values.original ?? '');
    case 'presenter':
      return values.presenter == null ? t('talk.value.nobody') : named(values.presenter);
    case 'points':
    case 'mustSay':
    case 'mustNotSay':
      return named(list(values[field]));
    case 'materialIds':
      return t('talk.change.materials', { count: values.materialIds?.length ?? 0 });
    case 'lines':
      return named(list(values.lines?.map(({ part, text }) => `${part} “${text}”`)));
    case 'product':
    case 'category':
    case 'brand':
    case 'originalProof':
    case 'audience':
    case 'tone':
    case 'template':
    case 'link':
      return named(values[field] ?? '');
  }
}

function moneyInWords(price: Values['price'], language: string): string {
  if (price === undefined) {
    return '';
  }
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: price.currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  return format.format(Number(price.amount));
}
