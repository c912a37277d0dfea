import { extname } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { sampleFrames } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { type Looker, openLooker } from '@clipo/safety/pictures';
import { type PlacedFinding, stillTypes } from './check.ts';

/** Codes are read and people are seen at this size. */
const mostSide = 640;

/** A picture or a clip that is looked at: where it lies, and how it was named. */
export interface PictureFile {
  path: string;
  file: string;
}

/**
 * What may not be shown in pictures and clips: indecency, codes. Offline, one after the other.
 * @throws ClipoError invalid_input naming the file that is neither
 */
export async function lookAtPictures(files: readonly PictureFile[], signal: AbortSignal): Promise<PlacedFinding[]> {
  const looker = openLooker();
  try {
    const findings: PlacedFinding[] = [];
    for (const file of files) {
      findings.push(...(await lookAt(looker, file, signal)));
    }
    return findings;
  } finally {
    await looker.close();
  }
}

async function lookAt(looker: Looker, { path, file }: PictureFile, signal: AbortSignal): Promise<PlacedFinding[]> {
  try {
    const seen = await looker.look(sampleFrames(path, { mostSide, signal }), []);
    const isStill = stillTypes.includes(extname(path).toLowerCase());
    return seen.map(({ rule, category, level, text, why, suggestion, atMs }) => ({
      ...{ rule, category, level, text, why, suggestion, file },
      span: [0, 0],
      rewrite: null,
      field: isStill ? 'picture' : `frame@${atMs}`,
    }));
  } catch (cause) {
    if (cause instanceof ClipoError && cause.code === 'cancelled') {
      throw cause;
    }
    throw inputFault(file, 'rule.unreadable', { reason: (cause as Error).message }, cause as Error);
  }
}
