import { statSync } from 'node:fs';
import type { Layer, PreparedMaterial, Scene, Storyboard } from '@clipo/contract';
import { job, jobFrames, type ReferenceFiles, words } from './material.ts';

/** The reference job as Clipo's storyboard: Ken Burns stills, cropped clips, cross-fades, captions by word, a logo. */
export function referenceStoryboard(
  files: ReferenceFiles,
  materials: readonly PreparedMaterial[],
  name = 'reference',
): Storyboard {
  const idOf = (path: string) => materials.find((material) => path.endsWith(material.file))?.id ?? '';
  const sources = [files.stills[0], files.clips[0], files.stills[1], files.clips[1], files.stills[2]] as string[];
  const scenes = sources.map((path, index): Scene => {
    const start = index * job.sceneFrames;
    const spoken = words.filter((word) => word.endFrame > start && word.startFrame < start + job.sceneFrames);
    const picture: Layer = path.endsWith('.png')
      ? {
          kind: 'image',
          material: idOf(path),
          box: whole,
          radius: 0,
          opacity: 1,
          motion: { from: { x: 0, y: 0, w: 1, h: 1 }, to: { x: 0.06, y: 0.04, w: 0.88, h: 0.88 }, ease: 'linear' },
        }
      : { kind: 'clip', material: idOf(path), box: whole, startMs: 500, speed: 1, radius: 0, opacity: 1 };
    return {
      id: `scene-${index}`,
      role: 'body',
      frames: job.sceneFrames,
      background: '#000000',
      layers: [
        picture,
        {
          kind: 'caption',
          words: spoken.map((word) => ({
            text: word.text,
            startFrame: word.startFrame - start,
            endFrame: word.endFrame - start,
            spaceAfter: false,
          })),
          box: { x: 0.1, y: 0.62, w: 0.8, h: 0.12 },
          style: {
            size: 0.07,
            color: '#FFFFFF',
            weight: 'bold',
            align: 'center',
            lineHeight: 1.25,
            stroke: { color: '#000000', width: 0.006 },
          },
          highlight: '#F2B134',
          maxLines: 1,
          opacity: 1,
        },
        {
          kind: 'logo',
          material: idOf(files.logo),
          box: { x: 0.78, y: 0.05, w: 0.167, h: 0.042 },
          color: '#FFFFFF',
          opacity: 1,
        },
      ],
      transitionIn:
        index === 0
          ? { kind: 'cut', frames: 0, direction: 'left' }
          : { kind: 'fade', frames: job.fadeFrames, direction: 'left' },
    };
  });
  const sampleCount = Math.floor((statSync(files.voice).size - 44) / 2);
  return {
    version: 1,
    name,
    language: 'zh-CN',
    format: '9x16',
    fps: job.fps,
    scenes,
    voice: [
      {
        speechKey: 'reference-voice',
        path: files.voice,
        startFrame: 0,
        sampleCount: Math.min(sampleCount, (jobFrames / job.fps) * 48_000),
      },
    ],
    music: { track: 'loop-one', seed: 1, gainDb: -8 },
    captions: [],
  };
}

const whole = { x: 0, y: 0, w: 1, h: 1 };
