import {
  ClipoError,
  type PreparedPerson,
  type PresenterFrames,
  type PresenterMedia,
  type PresenterRequest,
} from '@clipo/contract';
import { requireConsent } from '../consent/require-consent.ts';
import { mouthTrackOf } from '../face/mouth-track.ts';
import { openFootage } from '../footage/open-footage.ts';
import { openPortrait } from '../portrait/open-portrait.ts';
import { openClip } from './open-clip.ts';
import { filmIn, readFilm, readStill } from './person-film.ts';

/** What of a request a person is drawn by: cues are for hands, which a picture has none of that move. */
type PersonRequest = Pick<PresenterRequest, 'track' | 'framing' | 'size' | 'fps' | 'firstFrame' | 'endFrame'>;

const noConsentNeeded = { recheck: async () => undefined };

/**
 * Opens a prepared person for some frames of a track. The consent is asked anew each time: who withdraws it is not in the next
 * piece.
 * @throws ClipoError `consent_needed`, `not_found`, `unreadable_material`
 */
export async function openPerson(
  person: PreparedPerson,
  request: PersonRequest,
  media: PresenterMedia,
): Promise<PresenterFrames> {
  const { consent } = person;
  const grant = consent === undefined ? noConsentNeeded : await requireConsent(consent.material, consent, consent);
  const { track, framing, size, fps } = request;
  if (person.kind === 'clips') {
    return openClip(person, request, media);
  }
  const film = await readFilm(person.folder);
  if (film === undefined) {
    throw new ClipoError('not_found', `${person.folder}: nobody was prepared there`, {
      details: { file: person.folder },
    });
  }
  const frameCount = Math.ceil((track.sampleCount * fps) / 48_000);
  const mouths = mouthTrackOf(track, fps, frameCount);
  if (person.kind === 'footage') {
    const { points, width, height, loop, white } = film;
    const footage = { film: filmIn(person.folder), width, height, fps: film.fps, points, loop, report: { white } };
    return openFootage(footage, grant, media, { ...size, track: mouths, fps, framing });
  }
  const [points] = film.points;
  if (points === undefined) {
    throw new ClipoError('internal', 'a portrait without a face');
  }
  const picture = await readStill(person.folder, film, media);
  const portrait = { picture, points, measured: { white: film.white } };
  const { motion } = film;
  return openPortrait(portrait, grant, {
    ...size,
    fps,
    frameCount,
    track: mouths,
    seed: track.seed,
    motion,
    framing,
  });
}
