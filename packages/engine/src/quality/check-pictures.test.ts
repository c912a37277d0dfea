import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PreparedMaterial, QualityFinding, Scene } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from '../plan/parts-of-plan.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openPieceCache } from '../render/piece-cache.ts';
import { renderVideos } from '../render/render-videos.ts';
import { openWorkerPool, type WorkerPool } from '../render/worker-pool.ts';
import { checkPictures, pieceRecords } from './check-pictures.ts';
import type { CheckedVideo } from './check-video.ts';
import { boardOf, captionLayer, clipLayer, makeClip, makeStill, sceneOf, videoOf } from './gate.fixture.ts';

let folder = '';
let pool: WorkerPool;
let materials: PreparedMaterial[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-gate-'));
  pool = openWorkerPool(1);
  materials = [
    await makeClip(folder, 'moving', 'testsrc2=s=320x180:r=30:d=4', 4000),
    await makeClip(folder, 'dark', 'color=black:s=320x180:r=30:d=3', 3000),
    // As a camera's: grain everywhere, and a dim lamp.
    await makeClip(
      folder,
      'night',
      'color=0x0a0a0c:s=320x180:r=30:d=3,noise=alls=12:allf=t:all_seed=3,drawbox=x=120:y=40:w=70:h=60:c=0x806030:t=fill',
      3000,
    ),
    await makeClip(folder, 'stuck', 'testsrc2=s=320x180:r=30:d=1,tpad=stop_mode=clone:stop_duration=3', 4000),
    await makeStill(folder, 'still', 'testsrc2=s=640x1138:d=1'),
    await makeStill(folder, 'white', 'color=white:s=640x1138:d=1'),
  ];
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const piecesDir = () => join(folder, 'cache', 'pieces');

async function render(scenes: Scene[], more: Partial<RenderSettings> = {}): Promise<CheckedVideo> {
  const video = videoOf(boardOf(scenes), more);
  const outcomes: unknown[] = [];
  const deps = { cacheDir: join(folder, 'cache'), pool, materials, onPiece: () => undefined };
  await renderVideos(
    [video],
    { ...deps, onVideo: (_, outcome) => outcomes.push(outcome) },
    new AbortController().signal,
  );
  expect(outcomes).toMatchObject([{ segments: expect.any(Array) }]);
  return video;
}

async function findingsOf(video: CheckedVideo, isReadAnew = false): Promise<QualityFinding[]> {
  return checkPictures(video, await pieceRecords(video, piecesDir(), { isReadAnew }));
}

describe('pictures at the quality gate (C12)', () => {
  it('finds a shot that is black, under captions and label too, and says where', async () => {
    const video = await render([
      sceneOf(30, [clipLayer('moving')]),
      sceneOf(60, [clipLayer('dark'), captionLayer(['清晨', '六点', '出门'], 60)]),
    ]);
    expect(await findingsOf(video)).toMatchObject([
      { kind: 'black', severity: 'fault', atMs: 1000, endMs: 3000, scene: 1, measured: 2000 },
    ]);
  });

  it('takes black that runs over a cut for one stretch, and a dim night scene for none', async () => {
    const video = await render([
      sceneOf(10, [clipLayer('dark')]),
      sceneOf(11, [clipLayer('dark')]),
      sceneOf(60, [clipLayer('night')]),
    ]);
    expect(await findingsOf(video)).toMatchObject([{ kind: 'black', atMs: 0, endMs: 700 }]);
  });

  it('finds a clip whose end stands still though captions go on over it', async () => {
    const video = await render([
      sceneOf(110, [clipLayer('stuck'), captionLayer(['一只手', '就能', '打开', '杯盖'], 110)]),
    ]);
    const [finding, ...rest] = await findingsOf(video);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ kind: 'frozen', severity: 'fault', scene: 0, endMs: 3667 });
    expect(Math.abs((finding?.atMs ?? 0) - 1000)).toBeLessThan(100);
  });

  it('leaves a still that moves slowly and a card of moving words alone, but finds one on which nothing moves', async () => {
    const box = { x: 0, y: 0, w: 1, h: 1 };
    const still = { kind: 'image', material: 'still', box, radius: 0, opacity: 1 } as const;
    const motion = {
      from: { x: 0, y: 0, w: 0.97, h: 0.97 },
      to: { x: 0.02, y: 0.02, w: 0.96, h: 0.96 },
      ease: 'linear',
    } as const;
    const words = captionLayer(['净重', '二百', '六十八', '克', '放进', '包里', '不沉'], 90, { ground: '#204060' });
    expect(await findingsOf(await render([sceneOf(90, [{ ...still, motion }]), sceneOf(90, [words])]))).toEqual([]);
    expect(await findingsOf(await render([sceneOf(80, [still])]))).toMatchObject([
      { kind: 'frozen', atMs: 0, endMs: 2667 },
    ]);
  });

  it('finds a caption that its box cuts off, and one that hangs out of the frame', async () => {
    const long = ['这句话写得太长了，不管怎么换行和缩小，这么小的一块地方都放不下它，最后只能被截断'];
    const narrow = captionLayer(long, 60, { box: { x: 0.4, y: 0.6, w: 0.2, h: 0.02 }, maxLines: 1 });
    const outside = captionLayer(['放在', '画面外'], 60, { box: { x: 0.7, y: 0.6, w: 0.5, h: 0.1 } });
    const found = await findingsOf(
      await render([sceneOf(60, [clipLayer('moving'), narrow]), sceneOf(61, [clipLayer('moving'), outside])]),
    );
    expect(found).toMatchObject([
      { kind: 'overflow', scene: 0, atMs: 0, text: expect.stringContaining('这句话') },
      { kind: 'overflow', scene: 1, atMs: 2000, text: '放在画面外' },
    ]);
  });

  it('finds white words that were promised a dark ground and got a white picture', async () => {
    const white = { kind: 'image', material: 'white', box: { x: 0, y: 0, w: 1, h: 1 }, radius: 0, opacity: 1 } as const;
    const words = captionLayer(['看不清', '的字'], 30, { ground: '#102030' });
    expect(await findingsOf(await render([sceneOf(30, [white, words])]))).toMatchObject([
      { kind: 'contrast', severity: 'fault', scene: 0, text: '看不清的字' },
    ]);
    expect(await findingsOf(await render([sceneOf(30, [words], '#102030')]))).toEqual([]);
  });

  it('takes a large pale mark behind the words for a picture, and the same mark in full colour for words', async () => {
    const mark = (color: string, ground: string) =>
      sceneOf(
        30,
        [
          {
            kind: 'text',
            text: '？',
            box: { x: 0, y: 0.2, w: 1, h: 0.6 },
            style: { size: 0.5, weight: 'black', align: 'center', lineHeight: 1.2, color },
            maxLines: 1,
            valign: 'middle',
            opacity: 1,
          },
        ],
        ground,
      );
    const found = await findingsOf(await render([mark('#10203059', '#102030'), mark('#102040', '#102030')]));
    expect(found.filter(({ kind }) => kind === 'contrast')).toMatchObject([{ scene: 1, text: '？' }]);
  });

  it('keeps what it found beside the piece, and looks at the piece again where that is gone', async () => {
    const video = await render([sceneOf(45, [clipLayer('dark')])]);
    const hash = video.plan.pieces[0]?.hash ?? '';
    const path = openPieceCache(piecesDir()).pathOf(hash).replace(/mp4$/, 'seen');
    const before = await pieceRecords(video, piecesDir(), { isReadAnew: false });
    expect(before.size).toBe(1);
    await rm(path);
    expect((await pieceRecords(video, piecesDir(), { isReadAnew: false })).size).toBe(0);
    expect(await findingsOf(video, true)).toMatchObject([{ kind: 'black', measured: 1500 }]);
    expect((await pieceRecords(video, piecesDir(), { isReadAnew: false })).size).toBe(1);
  });

  it('finds the same in a video that is cut into runs, amid its scenes too, and looks at a run again', async () => {
    const box = { x: 0, y: 0, w: 1, h: 1 };
    const motion = { from: box, to: { x: 0.1, y: 0.1, w: 0.8, h: 0.8 }, ease: 'linear' } as const;
    const words = captionLayer(['看不清', '的字'], 90, { ground: '#102030' });
    const scenes = [
      sceneOf(60, [{ kind: 'image', material: 'still', box, radius: 0, opacity: 1, motion }]),
      sceneOf(45, [clipLayer('dark'), captionLayer(['清晨', '六点', '出门'], 45)]),
      sceneOf(90, [{ kind: 'image', material: 'white', box, radius: 0, opacity: 1 }, words]),
    ];
    const [byScene, alone] = [await render(scenes), await render(scenes, { isAlone: true })];
    expect(alone.plan.pieces.map(({ kind }) => kind)).toEqual(['run', 'run']);
    expect(alone.plan.pieces.length).toBeLessThan(byScene.plan.pieces.length);
    const found = await findingsOf(byScene);
    expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['black', 'contrast']));
    expect(await findingsOf(alone)).toEqual(found);
    for (const piece of alone.plan.pieces) {
      const beside = dirname(openPieceCache(piecesDir()).pathOf(piece.hash));
      await Promise.all(partsOf(piece).map(({ part }) => rm(join(beside, `${part.hash}.seen`), { force: true })));
    }
    expect(await findingsOf(alone, true)).toEqual(found);
  });
});
