import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { job, jobFrames, makeReferenceFiles } from '../reference/material.ts';
import { sourcesOf } from '../reference/storyboard.ts';
import { drawCaptionPictures } from './caption-pictures.ts';
import { captionStates } from './captions.ts';

// Usage: editly.ts FOLDER WORK OUT PEER: the reference job by editly, which is installed in PEER, under a virtual X server
// (software OpenGL). Its Ken Burns path is its own, so its picture can't be compared, only its time.
const [folder = '', work = '', out = '', peer = ''] = process.argv.slice(2);
const files = makeReferenceFiles(folder);
const fade = job.fadeFrames / job.fps;
const captions = drawCaptionPictures(work);
const clips = sourcesOf(files).map((path, index) => {
  // A transition eats into both clips: all but the first are as much longer.
  const lead = index === 0 ? 0 : fade;
  const from = job.clipStartMs / 1000 - lead / 2;
  const duration = job.sceneFrames / job.fps + lead;
  const picture = path.endsWith('.png')
    ? { type: 'image', path, resizeMode: 'cover', zoomDirection: 'in', zoomAmount: 0.12 }
    : { type: 'video', path, resizeMode: 'cover', cutFrom: from, cutTo: from + duration };
  const start = index * job.sceneFrames - (lead / 2) * job.fps;
  const states = captionStates.flatMap((state, at) =>
    state.startFrame >= index * job.sceneFrames && state.startFrame < (index + 1) * job.sceneFrames
      ? [
          {
            type: 'image-overlay',
            path: captions[at],
            width: 1,
            height: 1,
            start: Math.max(0, (state.startFrame - start) / job.fps),
            stop: (state.endFrame - start) / job.fps,
          },
        ]
      : [],
  );
  const logo = { type: 'image-overlay', path: files.logo, width: 0.167, position: { x: 0.78, y: 0.05 } };
  return { duration, layers: [picture, ...states, logo] };
});
const spec = join(work, 'job.json');
writeFileSync(
  spec,
  JSON.stringify({
    outPath: out,
    width: job.width,
    height: job.height,
    fps: job.fps,
    defaults: { transition: { name: 'fade', duration: fade } },
    clips,
    audioTracks: [{ path: files.voice }, { path: files.music, mixVolume: 0.3 }],
    loopAudio: false,
    customOutputArgs: [
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', String(job.fps * 2), '-pix_fmt', 'yuv420p'],
      ...['-frames:v', String(jobFrames), '-c:a', 'aac', '-b:a', '192k'],
    ],
  }),
);
const cli = join(peer, 'node_modules', 'editly', 'cli.js');
// Its native parts are compiled by npm's own Node, which need not be ours: that one runs it.
const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
execFileSync('xvfb-run', ['-a', 'node', cli, spec], {
  stdio: ['ignore', 'ignore', 'pipe'],
  env: { ...process.env, PATH: path.join(delimiter), NODE_COMPILE_CACHE: '' },
});
