import type { AiOrigin } from '@clipo/contract';
import { readCredentials } from './credentials/read-credentials.ts';
import { readLabels } from './read-labels.ts';

/** Longer is no label: what somebody's file holds is kept, but not without measure. */
const mostText = 4000;
const bySomeModel: readonly string[] = ['trained', 'compositeWithTrained'];

/**
 * What a file says of AI having made it: its implicit label, sound or not, or content credentials that name a trained
 * model. Null where it says nothing of the kind, or can't be read. It is the file's word: nobody checks it.
 */
export async function readAiOrigin(path: string): Promise<AiOrigin | null> {
  try {
    const { labels } = await readLabels(path);
    const credentials = await readCredentials(path);
    const sourceType = credentials?.sourceType ?? null;
    const isByModel = sourceType !== null && bySomeModel.some((type) => type === sourceType);
    const sound = labels.find(({ parsed }) => parsed.ok)?.parsed;
    return labels.length === 0 && !isByModel
      ? null
      : {
          label: sound?.ok === true ? sound.label : null,
          text: labels[0]?.text.slice(0, mostText) ?? null,
          sourceType: isByModel ? sourceType : null,
        };
  } catch {
    // What it is and whether it may be used is decided by others: an origin that can't be read is none.
    return null;
  }
}
