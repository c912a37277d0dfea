import type { Rights } from '@clipo/contract';
import type { Content } from '../../check/check.ts';

/** A material as it is checked: its file and what it is called. */
export function materialContent({ sha256, name }: { sha256: string; name: string }): Content {
  return { kind: 'file', sha256, texts: { name } };
}

/** What a sender says of a file. */
export interface MaterialWords {
  /** As the user's file is called. */
  name: string;
  rights?: Rights | undefined;
}
