import { join } from 'node:path';
import type { Format, Language, Size } from '@clipo/contract';
import { frameAt, openPieceCache, type Piece, sampleFrames } from '@clipo/engine';
import { judgePictures, pictureRules, type Seen } from '@clipo/safety/pictures';
import type { Deps } from '../deps.ts';
import { selectKnownPictures } from '../features/safety/queries-pictures.ts';
import type { Looked } from './check.ts';
import { findingOf, mostSide, notLookedAt } from './look-at-file.ts';

/** A finished film, as the pieces that it is joined of, with its covers. */
export interface Film {
  pieces: readonly Piece[];
  settings: { size: Size; fps: number };
  covers: readonly { format: Format; path: string }[];
  language: Language;
  /** SHA-256 of materials that a reviewer looked at and allowed: what a network sees in them is decided. */
  allowed: ReadonlySet<string>;
}

/** Looks at finished films before they are kept. */
export interface FilmLooker {
  /** @throws ClipoError `unavailable` where nobody could look: what was not looked at does not pass */
  look(film: Film, signal: AbortSignal): Promise<Looked>;
}

/** What was seen of so many pieces is remembered: a batch shares most of them, and what is the same is seen once. */
const mostRemembered = 4000;

/**
 * Opens it. Of each scene the frame in its middle is looked at, and each cover; a change between two scenes shows what
 * stands before and after it. What moves within a scene was seen when its material came in, once a second.
 */
export function openFilmLooker({ db, looker, settings }: Pick<Deps, 'db' | 'looker' | 'settings'>): FilmLooker {
  const cache = openPieceCache(join(settings.home, 'cache', 'pieces'));
  const remembered = new Map<string, Promise<Seen[]>>();

  const seePiece = async (piece: Piece, { size, fps }: Film['settings'], signal: AbortSignal): Promise<Seen[]> => {
    const seen: Seen[] = [];
    for (const frame of middlesOf(piece)) {
      const atMs = Math.max(0, Math.round(((frame - 0.5) * 1000) / fps));
      seen.push(await looker.see(await frameAt(cache.pathOf(piece.hash), atMs, { size, mostSide, signal })));
    }
    return seen;
  };
  const recall = (piece: Piece, given: Film['settings'], signal: AbortSignal): Promise<Seen[]> => {
    const found = remembered.get(piece.hash) ?? seePiece(piece, given, signal);
    // The one that was used last stands last.
    remembered.delete(piece.hash);
    remembered.set(piece.hash, found);
    found.catch(() => remembered.delete(piece.hash));
    for (const [oldest] of [...remembered].slice(0, Math.max(0, remembered.size - mostRemembered))) {
      remembered.delete(oldest);
    }
    return found;
  };
  const seeCover = async (path: string, signal: AbortSignal): Promise<Seen[]> => {
    const seen: Seen[] = [];
    for await (const frame of sampleFrames(path, { mostSide, signal })) {
      seen.push(await looker.see(frame));
    }
    return seen;
  };

  return {
    async look({ pieces, settings: given, covers, language, allowed }, signal) {
      const known = await db.asSystem((tx) => selectKnownPictures(tx));
      const findings: Looked['findings'][number][] = [];
      const judge = (seen: readonly Seen[], shown: unknown, fieldOf: (atMs: number) => string) => {
        const isDecided = showsAny(shown, allowed);
        for (const finding of judgePictures(seen, known)) {
          if (!(isDecided && finding.level === 'review')) {
            findings.push(findingOf(finding, fieldOf(finding.atMs), language));
          }
        }
      };
      try {
        let startFrame = 0;
        for (const piece of pieces) {
          const startMs = Math.round((startFrame * 1000) / given.fps);
          judge(await recall(piece, given, signal), piece, (atMs) => `frame@${startMs + atMs}`);
          startFrame += piece.frames;
        }
        for (const { format, path } of covers) {
          judge(await seeCover(path, signal), pieces, () => `cover@${format}`);
        }
      } catch (cause) {
        throw notLookedAt(cause);
      }
      return { rules: pictureRules, findings: oncePerRule(findings) };
    },
  };
}

/** The frames of a piece that are looked at: the middle of each scene in it. */
export function middlesOf(piece: Piece): number[] {
  const parts = piece.kind === 'run' ? piece.parts : [piece];
  let start = 0;
  return parts.flatMap((part) => {
    const middle = start + Math.floor(part.frames / 2);
    start += part.frames;
    return part.kind === 'body' ? [middle] : [];
  });
}

function showsAny(shown: unknown, contents: ReadonlySet<string>): boolean {
  if (contents.size === 0) {
    return false;
  }
  const text = JSON.stringify(shown);
  return [...contents].some((sha256) => text.includes(sha256));
}

/** What is seen in many scenes is told once, where it comes first. */
function oncePerRule<T extends { rule: string; term: string }>(findings: readonly T[]): T[] {
  return findings.filter(
    ({ rule, term }, index) => findings.findIndex((other) => other.rule === rule && other.term === term) === index,
  );
}
