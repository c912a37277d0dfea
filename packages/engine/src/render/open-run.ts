import type { Compositor, Picture } from '../compositor/types.ts';
import { mixScenes } from '../layers/transitions.ts';
import { partsOf } from '../plan/parts-of-plan.ts';
import type { PiecePart, RunPiece, ScenePicture } from '../plan/plan-video.ts';
import type { OpenScene } from './open-scene.ts';

/** A scene that a run shows, for all frames on which it is seen: alone, coming and going. */
export interface SceneSpan {
  scene: ScenePicture;
  /** Scene frames, half-open; below 0 and past the end while it comes and goes. */
  firstFrame: number;
  endFrame: number;
  /** The run's frame on which the scene's frame 0 is shown, or would be. */
  zeroAt: number;
}

/** The scenes of a run in the order in which they are seen: each is opened once, where pieces open it up to three times. Pure. */
function spansOf(run: RunPiece): SceneSpan[] {
  const spans: SceneSpan[] = [];
  let before: PiecePart | undefined;
  for (const { part, offset } of partsOf(run)) {
    const last = spans.at(-1);
    if (part.kind === 'body') {
      const { scene, firstFrame, endFrame } = part;
      if (before?.kind === 'boundary' && last !== undefined) {
        last.endFrame = endFrame;
      } else {
        spans.push({ scene, firstFrame, endFrame, zeroAt: offset - firstFrame });
      }
    } else {
      const half = part.frames / 2;
      const { frames } = part.before;
      if (before !== undefined && last !== undefined) {
        last.endFrame = frames + half;
      } else {
        const firstFrame = frames - half;
        spans.push({ scene: part.before, firstFrame, endFrame: frames + half, zeroAt: offset - firstFrame });
      }
      spans.push({ scene: part.after, firstFrame: -half, endFrame: half, zeroAt: offset + half });
    }
    before = part;
  }
  return spans;
}

/** So many frames before it is seen a scene is opened: its decoders start while the encoder still has work. */
const framesAhead = 30;

/** Draws a run: scenes are opened just before they are seen and closed when they are gone. */
export function openRun(
  run: RunPiece,
  pictures: readonly [Picture, Picture, Picture],
  compositor: Compositor,
  open: (span: SceneSpan) => Promise<OpenScene>,
) {
  const [first, second, mixed] = pictures;
  const waiting = spansOf(run);
  const parts = partsOf(run);
  const shown: { span: SceneSpan; scene: Promise<OpenScene> }[] = [];

  const openUntil = (index: number) => {
    while (waiting[0] !== undefined && waiting[0].zeroAt + waiting[0].firstFrame <= index) {
      const span = waiting.shift() as SceneSpan;
      const scene = open(span);
      // Awaited when the scene is drawn; a failure before that must not count as unhandled.
      scene.catch(() => undefined);
      shown.push({ span, scene });
    }
  };
  const closeFirst = async () => {
    const gone = shown.shift();
    await (await gone?.scene)?.close();
  };
  const drawScene = async (place: number, index: number, target: Picture) => {
    const { span, scene } = shown[place] as (typeof shown)[number];
    await (await scene).draw(index - span.zeroAt, target);
  };

  return {
    async draw(index: number): Promise<Picture> {
      openUntil(index + framesAhead);
      while (shown[0] !== undefined && shown[0].span.zeroAt + shown[0].span.endFrame <= index) {
        await closeFirst();
      }
      const place = parts.findLast(({ offset }) => offset <= index);
      if (place?.part.kind !== 'boundary') {
        await drawScene(0, index, first);
        return first;
      }
      const { part, offset } = place;
      await Promise.all([drawScene(0, index, first), drawScene(1, index, second)]);
      // Half a frame in at both ends: neither neighbour's picture is shown twice.
      mixScenes(compositor, part.transition, first, second, mixed, (index - offset + 0.5) / part.frames);
      return mixed;
    },
    async close(): Promise<void> {
      waiting.length = 0;
      const left = shown.splice(0);
      await Promise.all(left.map(async ({ scene }) => (await scene.catch(() => undefined))?.close()));
    },
  };
}
