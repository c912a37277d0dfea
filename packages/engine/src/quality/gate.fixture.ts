import { join } from 'node:path';
import type { CaptionLayer, ClipLayer, ImageMaterial, Layer, Scene, Storyboard, VideoMaterial } from '@clipo/contract';
import { runProgram } from '../ffmpeg/run.ts';
import { planVideo } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import type { CheckedVideo } from './check-video.ts';

const settings: RenderSettings = {
  size: { width: 180, height: 320 },
  fps: 30,
  codec: 'h264',
  quality: 'draft',
  encoder: 'libx264',
  label: { text: 'AI生成', fontPx: 13, x: 12, y: 48 },
};

const whole = { x: 0, y: 0, w: 1, h: 1 };
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-threads', '1'];

/** Makes a clip of a lavfi source, 320×180 at 30 fps. */
export async function makeClip(
  folder: string,
  name: string,
  source: string,
  durationMs: number,
): Promise<VideoMaterial> {
  const path = join(folder, `${name}.mp4`);
  await runProgram('ffmpeg', ['-f', 'lavfi', '-i', source, ...x264, '-y', path], {});
  const shots = [{ startMs: 0, endMs: durationMs }];
  const rest = { width: 320, height: 180, durationMs, fps: 30, hasAudio: false, shots, moments: [], looks: [] };
  return { kind: 'video', id: name, file: `${name}.mp4`, path, rights: undefined, ...rest };
}

/** Makes a still of a lavfi source, 640×1138. */
export async function makeStill(folder: string, name: string, source: string): Promise<ImageMaterial> {
  const path = join(folder, `${name}.png`);
  await runProgram('ffmpeg', ['-f', 'lavfi', '-i', source, '-frames:v', '1', '-y', path], {});
  return {
    kind: 'image',
    id: name,
    file: `${name}.png`,
    path,
    rights: undefined,
    width: 640,
    height: 1138,
    hasAlpha: false,
  };
}

export function clipLayer(material: string): ClipLayer {
  return { kind: 'clip', material, box: whole, startMs: 0, speed: 1, radius: 0, opacity: 1 };
}

/** Words of one caption, spoken one after another over its scene. */
export function captionLayer(
  words: readonly string[],
  frames: number,
  style: Partial<CaptionLayer> = {},
): CaptionLayer {
  const each = Math.floor(frames / words.length);
  return {
    kind: 'caption',
    words: words.map((text, index) => ({
      text,
      startFrame: index * each,
      endFrame: (index + 1) * each,
      spaceAfter: false,
    })),
    box: { x: 0.08, y: 0.6, w: 0.84, h: 0.12 },
    style: { size: 0.07, color: '#FFFFFF', weight: 'bold', align: 'center', lineHeight: 1.25 },
    highlight: '#F2B134',
    maxLines: 2,
    opacity: 1,
    ...style,
  };
}

export function sceneOf(frames: number, layers: Layer[], background = '#204060'): Scene {
  const transitionIn = { kind: 'cut', frames: 0, direction: 'left' } as const;
  return { id: `s${frames}`, role: 'body', frames, background, layers, transitionIn };
}

export function boardOf(scenes: Scene[], rest: Partial<Storyboard> = {}): Storyboard {
  return {
    version: 1,
    name: 'v',
    language: 'zh-CN',
    format: '9x16',
    fps: 30,
    scenes,
    voice: [],
    music: null,
    captions: [],
    ...rest,
  };
}

export function videoOf(storyboard: Storyboard, more: Partial<RenderSettings> = {}): CheckedVideo {
  const own = { ...settings, ...more };
  return { storyboard, plan: planVideo(storyboard, own), settings: own, products: [] };
}
