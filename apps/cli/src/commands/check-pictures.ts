import { extname } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { probeMedia, sampleFrames } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { checkText, levelInMedia } from '@clipo/safety';
import { canReadPictures, type Looker, openLooker, readWords, spreadFrames } from '@clipo/safety/pictures';
import { type PlacedFinding, stillTypes } from './check.ts';

/** Codes are read and people are seen at this size. */
const mostSide = 640;

/** A picture or a clip that is looked at: where it lies, and how it was named. */
export interface PictureFile {
  path: string;
  file: string;
}

/** What of a file nobody could check here: words in its pictures without tesseract, speech without an engine that hears. */
export interface Unchecked {
  file: string;
  what: 'words_in_pictures' | 'sound';
}

/** What was found, and what could not be looked for. */
export interface LookedPictures {
  findings: PlacedFinding[];
  unchecked: Unchecked[];
}

/** Of a clip so many frames are read at most: a second each is what reading takes. */
const mostRead = 8;

/**
 * What may not be shown in pictures and clips: indecency, codes, and words, where tesseract is installed. Offline, one after
 * the other. Sound is heard by a service that an engine is set for, and told as unchecked here.
 * @throws ClipoError invalid_input naming the file that is neither
 */
export async function lookAtPictures(files: readonly PictureFile[], signal: AbortSignal): Promise<LookedPictures> {
  const looker = openLooker();
  const isReading = await canReadPictures();
  try {
    const looked: LookedPictures = { findings: [], unchecked: [] };
    for (const each of files) {
      const { file } = each;
      looked.findings.push(...(await lookAt(looker, each, { isReading, signal })));
      looked.unchecked.push(...(isReading ? [] : [{ file, what: 'words_in_pictures' as const }]));
      looked.unchecked.push(...((await hasSound(each, signal)) ? [{ file, what: 'sound' as const }] : []));
    }
    return looked;
  } finally {
    await looker.close();
  }
}

function isStill({ path }: PictureFile): boolean {
  return stillTypes.includes(extname(path).toLowerCase());
}

async function hasSound(file: PictureFile, signal: AbortSignal): Promise<boolean> {
  return !isStill(file) && (await probeMedia(file.path, signal)).hasAudio;
}

async function lookAt(
  looker: Looker,
  picture: PictureFile,
  { isReading, signal }: { isReading: boolean; signal: AbortSignal },
): Promise<PlacedFinding[]> {
  const { path, file } = picture;
  const fieldAt = (atMs: number) => (isStill(picture) ? 'picture' : `frame@${atMs}`);
  try {
    const spread = spreadFrames(mostRead);
    const frames = sampleFrames(path, { mostSide, signal });
    const seen = await looker.look(isReading ? spread.pass(frames) : frames, []);
    const findings = seen.map(
      ({ rule, category, level, text, why, suggestion, atMs }): PlacedFinding => ({
        ...{ rule, category, level, text, why, suggestion, file },
        span: [0, 0],
        rewrite: null,
        field: fieldAt(atMs),
      }),
    );
    for (const frame of isReading ? spread.kept() : []) {
      findings.push(...wordsOn((await readWords(frame)).join('\n'), { file, field: fieldAt(frame.atMs) }));
    }
    return findings.filter(
      ({ rule, text }, index) => findings.findIndex((other) => other.rule === rule && other.text === text) === index,
    );
  } catch (cause) {
    if (cause instanceof ClipoError && cause.code === 'cancelled') {
      throw cause;
    }
    throw inputFault(file, 'rule.unreadable', { reason: (cause as Error).message }, cause as Error);
  }
}

function wordsOn(text: string, place: Pick<PlacedFinding, 'file' | 'field'>): PlacedFinding[] {
  return checkText(text).map((finding) => ({ ...finding, ...place, level: levelInMedia(finding), rewrite: null }));
}
