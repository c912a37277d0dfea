import { statSync } from 'node:fs';
import type { Layer, Motion, PreparedMaterial, Scene, Storyboard } from '@clipo/contract';
import { job, jobFrames, type ReferenceFiles, words } from './material.ts';

/** What a scene shows: one source, moved over if it is a still and begun at `startMs` if it is a clip. */
export interface Shot {
  /** Place in the job's row of sources: still, wide clip, still, tall clip, still. */
  source: number;
  to: Motion['to'];
  startMs: number;
  /** First of the job's words that are spoken in this scene, by frame. */
  wordsFrom: number;
}

/** The reference job as Clipo's storyboard: Ken Burns stills, cropped clips, cross-fades, captions by word, a logo. */
export function referenceStoryboard(files: ReferenceFiles, materials: readonly PreparedMaterial[]): Storyboard {
  const shots = Array.from(
    { length: job.scenes },
    (_, index): Shot => ({
      source: index,
      to: { x: 0.06, y: 0.04, w: 0.88, h: 0.88 },
      startMs: job.clipStartMs,
      wordsFrom: index * job.sceneFrames,
    }),
  );
  const sampleCount = Math.floor((statSync(files.voice).size - 44) / 2);
  const voice = {
    speechKey: 'reference-voice',
    path: files.voice,
    startFrame: 0,
    sampleCount: Math.min(sampleCount, (jobFrames / job.fps) * 48_000),
  };
  return boardOf('reference', shots, [voice], files, materials);
}

/** A storyboard of shots of three seconds each with a cross-fade between any two. */
export function boardOf(
  name: string,
  shots: readonly Shot[],
  voice: Storyboard['voice'],
  files: ReferenceFiles,
  materials: readonly PreparedMaterial[],
): Storyboard {
  const scenes = shots.map((shot, index) => ({
    ...sceneOf(shot, files, materials),
    id: `scene-${index}`,
    transitionIn:
      index === 0
        ? ({ kind: 'cut', frames: 0, direction: 'left' } as const)
        : ({ kind: 'fade', frames: job.fadeFrames, direction: 'left' } as const),
  }));
  return {
    version: 1,
    name,
    language: 'zh-CN',
    format: '9x16',
    fps: job.fps,
    scenes,
    voice,
    music: { material: 'reference-music', path: files.music, gainDb: -8 },
    captions: [],
  };
}

function sceneOf(
  shot: Shot,
  files: ReferenceFiles,
  materials: readonly PreparedMaterial[],
): Omit<Scene, 'id' | 'transitionIn'> {
  const idOf = (path: string) => materials.find((material) => path.endsWith(material.file))?.id ?? '';
  const path = sourcesOf(files)[shot.source % job.scenes] ?? '';
  const picture: Layer = path.endsWith('.png')
    ? {
        kind: 'image',
        material: idOf(path),
        box: whole,
        radius: 0,
        opacity: 1,
        motion: { from: { x: 0, y: 0, w: 1, h: 1 }, to: shot.to, ease: 'linear' },
      }
    : { kind: 'clip', material: idOf(path), box: whole, startMs: shot.startMs, speed: 1, radius: 0, opacity: 1 };
  const start = shot.wordsFrom % jobFrames;
  const spoken = words.filter((word) => word.endFrame > start && word.startFrame < start + job.sceneFrames);
  return {
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
  };
}

/** The five sources in the order of the scenes. */
export function sourcesOf(files: ReferenceFiles): string[] {
  const [first, second, third] = files.stills;
  const [wide, tall] = files.clips;
  return [first, wide, second, tall, third].filter((path) => path !== undefined);
}

const whole = { x: 0, y: 0, w: 1, h: 1 };
