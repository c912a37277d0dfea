import type { QualityFinding, Storyboard } from '@clipo/contract';

/** A shot shorter than this is not seen, only noticed. */
const leastShotMs = 400;
/** A shot longer than this loses viewers of a short video. */
const mostShotMs = 6500;

/** Shots that are too short to be seen, and ones that stand too long. Pure. */
export function checkCutRhythm({ scenes, fps }: Storyboard): QualityFinding[] {
  const toMs = (frame: number) => Math.round((frame * 1000) / fps);
  const findings: QualityFinding[] = [];
  let start = 0;
  scenes.forEach(({ frames }, scene) => {
    const [atMs, endMs] = [toMs(start), toMs(start + frames)];
    const at = { kind: 'cut-rhythm', atMs, endMs, scene, measured: endMs - atMs } as const;
    if (endMs - atMs < leastShotMs) {
      findings.push({ ...at, severity: 'fault', limit: leastShotMs });
    } else if (endMs - atMs > mostShotMs) {
      findings.push({ ...at, severity: 'note', limit: mostShotMs });
    }
    start += frames;
  });
  return findings;
}
