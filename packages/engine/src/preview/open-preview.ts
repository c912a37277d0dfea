import type { ExplicitLabel, PreparedMaterial, PresenterPort, Size, Storyboard } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { Compositor, Picture } from '../compositor/types.ts';
import { openLabel } from '../layers/label.ts';
import type { CanvasPort, LayerContext, MediaPort } from '../layers/layer.ts';
import { partsOfPlan } from '../plan/parts-of-plan.ts';
import { type PiecePart, planVideo, type RunPiece } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openRun } from '../render/open-run.ts';
import { createPictures, openScene } from '../render/open-scene.ts';

/** What a preview draws with: the same ports as a render worker's. */
export interface PreviewDeps {
  compositor: Compositor;
  canvas: CanvasPort;
  media: MediaPort;
  presenters?: PresenterPort | undefined;
  materials: ReadonlyMap<string, PreparedMaterial>;
}

/** What is previewed, and how large. */
export interface PreviewWish {
  storyboard: Storyboard;
  /** How the video is rendered: its label's place is in pixels of that size. */
  settings: RenderSettings;
  /** Short side of the preview in pixels. */
  shortSide: number;
}

/** A storyboard that plays without being rendered. */
export interface Preview {
  size: Size;
  fps: number;
  frames: number;
  /**
   * The I420 bytes of a frame, valid until the next call. Frames in order are cheap; any other one opens its scene anew.
   * One call at a time.
   */
  frame(index: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Settings of a render at the preview's size: everything in a storyboard is in fractions but the label. */
export function previewSettings({ settings, shortSide }: Omit<PreviewWish, 'storyboard'>): RenderSettings {
  const { width, height } = settings.size;
  const scale = Math.min(1, shortSide / Math.min(width, height));
  const even = (value: number) => Math.max(2, Math.round((value * scale) / 2) * 2);
  const { isAlone: _isAlone, ...rest } = settings;
  return {
    ...rest,
    size: { width: even(width), height: even(height) },
    label: settings.label && scaledLabel(settings.label, scale),
  };
}

function scaledLabel({ fontPx, x, y, ...label }: ExplicitLabel, scale: number): ExplicitLabel {
  return { ...label, fontPx: fontPx * scale, x: Math.round(x * scale), y: Math.round(y * scale) };
}

/**
 * Opens a preview: composed by the very code that renders, frame by frame as it is asked.
 * @throws ClipoError invalid_input where a scene is too short for its transitions
 */
export function openPreview(wish: PreviewWish, deps: PreviewDeps): Preview {
  const settings = previewSettings(wish);
  const { size, fps } = settings;
  const plan = planVideo(wish.storyboard, settings);
  const parts = partsOfPlan(plan);
  const { pictures, release } = createPictures(deps.compositor, size, 3);
  const context = (sceneFrames: number, firstFrame: number, endFrame: number): LayerContext => ({
    ...deps,
    size,
    fps,
    sceneFrames,
    firstFrame,
    endFrame,
    material(id) {
      const material = deps.materials.get(id);
      if (material === undefined) {
        throw new ClipoError('not_found', `no material ${id}`, { details: { file: id } });
      }
      return material;
    },
  });
  const label = settings.label === null ? undefined : openLabel(settings.label, context(plan.frames, 0, plan.frames));
  let run: { from: number; next: number; open: ReturnType<typeof openRun> } | undefined;

  /** From the part that shows a frame on. A body may begin amid its scene, a change of scenes is shown from its beginning. */
  const runFrom = (index: number): NonNullable<typeof run> => {
    const place = Math.max(
      0,
      parts.findLastIndex(({ start }) => start <= index),
    );
    const first = parts[place] as (typeof parts)[number];
    const skipped = first.part.kind === 'body' ? Math.min(index - first.start, first.part.frames - 1) : 0;
    const rest = parts.slice(place).map(({ part }): PiecePart => part);
    if (first.part.kind === 'body') {
      const { part } = first;
      rest[0] = { ...part, firstFrame: part.firstFrame + skipped, frames: part.frames - skipped };
    }
    const from = first.start + skipped;
    const piece: RunPiece = { kind: 'run', hash: '', frames: plan.frames - from, parts: rest };
    const open = openRun(piece, pictures as [Picture, Picture, Picture], deps.compositor, (span) =>
      openScene(span.scene, context(span.scene.frames, span.firstFrame, span.endFrame)),
    );
    return { from, next: from, open };
  };

  return {
    size,
    fps,
    frames: plan.frames,
    async frame(given) {
      const index = Math.max(0, Math.min(plan.frames - 1, Math.round(given)));
      if (run === undefined || index < run.next || index > run.next + fps) {
        const old = run;
        run = undefined;
        await old?.open.close();
        run = runFrom(index);
      }
      run.next = index;
      const picture = await run.open.draw(index - run.from);
      // Last of all, as in the file: nothing may come between the label and the viewer.
      await label?.draw(index, picture);
      return deps.compositor.bytesOf(picture);
    },
    async close() {
      await run?.open.close();
      await label?.close();
      release();
    },
  };
}
