import { ClipoError, type EditedShot, type StoryboardEdits } from '@clipo/contract';
import { anotherShot } from '@clipo/engine';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectBatch } from '../batches/queries.ts';
import { selectVideo } from '../videos/queries.ts';
import { baseOf } from './open-edit.ts';
import { type EditedEstimate, estimateEdits, renderEdits } from './render-edit.ts';

/** A scene of a video as it is now. Frames of the video. */
export interface ShownScene {
  id: string;
  startFrame: number;
  frames: number;
  /** What it could show instead; undefined where it has no picture, or there is nothing else. */
  other: EditedShot | undefined;
}

type SceneDeps = Pick<Deps, 'db' | 'queue' | 'speech' | 'settings'>;

/**
 * The scenes of a video in order, as it was made last.
 * @throws ClipoError no_such_thing, conflict where it was never finished
 */
export async function scenesOf({ db }: Pick<Deps, 'db'>, teamId: string, videoId: string): Promise<ShownScene[]> {
  return db.asTeam(teamId, async (tx) => {
    const video = foundOr(await selectVideo(tx, teamId, videoId), 'video', videoId);
    const batch = await selectBatch(tx, teamId, video.batchId);
    if (batch?.prepared == null || video.files === null) {
      const problem = 'the video is not finished: there is nothing to make anew yet';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const { storyboard } = baseOf(video.document);
    const { materials } = batch.prepared;
    let startFrame = 0;
    return storyboard.scenes.map(({ id, frames }) => {
      const scene = { id, startFrame, frames, other: anotherShot(storyboard, id, materials) };
      startFrame += frames;
      return scene;
    });
  });
}

/**
 * What showing something else in one scene changes and costs. Changes nothing.
 * @throws ClipoError no_such_thing, conflict where there is nothing else to show
 */
export async function estimateScene(
  deps: SceneDeps,
  teamId: string,
  { videoId, sceneId }: { videoId: string; sceneId: string },
  signal: AbortSignal,
): Promise<{ shot: EditedShot; estimate: EditedEstimate }> {
  const scene = (await scenesOf(deps, teamId, videoId)).find(({ id }) => id === sceneId);
  if (scene === undefined) {
    throw new ClipoError('no_such_thing', `no scene ${sceneId}`, { details: { kind: 'scene', id: sceneId } });
  }
  if (scene.other === undefined) {
    const problem =
      'the materials of the batch hold nothing else that this scene could show; add some, or edit the scene';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  const more = withShot(sceneId, scene.other);
  const [estimate] = await estimateEdits(deps, teamId, { videoId, targets: [videoId], more }, signal);
  if (estimate === undefined) {
    throw new ClipoError('internal', `no estimate of ${videoId}`);
  }
  return { shot: scene.other, estimate };
}

/**
 * Makes a video anew with another shot in one scene; all that is not of this scene is taken as it is.
 * @throws ClipoError conflict where the cost is another than was agreed; insufficient_credits
 */
export async function remakeScene(
  deps: SceneDeps,
  actor: Actor,
  { videoId, sceneId, shot, credits }: { videoId: string; sceneId: string; shot: EditedShot; credits: number },
  signal: AbortSignal,
): Promise<EditedEstimate[]> {
  const more = withShot(sceneId, shot);
  return renderEdits(deps, actor, { videoId, targets: [videoId], more, credits }, signal);
}

function withShot(sceneId: string, shot: EditedShot): StoryboardEdits {
  return { version: 1, lines: {}, scenes: { [sceneId]: { shot } }, captions: {} };
}
