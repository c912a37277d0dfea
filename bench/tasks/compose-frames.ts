import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { planVideo } from '@clipo/engine';
import { loadCompositor } from '../../packages/engine/src/compositor/load-node.ts';
import { writeAll } from '../../packages/engine/src/ffmpeg/run.ts';
import { createNodeCanvas } from '../../packages/engine/src/layers/canvas-node.ts';
import { mixScenes } from '../../packages/engine/src/layers/transitions.ts';
import { createMediaPort } from '../../packages/engine/src/media/media-port.ts';
import { createPictures, openScene } from '../../packages/engine/src/render/open-scene.ts';
import { openPiece } from '../../packages/engine/src/render/render-piece.ts';
import { job, jobFrames } from '../reference/material.ts';
import { aloneSettings, prepareReference, referenceSettings } from '../reference/prepare.ts';
import { referenceStoryboard } from '../reference/storyboard.ts';

// Usage: compose-frames.ts FOLDER whole|pieces|runs [OUT]: composes the reference job without encoding it: scene by scene from
// its first frame to its last with all transitions, or piece by piece as it is rendered in a batch or alone. Raw I420 frames go to OUT, and
// an MD5 of every frame to standard output, as JSON.
const [folder = '', cut = 'whole', out] = process.argv.slice(2);
const { files, materials } = await prepareReference(folder, new AbortController().signal);
const board = referenceStoryboard(files, materials);
const compositor = await loadCompositor();
const deps = { compositor, canvas: createNodeCanvas(), media: createMediaPort({ compositor }) };
const known = new Map(materials.map((material) => [material.id, material]));
const stream = out === undefined ? null : createWriteStream(out);
const hashes: string[] = [];
for await (const bytes of cut === 'whole' ? wholeScenes() : pieceByPiece()) {
  // A copy: the compositor draws the next frame into the same memory while this one is still being written.
  const frame = Buffer.from(bytes);
  hashes.push(createHash('md5').update(frame).digest('hex'));
  if (stream !== null) {
    await writeAll(stream, frame);
  }
}
await new Promise<void>((resolve) => (stream === null ? resolve() : stream.end(resolve)));
await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(hashes)}\n`, () => resolve()));

async function* pieceByPiece(): AsyncGenerator<Uint8Array> {
  const settings = cut === 'runs' ? aloneSettings : referenceSettings;
  for (const piece of planVideo(board, settings).pieces) {
    const opened = await openPiece(piece, settings, known, deps);
    for (let index = 0; index < piece.frames; index++) {
      yield compositor.bytesOf(await opened.draw(index));
    }
    await opened.close();
  }
}

/** Each scene is opened once for all frames on which it is seen; two are open only while one fades into the other. */
async function* wholeScenes(): AsyncGenerator<Uint8Array> {
  const half = job.fadeFrames / 2;
  const { pictures, release } = createPictures(compositor, referenceSettings.size, 3);
  const [first, second, mixed] = pictures as [(typeof pictures)[0], (typeof pictures)[0], (typeof pictures)[0]];
  const openAt = (index: number) => {
    const scene = board.scenes[index];
    if (scene === undefined) {
      return Promise.resolve(null);
    }
    return openScene(scene, {
      ...deps,
      size: referenceSettings.size,
      fps: job.fps,
      sceneFrames: scene.frames,
      firstFrame: index === 0 ? 0 : -half,
      endFrame: index === job.scenes - 1 ? scene.frames : scene.frames + half,
      material: (id) => known.get(id) ?? (materials[0] as (typeof materials)[0]),
    });
  };
  let current = await openAt(0);
  let next: typeof current = null;
  for (let frame = 0; frame < jobFrames; frame++) {
    const index = Math.floor((frame + half) / job.sceneFrames);
    const cutAt = index * job.sceneFrames;
    const isFading = index > 0 && index < job.scenes && frame < cutAt + half;
    if (isFading) {
      next ??= await openAt(index);
      await current?.draw(frame - cutAt + job.sceneFrames, first);
      await next?.draw(frame - cutAt, second);
      const { transitionIn } = board.scenes[index] as (typeof board.scenes)[0];
      const share = (frame - (cutAt - half) + 0.5) / job.fadeFrames;
      mixScenes(compositor, transitionIn, first, second, mixed, share);
      yield compositor.bytesOf(mixed);
    } else {
      if (next !== null) {
        await current?.close();
        current = next;
        next = null;
      }
      await current?.draw(frame - Math.floor(frame / job.sceneFrames) * job.sceneFrames, first);
      yield compositor.bytesOf(first);
    }
  }
  await current?.close();
  release();
}
