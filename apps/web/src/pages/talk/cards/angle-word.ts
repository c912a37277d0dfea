import type { TFunction } from 'i18next';

const known = [
  'pain',
  'contrast',
  'number',
  'scene',
  'offer',
  'proof',
  'question',
  'story',
  'myth',
  'list',
  'detail',
  'curiosity',
  'direct',
] as const;

/** What a line plays on, in the page's language; a model's own word stays as it is. */
export function angleWord(angle: string, t: TFunction): string {
  const name = known.find((each) => each === angle);
  return name === undefined ? angle : t(`talk.angle.${name}`);
}
