import { canReadPictures, readWords, spreadFrames } from '@clipo/safety/pictures';
import type { Deps } from '../deps.ts';
import type { Listener } from '../features/hearing/listener.ts';
import { openListener } from '../features/hearing/open-listener.ts';
import type { Looked } from './check.ts';
import { hearFile } from './hear-file.ts';
import { type LookedAtFile, lookAtFile } from './look-at-file.ts';
import type { Finding } from './verdict.ts';
import { findingsInMedia } from './words-in-media.ts';

/** Of a clip so many frames are read at most: a second each is what reading takes. */
const mostRead = 8;
const reader = 'tesseract';

/** One listener for one set of settings. */
const listeners = new WeakMap<Deps['settings'], Listener | undefined>();

/**
 * All that is to be known of what a file shows and says: it is looked at, words on its pictures are read where tesseract is
 * installed, and its speech is heard where an engine is set that writes it down.
 * @throws ClipoError `unavailable` where nobody could look
 */
export async function perceiveFile(
  deps: Pick<Deps, 'db' | 'looker' | 'settings'>,
  file: LookedAtFile,
  signal: AbortSignal,
): Promise<Looked> {
  const { settings } = deps;
  const isReading = settings.CLIPO_READ_PICTURES === 'auto' && (await canReadPictures());
  const spread = spreadFrames(mostRead);
  const looked = await lookAtFile(deps, file, signal, isReading ? spread.pass : undefined);
  const read = await findingsRead(spread.kept(), file);
  if (!listeners.has(settings)) {
    listeners.set(settings, openListener(settings));
  }
  const heard = await hearFile(listeners.get(settings), file, { whenDown: settings.CLIPO_MODERATION_DOWN, signal });
  return {
    rules: [...[looked.rules].flat(), ...(isReading ? [reader] : []), ...heard.rules],
    findings: [...looked.findings, ...read, ...heard.findings],
  };
}

async function findingsRead(
  frames: ReturnType<ReturnType<typeof spreadFrames>['kept']>,
  { mediaType }: LookedAtFile,
): Promise<Finding[]> {
  const isStill = mediaType.startsWith('image/');
  const found: Finding[] = [];
  for (const frame of frames) {
    const text = (await readWords(frame)).join('\n');
    found.push(...findingsInMedia(isStill ? 'picture' : `frame@${frame.atMs}`, text));
  }
  return found.filter(
    ({ rule, term }, index) => found.findIndex((other) => other.rule === rule && other.term === term) === index,
  );
}
