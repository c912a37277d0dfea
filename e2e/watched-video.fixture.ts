import type { Layer, Size } from '@clipo/contract';
import { type DecodedVideo, decodeVideo, pixelsOf } from './decoded-video.fixture.ts';
import type { MadeBatch, MadeVideo } from './made-batch.fixture.ts';

/** A video with all that was decoded of it. */
export interface WatchedVideo extends MadeVideo {
  seen: DecodedVideo;
  /** Top of the captions' strip in pixels of the frame. */
  captionsTop: number;
}

/** Decodes every video of a batch once: what all tests of pictures and sound look at. Two at a time. */
export async function watchBatch({ videos }: MadeBatch): Promise<WatchedVideo[]> {
  const watched: WatchedVideo[] = [];
  for (let index = 0; index < videos.length; index += 2) {
    watched.push(...(await Promise.all(videos.slice(index, index + 2).map(watch))));
  }
  return watched;
}

async function watch(video: MadeVideo): Promise<WatchedVideo> {
  const { size, label } = video.prepared.settings;
  if (label === null) {
    throw new Error(`${video.record.name} has no explicit label`);
  }
  const strip = captionStrip(video, size);
  const even = (value: number) => Math.floor(value / 2) * 2;
  const seen = await decodeVideo(video.file, size, {
    // The label with as much again below it, where nothing may stand all the time.
    label: {
      x: even(label.x - label.fontPx * 0.3),
      y: even(label.y - label.fontPx * 0.3),
      w: even(label.fontPx * 5),
      h: even(label.fontPx * 2.6),
    },
    captions: strip,
  });
  return { ...video, seen, captionsTop: strip.y };
}

/** The rows that captions stand in, in any scene of a video. */
function captionStrip(video: MadeVideo, size: Size) {
  const boxes = video.prepared.storyboard.scenes.flatMap((scene) => scene.layers.flatMap(captionBoxOf));
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - 0.01);
  const bottom = Math.min(1, Math.max(...boxes.map(({ y, h }) => y + h)) + 0.01);
  return pixelsOf({ x: 0, y: top, w: 1, h: bottom - top }, size);
}

/** The caption's box of a layer that is one. */
export function captionBoxOf(layer: Layer) {
  return layer.kind === 'caption' ? [layer.box] : [];
}
