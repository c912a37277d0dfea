/** A stretch of time in samples, half-open. */
interface Timed {
  startSample: number;
  endSample: number;
}

/** Moves what begins or ends in a pause between some stretches of speech to the pause's edge: a pause belongs to no word. */
export function outOfPauses(spans: readonly { start: number; end: number }[]): <T extends Timed>(time: T) => T {
  return (time) => {
    let best: { start: number; end: number } | undefined;
    for (const { start, end } of spans) {
      const from = Math.max(start, time.startSample);
      const to = Math.min(end, time.endSample);
      if (to - from > (best === undefined ? 0 : best.end - best.start)) {
        best = { start: from, end: to };
      }
    }
    const isMost = best !== undefined && (best.end - best.start) * 4 > time.endSample - time.startSample;
    return best !== undefined && isMost ? { ...time, startSample: best.start, endSample: best.end } : time;
  };
}
