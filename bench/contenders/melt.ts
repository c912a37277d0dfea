import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { job, jobFrames, makeReferenceFiles } from '../reference/material.ts';
import { sourcesOf } from '../reference/storyboard.ts';
import { drawCaptionPictures } from './caption-pictures.ts';
import { captionStates } from './captions.ts';

// Usage: melt.ts FOLDER WORK OUT: the reference job as an MLT document, rendered by melt (two tracks of scenes that fade
// into each other, a track of captions, one for the logo, two of sound; MLT has no ducking, its music plays level).
const [folder = '', work = '', out = ''] = process.argv.slice(2);
const files = makeReferenceFiles(folder);
const half = job.fadeFrames / 2;
const property = (name: string, value: string | number) => `<property name="${name}">${value}</property>`;
const { width, height } = job;

const scenes = sourcesOf(files).map((path, index) => {
  const before = index === 0 ? 0 : half;
  const frames = job.sceneFrames + before + (index === job.scenes - 1 ? 0 : half);
  const isStill = path.endsWith('.png');
  const first = isStill ? 0 : Math.round((job.clipStartMs * job.fps) / 1000) - before;
  const last = Math.round(width / 0.88);
  const rect = `0=0 0 ${width} ${height} 1;${frames - 1}=${Math.round(-0.06 * last)} ${Math.round((-0.04 * height) / 0.88)} ${last} ${Math.round(height / 0.88)} 1`;
  const motion = isStill
    ? `<filter>${property('mlt_service', 'affine')}${property('transition.rect', rect)}${property('transition.fill', 1)}</filter>`
    : `<filter>${property('mlt_service', 'crop')}${property('center', 1)}</filter>`;
  return {
    start: index * job.sceneFrames - before,
    frames,
    first,
    xml: `<producer id="scene${index}" in="0" out="${first + frames - 1}">${property('resource', path)}${property('length', 100000)}${motion}</producer>`,
  };
});
const captions = drawCaptionPictures(work).map(
  (path, index) =>
    `<producer id="caption${index}">${property('resource', path)}${property('length', 100000)}</producer>`,
);
const trackOf = (parity: number) => {
  let at = 0;
  const entries = scenes.map((scene, index) => {
    if (index % 2 !== parity) {
      return '';
    }
    const blank = scene.start > at ? `<blank length="${scene.start - at}"/>` : '';
    at = scene.start + scene.frames;
    return `${blank}<entry producer="scene${index}" in="${scene.first}" out="${scene.first + scene.frames - 1}"/>`;
  });
  return `<playlist id="track${parity}">${entries.join('')}</playlist>`;
};
const captionTrack = captionStates.map(
  (state, index) => `<entry producer="caption${index}" in="0" out="${state.endFrame - state.startFrame - 1}"/>`,
);
const fades = scenes.slice(1).map((scene, index) => {
  const [a, b] = index % 2 === 0 ? [0, 1] : [1, 0];
  const [from, to] = [scene.start, scene.start + job.fadeFrames - 1];
  const reverse = a > b ? property('reverse', 1) : '';
  return `<transition in="${from}" out="${to}">${property('mlt_service', 'luma')}${property('a_track', Math.min(a, b))}${property('b_track', Math.max(a, b))}${reverse}</transition>`;
});
// Between the fades the odd scenes lie over the even ones.
const overlays = scenes.flatMap((scene, index) => {
  const from = scene.start + (index === 0 ? 0 : job.fadeFrames);
  const to = scene.start + scene.frames - 1 - (index === job.scenes - 1 ? 0 : job.fadeFrames);
  return index % 2 === 0
    ? []
    : [
        `<transition in="${from}" out="${to}">${property('mlt_service', 'composite')}${property('a_track', 0)}${property('b_track', 1)}${property('geometry', '0/0:100%x100%:100')}</transition>`,
      ];
});
const over = (track: number, geometry: string) =>
  `<transition in="0" out="${jobFrames - 1}">${property('mlt_service', 'composite')}${property('a_track', 0)}${property('b_track', track)}${property('geometry', geometry)}</transition>`;
const mix = (a: number, b: number) =>
  `<transition in="0" out="${jobFrames - 1}">${property('mlt_service', 'mix')}${property('a_track', a)}${property('b_track', b)}${property('sum', 1)}</transition>`;
const soundOf = (id: string, path: string, gain: number) =>
  `<producer id="${id}" in="0" out="${jobFrames - 1}">${property('resource', path)}<filter>${property('mlt_service', 'volume')}${property('gain', gain)}</filter></producer>`;

const document = join(work, 'job.mlt');
writeFileSync(
  document,
  `<?xml version="1.0"?><mlt>
<profile width="${width}" height="${height}" progressive="1" sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="9" display_aspect_den="16" frame_rate_num="${job.fps}" frame_rate_den="1" colorspace="709"/>
${scenes.map((scene) => scene.xml).join('\n')}
${captions.join('\n')}
<producer id="logo" in="0" out="${jobFrames - 1}">${property('resource', files.logo)}${property('length', 100000)}</producer>
${soundOf('voice', files.voice, 1)}${soundOf('music', files.music, 0.3)}
${trackOf(0)}${trackOf(1)}<playlist id="captions">${captionTrack.join('')}</playlist>
<tractor in="0" out="${jobFrames - 1}"><multitrack><track producer="track0" hide="audio"/><track producer="track1" hide="audio"/><track producer="captions"/><track producer="logo"/><track producer="voice"/><track producer="music"/></multitrack>
${[...overlays, ...fades].join('\n')}
${over(2, '0/0:100%x100%:100')}
${over(3, `${Math.round(width * 0.78)}/${Math.round(height * 0.05)}:180x80:100`)}
${mix(4, 5)}${mix(0, 4)}
</tractor></mlt>
`,
);
// Pictures are read by Qt, which looks for a display although it draws off screen.
const env = { ...process.env, DISPLAY: ':0', QT_QPA_PLATFORM: 'offscreen' };
execFileSync(
  'melt',
  [
    ...['-loglevel', 'error', '-silent', document, '-consumer', `avformat:${out}`, 'vcodec=libx264', 'preset=veryfast'],
    ...[
      'crf=23',
      `g=${job.fps * 2}`,
      'pix_fmt=yuv420p',
      'acodec=aac',
      'ab=192k',
      'real_time=-2',
      'movflags=+faststart',
    ],
  ],
  { stdio: ['ignore', 'ignore', 'pipe'], env },
);
