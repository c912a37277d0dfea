import { join } from 'node:path';
import { runProgram } from '@clipo/engine';
import { tempFolder } from '@clipo/testkit';
import type { PresentDeps, PresentInput } from './present-text.ts';

/** A folder, and what a presentation in it is asked for. */
export async function presenting(name: string) {
  const folder = await tempFolder(name);
  const deps: PresentDeps = {
    env: {
      home: join(folder.path, 'home'),
      language: 'en',
      providerCode: undefined,
      watermarkKey: undefined,
      labelKeyFile: undefined,
      credentials: { mode: undefined, chain: undefined, key: undefined, timeStampUrl: undefined },
      cacheGiB: 1,
      encoder: undefined,
      variable: () => undefined,
    },
    signal: new AbortController().signal,
    onFrames: () => undefined,
  };
  const input = (given: Partial<PresentInput>): PresentInput => ({
    text: 'Hi.',
    language: 'en',
    character: 'lin',
    folder: folder.path,
    voice: 'default',
    layout: 'full',
    side: 'right',
    format: '9x16',
    resolution: 540,
    out: join(folder.path, 'out.mp4'),
    ...given,
  });
  return { folder, deps, input };
}

/** Seconds of the picture and of the sound, decoded. */
export async function lengths(path: string, decoder: string[] = []): Promise<{ frames: number; soundSeconds: number }> {
  const frames = await runProgram('ffmpeg', [
    ...decoder,
    '-i',
    `file:${path}`,
    '-map',
    '0:v',
    '-vf',
    'scale=2:2',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    'pipe:1',
  ]);
  const sound = await runProgram('ffmpeg', [
    '-i',
    `file:${path}`,
    '-map',
    '0:a',
    '-ac',
    '1',
    '-ar',
    '48000',
    '-f',
    's16le',
    'pipe:1',
  ]);
  return { frames: frames.length / 4, soundSeconds: sound.length / 2 / 48_000 };
}
