import type { PresenterFrames, PresenterPort, PresenterRequest } from '@clipo/contract';
import { ALL_FORMATS, BlobSource, Input, type VideoSample, VideoSampleSink } from 'mediabunny';
import { createMemo } from '../media/memo.ts';

/** What is asked of a server for persons: frames of one of them (`renderPresenter`). */
export type FilmedRequest = Omit<PresenterRequest, 'cues'>;

export interface BrowserPresentersOptions {
  /** Presenters that a browser can draw by itself. */
  drawn: PresenterPort;
  /** Gives a film of a person's frames, colours above and their alpha below. */
  fetchFilm(request: FilmedRequest): Promise<Blob>;
}

/** Frames that are fetched at once, from a multiple of theirs on: whoever seeks to and fro asks for the same ones. */
const stretch = 24;

/** The presenters of a browser: who is drawn is drawn here, who was filmed comes as a film of the frames that are shown. */
export function createBrowserPresenters({ drawn, fetchFilm }: BrowserPresentersOptions): PresenterPort {
  const films = createMemo<Blob>(128 * 1024 * 1024, (blob) => blob.size);
  return {
    async open({ cues, ...request }) {
      return request.source.kind === 'rig' ? drawn.open({ cues, ...request }) : openFilmed(request, films, fetchFilm);
    },
  };
}

function openFilmed(
  request: FilmedRequest,
  films: ReturnType<typeof createMemo<Blob>>,
  fetchFilm: BrowserPresentersOptions['fetchFilm'],
): PresenterFrames {
  const { size, fps, firstFrame, endFrame, ...who } = request;
  const key = JSON.stringify([who, size, fps]);
  const filmOf = (first: number) =>
    films.get(`${first} ${key}`, () => fetchFilm({ ...request, firstFrame: first, endFrame: first + stretch }));
  const rgba = new Uint8Array(size.width * size.height * 8);
  const picture = {
    rgba: rgba.subarray(0, rgba.length / 2),
    ink: { x: 0, y: 0, w: size.width, h: size.height },
  };
  let open: { first: number; next: number; samples: AsyncGenerator<VideoSample, void, unknown> } | undefined;
  const close = async () => {
    await open?.samples.return();
    open = undefined;
  };
  const openAt = async (at: number) => {
    const first = Math.floor(at / stretch) * stretch;
    const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(await filmOf(first)) });
    const track = await input.getPrimaryVideoTrack();
    if (track === null) {
      throw new Error('the film of a presenter has no pictures');
    }
    // The middle of a frame: times in a file are rounded.
    return { first, next: at, samples: new VideoSampleSink(track).samples((at - first + 0.5) / fps) };
  };
  return {
    async frame(given) {
      const at = Math.max(firstFrame, given);
      if (open === undefined || at < open.next || at >= open.first + stretch) {
        await close();
        open = await openAt(at);
        // What comes next is fetched while this is shown; whether it comes is seen when it is wanted.
        if (open.first + stretch < endFrame) {
          filmOf(open.first + stretch).catch(() => undefined);
        }
      }
      while (open.next <= at) {
        const { value, done } = await open.samples.next();
        open.next++;
        if (done !== true) {
          if (open.next > at) {
            await readPixels(value, size, rgba);
          }
          value.close();
        }
      }
      return picture;
    },
    close,
  };
}

/** Premultiplied RGBA of the upper half, with what stands in the lower one as alpha. */
async function readPixels(sample: VideoSample, { width, height }: PresenterRequest['size'], rgba: Uint8Array) {
  const frame = sample.toVideoFrame();
  try {
    const rect = { x: 0, y: 0, width, height: height * 2 };
    await frame.copyTo(rgba, { rect, format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] });
  } finally {
    frame.close();
  }
  const half = rgba.length / 2;
  for (let at = 0; at < half; at += 4) {
    const alpha = rgba[half + at] as number;
    rgba[at + 3] = alpha;
    if (alpha !== 255) {
      // What an encoder lost must not make a colour brighter than it is opaque.
      rgba[at] = Math.min(alpha, rgba[at] as number);
      rgba[at + 1] = Math.min(alpha, rgba[at + 1] as number);
      rgba[at + 2] = Math.min(alpha, rgba[at + 2] as number);
    }
  }
}
