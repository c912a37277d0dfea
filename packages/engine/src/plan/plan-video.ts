import type { Scene, Storyboard, Transition } from '@clipo/contract';
import { ClipoError } from '@clipo/contract';
import { contentHash } from './content-hash.ts';
import { intoRuns } from './into-runs.ts';
import { engineVersion, type RenderSettings } from './render-settings.ts';

/** A scene as a piece needs it: what is not seen (id, role) is left out, so that equal pictures have equal hashes. */
export type ScenePicture = Pick<Scene, 'frames' | 'background' | 'layers'>;

/** The middle of a scene: frames `firstFrame` … `endFrame` (half-open) of it. */
export interface BodyPiece {
  kind: 'body';
  hash: string;
  frames: number;
  scene: ScenePicture;
  firstFrame: number;
  endFrame: number;
}

/** The change from one scene to the next: `frames` frames, half of them before the cut and half after. */
export interface BoundaryPiece {
  kind: 'boundary';
  hash: string;
  frames: number;
  before: ScenePicture;
  after: ScenePicture;
  transition: Transition;
}

/** What a video is made of: scenes, or parts of them, and the changes between. */
export type PiecePart = BodyPiece | BoundaryPiece;

/** Parts that follow each other in the only video that shows them: one encoder makes them. */
export interface RunPiece {
  kind: 'run';
  hash: string;
  frames: number;
  parts: PiecePart[];
}

/** What is encoded once and joined many times. */
export type Piece = PiecePart | RunPiece;

/** A video as a list of pieces; `sceneHashes[i]` names the piece with (the beginning of) the body of scene i. */
export interface VideoPlan {
  name: string;
  frames: number;
  pieces: Piece[];
  sceneHashes: string[];
}

/**
 * Cuts a storyboard into content-hashed pieces. Pure: the same storyboard and settings give the same plan, anywhere.
 * @throws ClipoError invalid_input where a scene is too short for its transitions
 */
export function planVideo(storyboard: Storyboard, settings: RenderSettings): VideoPlan {
  const parts: PiecePart[] = [];
  const shared = hashOfSettings(settings);
  // A scene is in up to three pieces: it is written out and hashed once.
  const pictures = storyboard.scenes.map(hashedPicture);
  const pictureAt = (index: number) => pictures[index] as HashedPicture;
  storyboard.scenes.forEach((scene, index) => {
    const next = storyboard.scenes[index + 1];
    const firstFrame = index === 0 ? 0 : scene.transitionIn.frames / 2;
    const endFrame = scene.frames - (next === undefined ? 0 : next.transitionIn.frames / 2);
    if (endFrame <= firstFrame) {
      const field = `scenes[${index}].frames`;
      throw new ClipoError('invalid_input', `${field}: ${scene.frames} frames are too few for the transitions around`, {
        details: { field, problem: `${scene.frames} frames are too few for the transitions around` },
      });
    }
    parts.push(bodyPiece(pictureAt(index), firstFrame, endFrame, shared));
    if (next !== undefined && next.transitionIn.frames > 0) {
      parts.push(boundaryPiece(pictureAt(index), pictureAt(index + 1), next.transitionIn, shared));
    }
  });
  const bodies = parts.flatMap((part) => (part.kind === 'body' ? [part] : []));
  const frames = parts.reduce((sum, part) => sum + part.frames, 0);
  if (settings.isAlone !== true) {
    return { name: storyboard.name, frames, pieces: parts, sceneHashes: bodies.map(({ hash }) => hash) };
  }
  const cutBody = (body: BodyPiece, at: number): [BodyPiece, BodyPiece] => {
    const scene = pictures.find(({ picture }) => picture === body.scene) as HashedPicture;
    const middle = body.firstFrame + at;
    return [bodyPiece(scene, body.firstFrame, middle, shared), bodyPiece(scene, middle, body.endFrame, shared)];
  };
  const pieces = intoRuns(parts, settings.fps, cutBody).map(
    (own): RunPiece => ({
      kind: 'run',
      hash: contentHash({ shared, kind: 'run', parts: own.map(({ hash }) => hash) }),
      frames: own.reduce((sum, part) => sum + part.frames, 0),
      parts: own,
    }),
  );
  const holding = (scene: ScenePicture) =>
    pieces.find((piece) => piece.parts.some((part) => part.kind === 'body' && part.scene === scene));
  const sceneHashes = bodies.map(({ scene }) => (holding(scene) as RunPiece).hash);
  return { name: storyboard.name, frames, pieces, sceneHashes };
}

interface HashedPicture {
  picture: ScenePicture;
  hash: string;
  /** Pieces that were made of it, by all that decides them: a thousand videos are cut into a few hundred. */
  pieces: Map<string, PiecePart>;
}

/** Videos of a batch share their settings, too. */
const hashedSettings = new WeakMap<RenderSettings, string>();

function hashOfSettings(settings: RenderSettings): string {
  const hash = hashedSettings.get(settings) ?? contentHash({ engineVersion, settings });
  hashedSettings.set(settings, hash);
  return hash;
}

/** Videos of a batch share their scenes: one that was hashed for a video is known for all. */
const hashed = new WeakMap<Scene, HashedPicture>();

function hashedPicture(scene: Scene): HashedPicture {
  const known = hashed.get(scene);
  if (known !== undefined) {
    return known;
  }
  const picture = { frames: scene.frames, background: scene.background, layers: scene.layers };
  const found = { picture, hash: contentHash(picture), pieces: new Map<string, PiecePart>() };
  hashed.set(scene, found);
  return found;
}

function bodyPiece(scene: HashedPicture, firstFrame: number, endFrame: number, shared: string): BodyPiece {
  return pieceOf(scene, `${shared} ${firstFrame} ${endFrame}`, (): BodyPiece => {
    const hash = contentHash({ shared, kind: 'body', scene: scene.hash, firstFrame, endFrame });
    return { kind: 'body', hash, frames: endFrame - firstFrame, scene: scene.picture, firstFrame, endFrame };
  });
}

function boundaryPiece(
  before: HashedPicture,
  after: HashedPicture,
  transition: Transition,
  shared: string,
): BoundaryPiece {
  const { kind, frames, direction } = transition;
  return pieceOf(before, `${shared} ${after.hash} ${kind} ${frames} ${direction}`, (): BoundaryPiece => {
    const hash = contentHash({ shared, kind: 'boundary', before: before.hash, after: after.hash, transition });
    return { kind: 'boundary', hash, frames, before: before.picture, after: after.picture, transition };
  });
}

/** The piece of a scene that a key names, made the first time. A body's key and a change's never meet. */
function pieceOf<P extends PiecePart>(scene: HashedPicture, key: string, make: () => P): P {
  const piece = (scene.pieces.get(key) as P | undefined) ?? make();
  scene.pieces.set(key, piece);
  return piece;
}
