import { Brief, type ManifestVideo } from '@clipo/contract';
import { tinyMedia } from '@clipo/testkit';
import { check } from '../check/check.ts';
import { newId } from '../db/new-id.ts';
import { batches, videos } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { videoContent } from '../features/videos/check-video.ts';

/**
 * A batch that has ended with so many finished videos, as workers leave it, without the rendering: their films are one
 * small clip, their covers one picture, their records those of full-size videos.
 */
export async function addMadeVideos(
  { deps, teamId: own }: { deps: Pick<Deps, 'db' | 'media'>; teamId: string },
  count: number,
  teamId = own,
): Promise<{ batchId: string; ids: string[] }> {
  const { hash, sizeBytes } = await deps.media.putFile(await tinyMedia('clip'));
  const file = { sha256: hash, bytes: sizeBytes };
  const picture = await deps.media.putFile(await tinyMedia('pictureJpeg'));
  const cover = { sha256: picture.hash, bytes: picture.sizeBytes };
  const files = { video: file, cover, srt: file, vtt: file, ass: file };
  const brief = Brief.parse({
    product: { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏'] },
    materials: [{ file: 'cup.jpg' }],
  });
  const batchId = newId('bat');
  const products = brief.product === undefined ? [] : [{ product: brief.product, materials: brief.materials }];
  const rows = Array.from({ length: count }, (_, index) => {
    const record = recordOf(index, hash);
    const made = { files, record, verdict: check(videoContent({ files, record })) };
    return {
      id: newId('vid', Date.now() + index),
      teamId,
      batchId,
      name: record.name,
      ordinal: index,
      product: 'CUP1',
      creative: index + 1,
      language: 'zh-CN',
      format: '9x16',
      status: 'done' as const,
      document: { storyboard: { scenes: [] } } as never,
      ...made,
      bytes: sizeBytes * 5,
      endedAt: new Date(),
    };
  });
  await deps.db.asTeam(teamId, async (tx) => {
    await tx.insert(batches).values({
      id: batchId,
      teamId,
      status: 'done',
      brief,
      products,
      files: {},
      videosTotal: count,
      endedAt: new Date(),
      verdict: check({ kind: 'document', document: brief }),
    });
    for (let at = 0; at < rows.length; at += 200) {
      await tx.insert(videos).values(rows.slice(at, at + 200));
    }
  });
  return { batchId, ids: rows.map(({ id }) => id) };
}

function recordOf(index: number, sha256: string): ManifestVideo {
  const line = (role: 'hook' | 'body' | 'cta', text: string, startFrame: number) => ({
    role,
    text,
    startFrame,
    endFrame: startFrame + 90,
  });
  return {
    name: `video-${index}`,
    product: 'CUP1',
    creative: index + 1,
    status: 'done',
    file: `videos/video-${index}.mp4`,
    sha256,
    width: 1080,
    height: 1920,
    fps: 30,
    frames: 300,
    durationMs: 10_000,
    language: 'zh-CN',
    format: '9x16',
    axes: { hook: `H${index % 5}`, body: 'B01', cta: 'C01' },
    lines: [
      line('hook', `放包里就怕漏？第${index}个办法。`, 0),
      line('body', '倒放不漏。', 90),
      line('cta', '点下方看看。', 180),
    ],
    scenes: [{ hash: `piece-${index % 3}`, cached: false }],
    captions: { srt: 'a.srt', vtt: 'a.vtt', ass: 'a.ass' },
    cover: 'a.png',
    label: {
      explicit: { text: 'AI生成', heightPx: 60 },
      implicit: {
        Label: '1',
        ContentProducer: 'x',
        ProduceID: `p${index}`,
        ReservedCode1: '',
        ContentPropagator: '',
        PropagateID: '',
        ReservedCode2: '',
      },
    },
    cpuSeconds: 1,
    nearest: { name: 'video-0', score: 0.4, parts: { picture: 0.4, sound: 0.3, words: 0.5, structure: 0.2 } },
  };
}
