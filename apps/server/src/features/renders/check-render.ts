import { textsOf } from '@clipo/safety';
import type { Content } from '../../check/check.ts';
import type { RenderRow } from './queries.ts';

/** A render as it is checked before it is made: all words of its wish. */
export function wishContent({ wish }: Pick<RenderRow, 'wish'>): Content {
  return { kind: 'document', document: wish };
}

/** A finished render as it is checked: its file, with all words that are said or shown in it. */
export function renderContent({ wish, file }: Pick<RenderRow, 'wish' | 'file'>): Content {
  return { kind: 'file', sha256: file?.sha256 ?? '', texts: Object.fromEntries(textsOf(wish)) };
}
