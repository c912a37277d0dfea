import { ClipoError } from '@clipo/contract';
import { sampleFrames } from '@clipo/engine';
import { type Frame, type PictureFinding, pictureRules } from '@clipo/safety/pictures';
import type { Deps } from '../deps.ts';
import { selectKnownPictures } from '../features/safety/queries-pictures.ts';
import type { Looked } from './check.ts';
import type { Finding } from './verdict.ts';

/** Codes are read and people are seen at this size. */
export const mostSide = 640;

/** A file whose picture is looked at. */
export interface LookedAtFile {
  path: string;
  /** What it is, by its content: sounds and fonts show nothing. */
  mediaType: string;
  /** In whose words findings are told. */
  language?: 'zh-CN' | 'en';
  /** Moments of a film at which a reviewer decided what a network takes it for. */
  isDecided?: (atMs: number) => boolean;
}

/**
 * Looks at what a file shows: indecency, codes, and pictures that operators forbade.
 * @param pass sees the frames on their way
 * @throws ClipoError `unavailable` where nobody could look: what was not looked at does not pass
 */
export async function lookAtFile(
  { db, looker }: Pick<Deps, 'db' | 'looker'>,
  { path, mediaType, language = 'zh-CN', isDecided }: LookedAtFile,
  signal?: AbortSignal,
  pass: (frames: AsyncIterable<Frame>) => AsyncIterable<Frame> = (frames) => frames,
): Promise<Looked> {
  const [kind] = mediaType.split('/');
  if (kind !== 'image' && kind !== 'video') {
    return { rules: pictureRules, findings: [] };
  }
  const isStill = kind === 'image';
  const known = await db.asSystem((tx) => selectKnownPictures(tx));
  try {
    const frames = pass(sampleFrames(path, { mostSide, ...(signal && { signal }) }));
    const findings = await looker.look(frames, known, isDecided);
    return {
      rules: pictureRules,
      findings: findings.map((finding) => findingOf(finding, isStill ? 'picture' : `frame@${finding.atMs}`, language)),
    };
  } catch (cause) {
    throw notLookedAt(cause);
  }
}

/** What is thrown where nobody could look: who stopped it stopped it, all else is no permission. */
export function notLookedAt(cause: unknown): ClipoError {
  if (cause instanceof ClipoError && cause.code === 'cancelled') {
    return cause;
  }
  const problem = 'the picture could not be looked at';
  return new ClipoError('unavailable', `${problem}: ${String(cause)}`, {
    details: { problem },
    cause,
    isRetryable: true,
  });
}

/** What was seen, as a finding of a verdict. */
export function findingOf(
  { rule, category, level, text, why, suggestion }: PictureFinding,
  field: string,
  language: 'zh-CN' | 'en',
): Finding {
  return {
    field,
    start: 0,
    end: 0,
    term: text,
    rule,
    category,
    severity: level,
    why: why[language],
    suggestion: suggestion[language],
    rewrite: null,
  };
}
