import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VideoMaterial } from '@clipo/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClipFrames } from '../layers/layer.ts';
import { type EdgeRequest, openWithEdges } from './edge-frames.ts';
import { createFrameBuffers } from './frame-buffers.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-edges-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const frameBytes = 4 * 4 * 1.5;
const material = { kind: 'video', id: 'a', file: 'a.mp4' } as VideoMaterial;

function request(firstFrame: number, endFrame: number, reach = [firstFrame, endFrame]): EdgeRequest {
  const edges = { folder, firstFrame: reach[0] as number, endFrame: reach[1] as number };
  const crop = { x: 0, y: 0, w: 1, h: 1 };
  return { material, startMs: 500, speed: 1, fps: 30, crop, width: 4, height: 4, firstFrame, endFrame, edges };
}

/** A decoder whose frame n is filled with n + 100, and which tells what it was opened for. */
function decoder(opened: string[]) {
  return async (range: { firstFrame: number; endFrame: number }): Promise<ClipFrames> => {
    opened.push(`${range.firstFrame}…${range.endFrame}`);
    const bytes = new Uint8Array(frameBytes);
    return {
      async frame(sceneFrame) {
        expect(sceneFrame).toBeGreaterThanOrEqual(range.firstFrame);
        expect(sceneFrame).toBeLessThan(range.endFrame);
        return bytes.fill(sceneFrame + 100);
      },
      async close() {},
    };
  };
}

async function shownBy(asked: EdgeRequest, opened: string[]): Promise<number[]> {
  const frames = await openWithEdges(asked, createFrameBuffers(), decoder(opened));
  const shown: number[] = [];
  for (let frame = asked.firstFrame; frame < asked.endFrame; frame++) {
    shown.push((await frames.frame(frame))[frameBytes - 1] as number);
  }
  await frames.close();
  return shown;
}

it('a body leaves the frames at its edges, and both changes of scenes show them without a decoder', async () => {
  const opened: string[] = [];
  expect(await shownBy(request(3, 7, [-3, 13]), opened)).toEqual([103, 104, 105, 106]);
  expect(opened).toEqual(['-3…13']);
  expect(await shownBy(request(-3, 3), opened)).toEqual([97, 98, 99, 100, 101, 102]);
  expect(await shownBy(request(7, 13), opened)).toEqual([107, 108, 109, 110, 111, 112]);
  expect(opened).toHaveLength(1);
});

it('another crop, size or start of the clip is never taken for this one', async () => {
  await shownBy(request(3, 7, [-3, 7]), []);
  const variants = [
    { startMs: 501 },
    { speed: 0.5 },
    { fps: 25 },
    { crop: { x: 0, y: 0, w: 0.5, h: 1 } },
    { width: 8 },
  ];
  for (const variant of variants) {
    const opened: string[] = [];
    await shownBy({ ...request(-3, 3), ...variant }, opened);
    expect(opened, JSON.stringify(variant)).toHaveLength(1);
  }
});

it('what is there already is not left twice', async () => {
  const opened: string[] = [];
  await shownBy(request(3, 7, [-3, 13]), opened);
  await shownBy(request(3, 7, [-3, 13]), opened);
  expect(opened).toEqual(['-3…13', '3…7']);
});

it('frames that could not be left, or were cut off, are decoded', async () => {
  const opened: string[] = [];
  const lost = request(3, 7, [-3, 7]);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'no folder');
  expect(await shownBy(lost, opened)).toEqual([103, 104, 105, 106]);
  rmSync(folder);
  await shownBy(lost, opened);
  for (const name of readdirSync(folder)) {
    writeFileSync(join(folder, name), 'cut off');
  }
  expect(await shownBy(request(-3, 3), opened)).toEqual([97, 98, 99, 100, 101, 102]);
  expect(opened).toEqual(['-3…7', '-3…7', '-3…3']);
});

it('a piece that ends early leaves nothing half written', async () => {
  const frames = await openWithEdges(request(3, 7, [3, 13]), createFrameBuffers(), decoder([]));
  await frames.frame(3);
  await frames.close();
  expect(readdirSync(folder)).toEqual([]);
});
