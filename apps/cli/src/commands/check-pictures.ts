import { extname } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { probeMedia, sampleFrames } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { checkText, levelInMedia } from '@clipo/safety';
import { canReadPictures, type Looker, openLooker, readWords, spreadFrames } from '@clipo/safety/pictures';
import { type PlacedFinding, soundTypes, stillTypes } from './check.ts';
import type { Ear } from './check-sound.ts';

/** Codes are read and people are seen at this size. */
const mostSide = 640;

/** A picture, a clip or a sound that is looked at and heard: where it lies, and how it was named. */
export interface CheckedMedia {
  path: string;
  file: string;
}

/** What of a file nobody could check here: words in its pictures without tesseract, speech without an engine that hears. */
export interface Unchecked {
  file: string;
  what: 'words_in_pictures' | 'sound';
}

/** What was found, and what could not be looked for. */
export interface LookedMedia {
  findings: PlacedFinding[];
  unchecked: Unchecked[];
}

/** Of a clip so many frames are read at most: a second each is what reading takes. */
const mostRead = 8;

/**
 * What may not be shown in pictures and clips: indecency, codes, and words, where tesseract is installed. What clips and
 * sounds say, where an engine is set that hears; else that is told as unchecked. One after the other.
 * @throws ClipoError invalid_input naming the file that is none of these
 */
export async function lookAtMedia(
  files: readonly CheckedMedia[],
  { ear, signal }: { ear: Ear | undefined; signal: AbortSignal },
): Promise<LookedMedia> {
  const looker = openLooker();
  const isReading = await canReadPictures();
  try {
    const looked: LookedMedia = { findings: [], unchecked: [] };
    for (const each of files) {
      const { file } = each;
      const isSeen = !isOf(soundTypes, each);
      if (isSeen) {
        looked.findings.push(...(await lookAt(looker, each, { isReading, signal })));
      }
      looked.unchecked.push(...(isReading || !isSeen ? [] : [{ file, what: 'words_in_pictures' as const }]));
      if (await hasSound(each, signal)) {
        const heard = await ear?.hear(each, signal);
        looked.findings.push(...(heard ?? []));
        looked.unchecked.push(...(heard === undefined ? [{ file, what: 'sound' as const }] : []));
      }
    }
    return looked;
  } finally {
    await looker.close();
  }
}

function isOf(types: readonly string[], { path }: CheckedMedia): boolean {
  return types.includes(extname(path).toLowerCase());
}

const isStill = (media: CheckedMedia) => isOf(stillTypes, media);

async function hasSound(media: CheckedMedia, signal: AbortSignal): Promise<boolean> {
  if (isStill(media)) {
    return false;
  }
  try {
    return (await probeMedia(media.path, signal)).hasAudio;
  } catch (cause) {
    throw unreadable(media, cause as Error);
  }
}

/** What was stopped was stopped; all else is a file that is not what its name says. */
function unreadable({ file }: CheckedMedia, cause: Error): Error {
  return cause instanceof ClipoError && cause.code === 'cancelled'
    ? cause
    : inputFault(file, 'rule.unreadable', { reason: cause.message }, cause);
}

async function lookAt(
  looker: Looker,
  picture: CheckedMedia,
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
    throw unreadable(picture, cause as Error);
  }
}

function wordsOn(text: string, place: Pick<PlacedFinding, 'file' | 'field'>): PlacedFinding[] {
  return checkText(text).map((finding) => ({ ...finding, ...place, level: levelInMedia(finding), rewrite: null }));
}
