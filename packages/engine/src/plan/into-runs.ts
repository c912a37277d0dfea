import type { BodyPiece, PiecePart, ScenePicture } from './plan-video.ts';

/** About so long is a run: the start of an encoder costs as much as half a second of video. */
const runSeconds = 4;
/** A scene is cut in two no nearer to its ends. */
const nearSeconds = 0.25;
/**
 * What it costs that two runs show the same clip, as seconds by which a cut may rather be moved: its decoder starts
 * again, and where the second run needs its end, all before that is decoded again.
 */
const clipHeadSeconds = 0.5;
const clipTailSeconds = 1.5;

/**
 * Puts the parts of a video together into runs of about equal length, an even number of them, because two are encoded at
 * once and should end together on whatever machine. A run ends where a part does, or amid a scene without clips. Pure.
 * @param cutBody cuts a body before one of its frames
 */
export function intoRuns(
  parts: readonly PiecePart[],
  fps: number,
  cutBody: (body: BodyPiece, at: number) => [BodyPiece, BodyPiece],
): PiecePart[][] {
  const total = parts.reduce((sum, part) => sum + part.frames, 0);
  const count = 2 * Math.ceil(total / fps / runSeconds / 2);
  const runs: PiecePart[][] = [];
  let rest = [...parts];
  let start = 0;
  for (let place = 1; place < count; place++) {
    const wanted = Math.round((place * total) / count) - start;
    const cut = bestCut(rest, wanted, fps);
    if (cut === null) {
      continue;
    }
    const run = rest.slice(0, cut.parts);
    rest = rest.slice(cut.parts);
    const [next] = rest;
    if (cut.at > 0 && next?.kind === 'body') {
      const [head, tail] = cutBody(next, cut.at);
      run.push(head);
      rest = [tail, ...rest.slice(1)];
    }
    runs.push(run);
    start += run.reduce((sum, part) => sum + part.frames, 0);
  }
  return [...runs, rest];
}

/** After how many parts, and how many frames of the next one, a run ends best. */
interface Cut {
  parts: number;
  at: number;
}

/** The cheapest place near the wanted frame; null where only the very end is left. */
function bestCut(parts: readonly PiecePart[], wanted: number, fps: number): Cut | null {
  const near = Math.round(nearSeconds * fps);
  let best: (Cut & { cost: number }) | null = null;
  const offer = (cut: Cut, cost: number) => {
    if (best === null || cost < best.cost) {
      best = { ...cut, cost };
    }
  };
  let end = 0;
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    const inside = Math.min(part.frames - near, Math.max(near, wanted - end));
    if (part.kind === 'body' && part.frames >= 2 * near && !hasClip(part.scene)) {
      offer({ parts: index, at: inside }, Math.abs(end + inside - wanted));
    }
    end += part.frames;
    if (next !== undefined) {
      offer({ parts: index + 1, at: 0 }, Math.abs(end - wanted) + costBetween(part, next) * fps);
    }
  });
  return best;
}

/** What it costs to part two neighbours, in seconds. */
function costBetween(part: PiecePart, next: PiecePart): number {
  if (part.kind === 'boundary') {
    return hasClip(part.after) ? clipHeadSeconds : 0;
  }
  return next.kind === 'boundary' && hasClip(part.scene) ? clipTailSeconds : 0;
}

function hasClip({ layers }: ScenePicture): boolean {
  return layers.some(
    (layer) => layer.kind === 'clip' || (layer.kind === 'picture-in-picture' && layer.content.kind === 'clip'),
  );
}
