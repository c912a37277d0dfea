import { join } from 'node:path';
import type { PresenterLayer, PresenterTrack, Storyboard } from '@clipo/contract';
import { childCpuSeconds, openWorkerPool, planVideo, renderVideos } from '@clipo/engine';
import { presenterModule, presenterVersion } from '@clipo/presenter';
import { jobFrames } from '../reference/material.ts';
import { prepareReference, referenceSettings } from '../reference/prepare.ts';
import { referenceStoryboard } from '../reference/storyboard.ts';

// Usage: render-with-presenter.ts FOLDER WORK none|corner|half|full: draws and encodes the reference job from an empty
// cache on one worker, with a presenter in every scene, and says what it took as JSON.
const [folder = '', work = '', layout = 'none'] = process.argv.slice(2);

/** Somebody who speaks without a pause, a sound every 80 ms. */
const track: PresenterTrack = {
  language: 'zh-CN',
  sampleCount: jobFrames * 1600,
  seed: 1,
  phonemes: Array.from({ length: Math.floor((jobFrames * 1600) / 3840) }, (_, index) => ({
    symbol: ['m', 'a', 'ʂ', 'u', 'b', 'i'][index % 6] as string,
    startSample: index * 3840,
    endSample: (index + 1) * 3840,
  })),
  words: Array.from({ length: Math.floor((jobFrames * 1600) / 15_360) }, (_, index) => ({
    text: '词',
    startSample: index * 15_360,
    endSample: (index + 1) * 15_360,
    stress: index % 4 === 0 ? 0.9 : 0.3,
  })),
  sentences: [{ startSample: 0, endSample: jobFrames * 1600, mood: 'happy', role: 'body' }],
};
const places: Readonly<Record<string, Pick<PresenterLayer, 'box' | 'framing' | 'card'>>> = {
  corner: {
    box: { x: 0.495, y: 0.57, w: 0.32, h: 0.2304 },
    framing: 'head',
    card: {
      shape: 'circle',
      box: { x: 0.495, y: 0.6204, w: 0.32, h: 0.18 },
      fill: '#D2E2E4',
      ring: '#FFFFFF',
      ringWidth: 0.007,
      isPopping: true,
    },
  },
  half: { box: { x: 0, y: 0.47, w: 1, h: 0.53 }, framing: 'half' },
  full: { box: { x: 0, y: 0.14, w: 1, h: 0.86 }, framing: 'half' },
};

const { signal } = new AbortController();
const { files, materials } = await prepareReference(folder, signal);
const board = withPresenter(referenceStoryboard(files, materials));
const plan = planVideo(board, referenceSettings);
const pool = openWorkerPool(1, presenterModule);
const started = performance.now();
let cpuSeconds = 0;
await renderVideos(
  [{ plan, settings: referenceSettings }],
  {
    cacheDir: join(work, 'cache'),
    pool,
    materials,
    onPiece: () => undefined,
    onVideo: (_, outcome) => {
      if (outcome instanceof Error) {
        throw outcome;
      }
      cpuSeconds = outcome.cpuSeconds;
    },
  },
  signal,
);
const wallSeconds = (performance.now() - started) / 1000;
await pool.close();
process.stdout.write(JSON.stringify({ wallSeconds, cpuSeconds: Math.max(cpuSeconds, childCpuSeconds()) }));

function withPresenter(given: Storyboard): Storyboard {
  const place = places[layout];
  if (place === undefined) {
    return given;
  }
  let start = 0;
  return {
    ...given,
    scenes: given.scenes.map((scene) => {
      const presenter: PresenterLayer = {
        kind: 'presenter',
        source: { kind: 'rig', character: 'lin', outfit: '#1F6F78', accent: '#F2B134' },
        version: presenterVersion,
        track,
        startFrame: start,
        cues: [],
        opacity: 1,
        ...place,
      };
      start += scene.frames;
      return { ...scene, layers: [...scene.layers, presenter] };
    }),
  };
}
