import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { job } from '../reference/material.ts';
import { captionStates } from './captions.ts';

// The engine's own Skia: the bench adds no dependency for its peers.
const require = createRequire(new URL('../../packages/engine/src/index.ts', import.meta.url));
const { createCanvas } = require('@napi-rs/canvas') as typeof import('@napi-rs/canvas');

/** Draws every caption state as a clear PNG of the frame's size, for contenders without text of their own. */
export function drawCaptionPictures(folder: string): string[] {
  const size = Math.round(job.width * 0.07);
  return captionStates.map((state, index) => {
    const canvas = createCanvas(job.width, job.height);
    const context = canvas.getContext('2d');
    context.font = `bold ${size}px "Noto Sans CJK SC"`;
    context.lineWidth = 12;
    context.lineJoin = 'round';
    let x = (job.width - context.measureText(state.page.join('')).width) / 2;
    state.page.forEach((word, place) => {
      context.strokeText(word, x, job.height * 0.7);
      context.fillStyle = place === state.lit ? '#F2B134' : '#FFFFFF';
      context.fillText(word, x, job.height * 0.7);
      x += context.measureText(word).width;
    });
    const path = join(folder, `caption-${String(index).padStart(2, '0')}.png`);
    writeFileSync(path, canvas.toBuffer('image/png'));
    return path;
  });
}
