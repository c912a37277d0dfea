import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConsentPurpose, PreparedPerson, PresenterMedia } from '@clipo/contract';
import { keptOf, writeWhole } from '../consent/consent-store.ts';
import { requireConsent } from '../consent/require-consent.ts';
import { landmarksFileOf } from '../face/face-points.ts';
import type { Motion } from '../face/liveliness.ts';
import { ingestFootage } from '../footage/ingest-footage.ts';
import { loadPortrait } from '../portrait/load-portrait.ts';
import { hasClearGround } from '../portrait/open-portrait.ts';
import { cutOutStill } from './cut-out-still.ts';
import { extendBody } from './extend-body.ts';
import { factsIn, filmIn, type PersonFilm, readFilm } from './person-film.ts';

/** Raised whenever persons look or move otherwise: their pieces are drawn anew. */
export const personVersion = 'person-4';

/** A person's own picture or film, and what it is wanted for. */
export interface PersonToPrepare {
  /** Absolute path. */
  file: string;
  kind: 'portrait' | 'footage';
  motion: Motion;
  purposes: readonly ConsentPurpose[];
}

/** What preparing needs: where consents are known, where findings are kept, and who reads media. */
export interface PersonDeps {
  home: string;
  /** Absolute folder. */
  cacheDir: string;
  media: PresenterMedia;
  signal?: AbortSignal | undefined;
}

/**
 * Makes a person ready to be drawn: the consent is asked, then the picture or film is checked, cut out and kept with the points
 * of the face, so that who draws needs no network. The same file is worked on once. The person's name does not hold the
 * consent: a new consent to the same picture gives the same pieces.
 * @throws ClipoError `consent_needed`, `unfit_face`, `unreadable_material`, `not_found`, `cancelled`; several faults as InputProblems
 */
export async function preparePerson(
  { file, kind, motion, purposes }: PersonToPrepare,
  { home, cacheDir, media, signal }: PersonDeps,
): Promise<PreparedPerson & { fileSha256: string; consentId: string }> {
  const consent = await requireConsent(file, { kind, purposes }, { home });
  const landmarks = await readFile(landmarksFileOf(file)).catch(() => Buffer.alloc(0));
  const id = createHash('sha256')
    .update(JSON.stringify([personVersion, kind, consent.fileSha256, motion]))
    .update(landmarks)
    .digest('hex');
  const folder = path.join(keptOf(cacheDir, consent.fileSha256), id.slice(0, 32));
  if ((await readFilm(folder)) === undefined) {
    await mkdir(folder, { recursive: true });
    const facts = await (kind === 'portrait' ? takePortrait : takeFootage)(file, folder, { media, signal });
    await consent.recheck();
    await writeWhole(factsIn(folder), { ...facts, motion } satisfies PersonFilm);
  }
  return {
    id: `person:${id}`,
    kind,
    folder,
    performances: [],
    consent: { material: file, kind, purposes, home },
    fileSha256: consent.fileSha256,
    consentId: consent.id,
  };
}

type Taking = Pick<PersonDeps, 'media' | 'signal'>;

async function takePortrait(
  file: string,
  folder: string,
  { media, signal }: Taking,
): Promise<Omit<PersonFilm, 'motion'>> {
  const { portrait } = await loadPortrait(file, media, signal);
  const { points, measured } = portrait;
  const cut = await cutOutStill(portrait.picture, points);
  const { width, height, data } = hasClearGround(cut.data) ? extendBody(cut, points) : cut;
  const one = (async function* () {
    yield data;
  })();
  await media.writeFrames(filmIn(folder), one, { width, height, fps: 25 }, signal);
  const loop = { first: 0, end: 1, fade: 0, jump: 0 };
  return { width, height, fps: 25, points: [points], loop, white: measured.white };
}

async function takeFootage(
  file: string,
  folder: string,
  { media, signal }: Taking,
): Promise<Omit<PersonFilm, 'motion'>> {
  const { width, height, fps, points, loop, report } = await ingestFootage(file, filmIn(folder), media, {
    ...(signal && { signal }),
  });
  return { width, height, fps, points: [...points], loop, white: report.white };
}
