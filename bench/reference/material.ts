import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Inputs of the reference job: three stills, two clips, a logo and a voice, made by FFmpeg and equal on every machine. */
export interface ReferenceFiles {
  folder: string;
  stills: string[];
  clips: string[];
  logo: string;
  voice: string;
  /** For contenders that can't compose; Clipo plays its own. */
  music: string;
}

/** Size, length of a scene in frames, scenes, frames of each cross-fade, and where the clips begin. */
export const job = {
  width: 1080,
  height: 1920,
  fps: 30,
  sceneFrames: 90,
  scenes: 5,
  fadeFrames: 12,
  clipStartMs: 500,
} as const;
/** Frames of the whole video. */
export const jobFrames = job.sceneFrames * job.scenes;

/**
 * Makes the inputs where they are missing. Stills are 1620×2880 with grain; one clip is 1080p landscape and one 720×1280,
 * both noisier than usual footage, so that no encoder gets off lightly.
 */
export function makeReferenceFiles(folder: string): ReferenceFiles {
  mkdirSync(folder, { recursive: true });
  const files: ReferenceFiles = {
    folder,
    stills: [0, 1, 2].map((index) => join(folder, `still-${index}.png`)),
    clips: [join(folder, 'clip-wide.mp4'), join(folder, 'clip-tall.mp4')],
    logo: join(folder, 'logo.png'),
    voice: join(folder, 'voice.wav'),
    music: join(folder, 'music.wav'),
  };
  const seconds = String(jobFrames / job.fps);
  files.stills.forEach((path, index) => {
    ffmpegOnce(path, [
      '-f',
      'lavfi',
      '-i',
      `mandelbrot=s=1620x2880:start_scale=${1.5 + index * 0.4}:rate=1`,
      '-vf',
      `hue=h=${index * 80},noise=alls=10:allf=t:all_seed=${index + 1}`,
      '-frames:v',
      '1',
    ]);
  });
  ffmpegOnce(files.clips[0] ?? '', [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=1920x1080:r=30:d=6',
    '-vf',
    'noise=alls=6:allf=t:all_seed=7',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-pix_fmt',
    'yuv420p',
  ]);
  ffmpegOnce(files.clips[1] ?? '', [
    '-f',
    'lavfi',
    '-i',
    'mandelbrot=s=720x1280:r=30:end_pts=400',
    '-t',
    '6',
    '-vf',
    'noise=alls=6:allf=t:all_seed=9',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-pix_fmt',
    'yuv420p',
  ]);
  ffmpegOnce(files.logo, ['-f', 'lavfi', '-i', 'color=c=0xF2B134@0.9:s=180x80,format=rgba', '-frames:v', '1']);
  // Bursts with the rhythm of speech: what the voice is matters to nobody here, that the music ducks under it does.
  ffmpegOnce(files.voice, [
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.3*sin(2*PI*180*t)*gt(mod(t\\,0.6)\\,0.25):s=48000:d=${seconds}`,
    '-ac',
    '1',
    '-c:a',
    'pcm_s16le',
  ]);
  ffmpegOnce(files.music, [
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.2*sin(2*PI*220*t)*exp(-3*mod(t\\,0.5))|0.2*sin(2*PI*277*t)*exp(-3*mod(t\\,0.5)):s=48000:d=${seconds}`,
    '-c:a',
    'pcm_s16le',
  ]);
  return files;
}

function ffmpegOnce(path: string, args: readonly string[]): void {
  if (!existsSync(path)) {
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...args, '-y', path]);
  }
}

/** 38 words with their frames: each is lit while it is spoken. Eight words a page. */
export const words = Array.from({ length: 38 }, (_, index) => ({
  text: ['澄光', '随行', '保温杯', '倒放', '不漏', '单手', '一按', '即开'][index % 8] ?? '杯',
  startFrame: Math.floor((index * jobFrames) / 38),
  endFrame: Math.floor(((index + 1) * jobFrames) / 38),
}));
