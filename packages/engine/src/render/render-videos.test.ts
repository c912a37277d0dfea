import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClipoError, type Scene, type Storyboard } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { createMediaPort } from '../media/media-port.ts';
import { planVideo } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openPiece } from './render-piece.ts';
import { type RenderedVideo, renderVideos, type VideoJob } from './render-videos.ts';
import { openWorkerPool, type WorkerPool } from './worker-pool.ts';

const settings: RenderSettings = {
  size: { width: 180, height: 320 },
  fps: 30,
  codec: 'h264',
  quality: 'draft',
  encoder: 'libx264',
  label: { text: 'AI生成', fontPx: 13, x: 12, y: 48 },
};

let folder = '';
let pool: WorkerPool;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-render-'));
  pool = openWorkerPool(2);
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

function scene(color: string, frames: number, material?: string): Scene {
  return {
    id: color,
    role: 'body',
    frames,
    background: color,
    layers:
      material === undefined
        ? []
        : [{ kind: 'image', material, box: { x: 0, y: 0, w: 1, h: 1 }, radius: 0, opacity: 1 }],
    transitionIn: { kind: 'fade', frames: 4, direction: 'left' },
  };
}

function video(name: string, scenes: Scene[], own = settings): VideoJob {
  const [first, ...rest] = scenes as [Scene, ...Scene[]];
  const board: Storyboard = {
    version: 1,
    name,
    language: 'en',
    format: '9x16',
    fps: 30,
    scenes: [{ ...first, transitionIn: { kind: 'cut', frames: 0, direction: 'left' } }, ...rest],
    voice: [],
    music: null,
    captions: [],
  };
  return { plan: planVideo(board, own), settings: own };
}

async function render(videos: VideoJob[], cacheDir: string, signal = new AbortController().signal) {
  const outcomes: (RenderedVideo | ClipoError)[] = [];
  const pieces: boolean[] = [];
  await renderVideos(
    videos,
    {
      cacheDir,
      pool,
      materials: [],
      onPiece: (end) => pieces.push(end.isCached),
      onVideo: (index, outcome) => {
        outcomes[index] = outcome;
      },
    },
    signal,
  );
  return { outcomes, pieces };
}

/** A hash of every composed frame of a video. */
async function drawnFrames({ plan, settings: own }: VideoJob): Promise<string[]> {
  const compositor = await loadCompositor();
  const deps = { compositor, canvas: createNodeCanvas(), media: createMediaPort({ compositor }) };
  const hashes: string[] = [];
  for (const piece of plan.pieces) {
    const opened = await openPiece(piece, own, new Map(), deps);
    for (let index = 0; index < piece.frames; index++) {
      const bytes = compositor.bytesOf(await opened.draw(index));
      hashes.push(createHash('md5').update(bytes).digest('hex'));
    }
    await opened.close();
  }
  return hashes;
}

describe('rendering a batch', () => {
  const videos = [
    video('one', [scene('#AA3333', 20), scene('#33AA33', 20)]),
    video('two', [scene('#AA3333', 20), scene('#3333AA', 20)]),
  ];

  it('makes every distinct piece once, and nothing a second time (C9)', async () => {
    const cacheDir = join(folder, 'once');
    const first = await render(videos, cacheDir);
    // Shared body of the first scene, then a boundary and a body each.
    expect(first.pieces).toEqual([false, false, false, false, false]);
    const again = await render(videos, cacheDir);
    expect(again.pieces).toEqual([true, true, true, true, true]);
    const cached = again.outcomes.map(
      (outcome) => outcome instanceof ClipoError || outcome.scenes.map((each) => each.cached),
    );
    expect(cached).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('gives pieces whose frames add up to the video', async () => {
    const { outcomes } = await render(videos, join(folder, 'once'));
    const [first] = outcomes;
    const segments = first instanceof ClipoError || first === undefined ? [] : first.segments;
    const counts = await Promise.all(
      segments.map(async (path) =>
        Number(
          String(
            await runProgram('ffprobe', [
              '-v',
              'error',
              '-count_packets',
              '-show_entries',
              'stream=nb_read_packets',
              '-of',
              'csv=p=0',
              path,
            ]),
          )
            .trim()
            .replace(',', ''),
        ),
      ),
    );
    expect(counts).toEqual([18, 4, 18]);
  });

  it('shows in runs what it shows scene by scene, frame for frame (C9)', async () => {
    const scenes = [scene('#AA3333', 40), scene('#33AA33', 25), scene('#3333AA', 50)];
    const [byScene, alone] = [video('by-scene', scenes), video('alone', scenes, { ...settings, isAlone: true })];
    expect(alone.plan.pieces.map(({ kind, frames }) => [kind, frames])).toEqual([
      ['run', 55],
      ['run', 60],
    ]);
    expect(await drawnFrames(alone)).toEqual(await drawnFrames(byScene));
    const { outcomes } = await render([alone], join(folder, 'alone'));
    expect(outcomes[0]).toMatchObject({ segments: [expect.any(String), expect.any(String)] });
  });

  it('counts the processor time of a shared piece for the first video alone', async () => {
    const { outcomes } = await render(videos, join(folder, 'cpu'));
    const seconds = outcomes.map((outcome) => (outcome instanceof ClipoError ? Number.NaN : outcome.cpuSeconds));
    expect(seconds.every((value) => value > 0)).toBe(true);
  });

  it('fails only the video whose piece fails, and says why', async () => {
    const broken = video('broken', [scene('#AA3333', 20), scene('#33AA33', 20, 'no-such-material')]);
    const { outcomes } = await render([broken, ...videos], join(folder, 'broken'));
    expect(outcomes.map((outcome) => outcome instanceof ClipoError)).toEqual([true, false, false]);
    expect((outcomes[0] as ClipoError).message).toContain('no-such-material');
  });

  it('stops when it is cancelled, and leaves no half piece', async () => {
    const abort = new AbortController();
    const long = video('long', [scene('#101010', 3000), scene('#202020', 3000)]);
    const running = render([long], join(folder, 'cancel'), abort.signal);
    setTimeout(() => abort.abort(), 300);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    for (const piece of long.plan.pieces.filter((each) => each.kind === 'body')) {
      expect(() => statSync(join(folder, 'cancel', 'pieces', piece.hash.slice(0, 2), `${piece.hash}.mp4`))).toThrow();
    }
  });
});
