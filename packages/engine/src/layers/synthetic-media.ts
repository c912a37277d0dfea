import type { ImageMaterial, PreparedMaterial, Size, VideoMaterial } from '@clipo/contract';
import type { Compositor, Picture } from '../compositor/types.ts';
import type { ClipRequest, MediaPort } from './layer.ts';

/**
 * A media port for tests, with pictures that tell where a pixel comes from: luma rises with x (16 … 216 over the
 * source), U with y (40 … 200). V is 128 for stills; for clips it is 60 + the scene frame × 2. As RGBA, a still is grey
 * that rises with x.
 */
export interface SyntheticMedia extends MediaPort {
  clipRequests: ClipRequest[];
  stillRequests: { file: string; atMs: number; atMost: Size }[];
  openClips: number;
}

/** Luma at a fraction of the source's width, and U at one of its height. */
export function patternAt(x: number, y: number): { luma: number; u: number } {
  return { luma: 16 + 200 * x, u: 40 + 160 * y };
}

function paint(bytes: Uint8Array, size: Size, crop: ClipRequest['crop'], v: number): void {
  const { width, height } = size;
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      bytes[y * width + x] = Math.round(patternAt(crop.x + ((x + 0.5) / width) * crop.w, 0).luma);
    }
  }
  for (let y = 0; y < halfHeight; y++) {
    const { u } = patternAt(0, crop.y + ((y + 0.5) / halfHeight) * crop.h);
    bytes.fill(Math.round(u), width * height + y * halfWidth, width * height + (y + 1) * halfWidth);
  }
  bytes.fill(v, width * height + halfWidth * halfHeight);
}

/** Makes the port over a compositor. Frames of clips must be asked for in the order and range that was agreed. */
export function createSyntheticMedia(compositor: Compositor): SyntheticMedia {
  const media: SyntheticMedia = {
    clipRequests: [],
    stillRequests: [],
    openClips: 0,
    async still(material, atMs, atMost): Promise<Picture> {
      media.stillRequests.push({ file: material.file, atMs, atMost });
      const picture = compositor.createPicture(atMost);
      paint(compositor.bytesOf(picture), picture, { x: 0, y: 0, w: 1, h: 1 }, 128);
      return picture;
    },
    async stillRgba(_material, atMost) {
      const { width, height } = atMost;
      // Grey that rises with x, from black to white: as premultiplied black that clears, over white.
      const alphaAt = (at: number) => Math.round(255 * (1 - ((at % width) + 0.5) / width));
      const rgba = Uint8Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? alphaAt(at >> 2) : 0));
      return { rgba, width, height };
    },
    async openClip(request) {
      media.clipRequests.push(request);
      media.openClips++;
      const bytes = new Uint8Array((request.width * request.height * 3) / 2);
      let next = request.firstFrame;
      return {
        async frame(sceneFrame) {
          if (sceneFrame < next || sceneFrame >= request.endFrame) {
            throw new RangeError(`frame ${sceneFrame} was not agreed (${next} … ${request.endFrame})`);
          }
          next = sceneFrame;
          paint(bytes, request, request.crop, 60 + sceneFrame * 2);
          return bytes;
        },
        async close() {
          media.openClips--;
        },
      };
    },
  };
  return media;
}

const base = { id: 'a'.repeat(64), path: 'unused', rights: undefined };

/** A still of a size. */
export function syntheticImage(width: number, height: number): ImageMaterial {
  return { ...base, kind: 'image', file: 'still.png', width, height, hasAlpha: false };
}

/** A clip of a size, ten seconds long. */
export function syntheticClip(width: number, height: number): VideoMaterial {
  const shots = [{ startMs: 0, endMs: 10_000 }];
  const clip = { ...base, kind: 'video' as const, file: 'clip.mp4', width, height };
  return { ...clip, durationMs: 10_000, fps: 30, hasAudio: false, shots, moments: [] };
}

/** Sound without a picture. */
export function syntheticSound(): PreparedMaterial {
  return { ...base, kind: 'audio', file: 'voice.wav', durationMs: 1000 };
}
