import type { Scene, Storyboard, Transition } from '@clipo/contract';
import { ClipoError } from '@clipo/contract';
import { contentHash } from './content-hash.ts';
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

/** What is encoded once and joined many times. */
export type Piece = BodyPiece | BoundaryPiece;

/** A video as a list of pieces; `sceneHashes[i]` names the body of scene i. */
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
  const pieces: Piece[] = [];
  const sceneHashes: string[] = [];
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
    const body = bodyPiece(scene, firstFrame, endFrame, settings);
    pieces.push(body);
    sceneHashes.push(body.hash);
    if (next !== undefined && next.transitionIn.frames > 0) {
      pieces.push(boundaryPiece(scene, next, settings));
    }
  });
  return { name: storyboard.name, frames: pieces.reduce((sum, piece) => sum + piece.frames, 0), pieces, sceneHashes };
}

function pictureOf(scene: Scene): ScenePicture {
  return { frames: scene.frames, background: scene.background, layers: scene.layers };
}

function bodyPiece(scene: Scene, firstFrame: number, endFrame: number, settings: RenderSettings): BodyPiece {
  const picture = pictureOf(scene);
  const hash = contentHash({ engineVersion, settings, kind: 'body', scene: picture, firstFrame, endFrame });
  return { kind: 'body', hash, frames: endFrame - firstFrame, scene: picture, firstFrame, endFrame };
}

function boundaryPiece(before: Scene, after: Scene, settings: RenderSettings): BoundaryPiece {
  const transition = after.transitionIn;
  const [first, second] = [pictureOf(before), pictureOf(after)];
  const hash = contentHash({ engineVersion, settings, kind: 'boundary', before: first, after: second, transition });
  return { kind: 'boundary', hash, frames: transition.frames, before: first, after: second, transition };
}
