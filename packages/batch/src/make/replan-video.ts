import type { QualityFinding, QualityKind, Scene, Storyboard } from '@clipo/contract';
import { checkPlan, contentHash, planVideo } from '@clipo/engine';
import type { SceneChange } from './other-choices.ts';
import type { PreparedVideo } from './prepare-batch.ts';

/** What helps against a fault; null where no other choice does. */
const changeFor: Readonly<Record<QualityKind, SceneChange | null>> = {
  black: 'shots',
  frozen: 'shots',
  'product-late': 'shots',
  overflow: 'style',
  contrast: 'style',
  silence: null,
  clipping: null,
  loudness: null,
  'reading-speed': null,
  'cut-rhythm': null,
  'av-offset': null,
  length: null,
  label: null,
};

/**
 * The video with other shots or looks in the scenes that have a fault; all others stay as they are, and so do words and
 * times. Undefined where nothing else can be chosen. Of other shots the one furthest from what is wrong comes first; one
 * that brings a fault of the plan is passed over.
 */
export function replanVideo(
  video: PreparedVideo,
  findings: readonly QualityFinding[],
): { video: PreparedVideo; kinds: QualityKind[] } | undefined {
  let { storyboard } = video;
  const kinds = new Set<QualityKind>();
  for (const { kind, severity, scene: index } of findings) {
    const change = changeFor[kind];
    const scene = index === undefined ? undefined : storyboard.scenes[index];
    const isMended = index !== undefined && scene !== video.storyboard.scenes[index];
    const isWanted = severity === 'fault' || kind === 'product-late';
    if (!isWanted || change === null || index === undefined || scene === undefined || isMended) {
      continue;
    }
    const mended = candidatesFor(video, scene, index, change)
      .map((candidate) => withScene(storyboard, index, candidate))
      .find((candidate) => isBetter(candidate, storyboard, kind, video.products));
    if (mended !== undefined) {
      storyboard = mended;
      kinds.add(kind);
    }
  }
  return kinds.size === 0
    ? undefined
    : { video: { ...video, storyboard, plan: planVideo(storyboard, video.settings) }, kinds: [...kinds] };
}

/** The same scene of the video's other storyboards, as far as it is another picture and is shown nowhere else in it. */
function candidatesFor(video: PreparedVideo, scene: Scene, index: number, change: SceneChange): Scene[] {
  const shown = new Set(video.storyboard.scenes.map(pictureOf));
  const found = video.others(change).flatMap((other) => {
    const candidate = other.scenes[index];
    if (candidate === undefined || candidate.frames !== scene.frames || shown.has(pictureOf(candidate))) {
      return [];
    }
    shown.add(pictureOf(candidate));
    return [{ ...candidate, transitionIn: scene.transitionIn }];
  });
  return change === 'style' ? found : found.sort((a, b) => distance(scene, b) - distance(scene, a));
}

function pictureOf({ frames, background, layers }: Scene): string {
  return contentHash({ frames, background, layers });
}

/** How far another shot is from one that failed: another material, or source time between them. */
function distance(failed: Scene, other: Scene): number {
  const [from, to] = [shotOf(failed), shotOf(other)];
  return from?.material !== to?.material
    ? Number.MAX_SAFE_INTEGER
    : Math.abs((from?.startMs ?? 0) - (to?.startMs ?? 0));
}

function shotOf({ layers }: Scene): { material: string; startMs: number } | undefined {
  return layers
    .flatMap((layer) => (layer.kind === 'picture-in-picture' ? [layer.content] : [layer]))
    .flatMap((layer) => {
      switch (layer.kind) {
        case 'clip':
          return [{ material: layer.material, startMs: layer.startMs }];
        case 'image':
          return [{ material: layer.material, startMs: 0 }];
        default:
          return [];
      }
    })[0];
}

function withScene(storyboard: Storyboard, index: number, scene: Scene): Storyboard {
  return { ...storyboard, scenes: storyboard.scenes.map((each, place) => (place === index ? scene : each)) };
}

/** Whether a plan has no more faults than the one before, and nothing of the kind that is to be mended. */
function isBetter(candidate: Storyboard, before: Storyboard, kind: QualityKind, products: readonly string[]): boolean {
  const faultsIn = (findings: readonly QualityFinding[]) =>
    findings.filter(({ severity }) => severity === 'fault').length;
  const left = checkPlan(candidate, products);
  return faultsIn(left) <= faultsIn(checkPlan(before, products)) && left.every((finding) => finding.kind !== kind);
}
