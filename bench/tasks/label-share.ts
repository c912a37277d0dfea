import { rm } from 'node:fs/promises';
import { createMarker, developmentProviderCode, explicitLabel, labelFile, makeImplicitLabel } from '@clipo/label';
import { loadCompositor } from '../../packages/engine/src/compositor/load-node.ts';
import { createNodeCanvas } from '../../packages/engine/src/layers/canvas-node.ts';
import { openLabel } from '../../packages/engine/src/layers/label.ts';
import type { LayerContext } from '../../packages/engine/src/layers/layer.ts';
import { referenceSettings } from '../reference/prepare.ts';

// Usage: label-share.ts FILM FRAMES: processor seconds that both labels add to a film of so many frames: the one that is seen, drawn
// on each, and the one in the file, written and read back; and the watermark, its tile drawn once and added to each. As JSON on
// standard output.
const [film = '', frames = '0'] = process.argv.slice(2);
const { size } = referenceSettings;
const tries = 5;

const compositor = await loadCompositor();
const target = compositor.createPicture(size);
const context = { size, compositor, canvas: createNodeCanvas() } as unknown as LayerContext;
const drawSeconds = await secondsOf(async () => {
  const label = openLabel(explicitLabel({ language: 'zh-CN', ...size }), context);
  for (let frame = 0; frame < Number(frames); frame++) {
    await label.draw(frame, target);
  }
  await label.close();
});
const markSeconds = await secondsOf(async () => {
  const tile = createMarker('the key of the bench').tileOf('9f86d081884c7d65', Math.min(size.width, size.height));
  const mark = compositor.createMark(tile, size.width);
  for (let frame = 0; frame < Number(frames); frame++) {
    compositor.addMark(mark, target);
  }
  compositor.releaseMark(mark);
});
const out = `${film}.labelled.mp4`;
const fileSeconds = await secondsOf(() =>
  labelFile(film, out, makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'bench' })),
);
await rm(out, { force: true });
process.stdout.write(`${JSON.stringify({ drawSeconds, markSeconds, fileSeconds })}\n`);

/** The middle of some tries: the first one warms up. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < tries; run++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    all.push((user + system) / 1_000_000);
  }
  return all.sort((a, b) => a - b)[Math.floor(tries / 2)] ?? 0;
}
