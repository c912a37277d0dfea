import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { job, makeReferenceFiles } from '../reference/material.ts';
import { sourcesOf } from '../reference/storyboard.ts';
import { captionScript } from './captions.ts';

// Usage: ffmpeg-graph.ts FOLDER WORK OUT: the reference job as one filter graph of FFmpeg alone.
const [folder = '', work = '', out = ''] = process.argv.slice(2);
const files = makeReferenceFiles(folder);
const script = join(work, 'captions.ass');
writeFileSync(script, captionScript());

const half = job.fadeFrames / 2;
const inputs: string[] = [];
const chains: string[] = [];
sourcesOf(files).forEach((path, index) => {
  const before = index === 0 ? 0 : half;
  const frames = job.sceneFrames + before + (index === job.scenes - 1 ? 0 : half);
  const at = `(on-${before})/${job.sceneFrames - 1}`;
  if (path.endsWith('.png')) {
    inputs.push('-i', path);
    // Plain zoompan: its sub-pixel jitter is known; the cure (zoom on a fourfold enlargement) takes half as long again.
    chains.push(
      `[${index}:v]zoompan=z='1/(1-0.12*${at})':x='iw*0.06*${at}':y='ih*0.04*${at}':d=${frames}` +
        `:s=${job.width}x${job.height}:fps=${job.fps},setsar=1,format=yuv420p,settb=1/${job.fps},setpts=N[s${index}]`,
    );
  } else {
    const seconds = (job.clipStartMs / 1000 - before / job.fps).toFixed(4);
    inputs.push('-ss', seconds, '-i', path);
    chains.push(
      `[${index}:v]trim=end_frame=${frames},crop='min(iw,floor(ih*9/32)*2)':ih,` +
        `scale=${job.width}:${job.height}:flags=lanczos,setsar=1,format=yuv420p,settb=1/${job.fps},setpts=N[s${index}]`,
    );
  }
});
let last = '[s0]';
for (let index = 1; index < job.scenes; index++) {
  const offset = ((index * job.sceneFrames - half) / job.fps).toFixed(4);
  chains.push(
    `${last}[s${index}]xfade=transition=fade:duration=${job.fadeFrames / job.fps}:offset=${offset}[x${index}]`,
  );
  last = `[x${index}]`;
}
const [logo, voice, music] = [job.scenes, job.scenes + 1, job.scenes + 2];
inputs.push('-i', files.logo, '-i', files.voice, '-i', files.music);
chains.push(
  `${last}ass=${script}[captioned]`,
  `[captioned][${logo}:v]overlay=x=${Math.round(job.width * 0.78)}:y=${Math.round(job.height * 0.05)}:eof_action=repeat,format=yuv420p[picture]`,
  `[${voice}:a]aformat=channel_layouts=stereo,asplit[spoken][key]`,
  `[${music}:a]volume=0.5[bed]`,
  '[bed][key]sidechaincompress=threshold=0.03:ratio=8:attack=20:release=300[ducked]',
  '[spoken][ducked]amix=inputs=2:normalize=0,alimiter=limit=0.8[sound]',
);
execFileSync('ffmpeg', [
  ...[
    '-v',
    'error',
    '-nostdin',
    ...inputs,
    '-filter_complex',
    chains.join(';'),
    '-map',
    '[picture]',
    '-map',
    '[sound]',
  ],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', String(job.fps * 2), '-r', String(job.fps)],
  ...['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', '-y', out],
]);
