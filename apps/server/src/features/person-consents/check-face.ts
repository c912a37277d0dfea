import { ClipoError } from '@clipo/contract';
import { lineOf, sayErrorIn } from '@clipo/messages';
import type { LandmarksFile } from '@clipo/presenter/consent';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectMaterial } from '../materials/queries.ts';
import { type FaceAnswer, type FaceMessage, type FootageSeen, lookInThread } from './look-in-thread.ts';
import { saveFacePoints, selectFacePoints } from './queries-points.ts';

/** Whether a person's picture or film can be made to speak, and all that is wrong with it, in both languages. */
export interface FaceCheck {
  kind: 'portrait' | 'footage';
  /** Null for a film that was not looked at: that takes as long as it lasts. */
  isFit: boolean | null;
  faults: { rule: string; text: { 'zh-CN': string; en: string } }[];
  /** The points of a picture's face, found or set by hand; null where none is found, and of films. */
  landmarks: LandmarksFile | null;
  /** The points were set by hand. */
  isMended: boolean;
}

/** Faults with which points lie on nothing, or on nobody knows whom. */
const pointless: ReadonlySet<string> = new Set(['face_landmarks', 'face_none', 'face_several', 'face_moving_picture']);

type CheckDeps = Pick<Deps, 'db' | 'media'>;

/**
 * Looks at a picture as it would be looked at before it speaks: one face, its size, angle, mouth, eyes, light and sharpness, and
 * how it looks when it speaks. Nothing of it is kept.
 * @throws ClipoError `no_such_thing`, `invalid_input` for what is neither a picture nor a film, `program_failed`
 */
export async function checkFace(deps: CheckDeps, teamId: string, materialId: string): Promise<FaceCheck> {
  const { kind, name, sha256 } = await personFile(deps, teamId, materialId);
  if (kind === 'footage') {
    return { kind, isFit: null, faults: [], landmarks: null, isMended: false };
  }
  const known = await deps.db.asTeam(teamId, (tx) => selectFacePoints(tx, teamId, [materialId]));
  const landmarks = known.get(materialId);
  const path = await deps.media.localFile(sha256);
  return view(await lookInThread({ kind, path, name, landmarks }), landmarks !== undefined);
}

/**
 * Keeps points that a person set by hand on the face of a picture: from now on it speaks by them. Points that do not lie on the
 * face are refused; what else is wrong with the picture is told.
 * @throws ClipoError `no_such_thing`, `invalid_input` for what is no picture, `unfit_face` where they lie on no face, `program_failed`
 */
export async function setFacePoints(
  deps: CheckDeps,
  { teamId, by }: { teamId: string; by: string },
  materialId: string,
  landmarks: LandmarksFile,
): Promise<FaceCheck> {
  const { kind, name, sha256 } = await personFile(deps, teamId, materialId);
  if (kind === 'footage') {
    const problem = `${materialId} is a film: points are set on pictures`;
    throw new ClipoError('invalid_input', `material: ${problem}`, { details: { field: 'material', problem } });
  }
  const answer = await lookInThread({ kind, path: await deps.media.localFile(sha256), name, landmarks });
  const wrong = answer.faults.find(({ details }) => pointless.has(String(details.rule)));
  if (wrong !== undefined) {
    // Of a file of points nobody knows here.
    const { rule } = wrong.details;
    const details = { ...wrong.details, rule: rule === 'face_landmarks' ? 'face_points_astray' : (rule ?? '') };
    throw new ClipoError(wrong.code, wrong.message, { details });
  }
  await deps.db.asTeam(teamId, (tx) => saveFacePoints(tx, { teamId, materialId, landmarks, setBy: by }));
  return view(answer, true);
}

/** What a look at a film ended with. */
export interface FootageLook extends Pick<FaceCheck, 'isFit' | 'faults'> {
  /** Null where the film is refused. */
  seen: FootageSeen | null;
}

/**
 * Takes a film in as it would be before it speaks, and tells on the way what it sees. Nothing of it is kept.
 * @throws ClipoError `no_such_thing`, `invalid_input` for what is no film, `program_failed`, `cancelled`
 */
export async function lookAtFootage(
  deps: CheckDeps,
  teamId: string,
  materialId: string,
): Promise<(onTold: (said: FaceMessage) => void, signal: AbortSignal) => Promise<FootageLook>> {
  const { kind, name, sha256 } = await personFile(deps, teamId, materialId);
  if (kind === 'portrait') {
    const problem = `${materialId} is a picture: only films are looked at so`;
    throw new ClipoError('invalid_input', `material: ${problem}`, { details: { field: 'material', problem } });
  }
  const path = await deps.media.localFile(sha256);
  return async (onTold, signal) => {
    const { faults, footage } = await lookInThread({ kind, path, name }, { onTold, signal });
    return { isFit: faults.length === 0, faults: faults.map(told), seen: footage };
  };
}

/** A material in which somebody is seen. @throws ClipoError `no_such_thing`, `invalid_input` */
export async function personFile({ db }: Pick<Deps, 'db'>, teamId: string, materialId: string) {
  const { name, sha256, mediaType } = foundOr(
    await db.asTeam(teamId, (tx) => selectMaterial(tx, materialId)),
    'material',
    materialId,
  );
  const [type] = mediaType.split('/');
  if (type !== 'image' && type !== 'video') {
    const problem = `${materialId} is neither a picture nor a film: nobody is seen in it`;
    throw new ClipoError('invalid_input', `material: ${problem}`, { details: { field: 'material', problem } });
  }
  return { kind: type === 'image' ? ('portrait' as const) : ('footage' as const), name, sha256 };
}

function view({ faults, landmarks }: FaceAnswer, isMended: boolean): FaceCheck {
  return { kind: 'portrait', isFit: faults.length === 0, faults: faults.map(told), landmarks, isMended };
}

function told({ code, message, details }: FaceAnswer['faults'][number]): FaceCheck['faults'][number] {
  const error = new ClipoError(code, message, { details });
  const text = { 'zh-CN': lineOf(error, sayErrorIn('zh-CN')), en: lineOf(error, sayErrorIn('en')) };
  return { rule: String(details.rule ?? code), text };
}
