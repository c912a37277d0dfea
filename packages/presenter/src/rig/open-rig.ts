import { ClipoError } from '@clipo/contract/errors';
import { perform } from './act.ts';
import { cast } from './cast/cast.ts';
import { dressOf } from './dress.ts';
import { drawFigure, type Figure } from './figure.ts';
import { frameFigure } from './framing.ts';
import { headTones } from './head.ts';
import { clothOf } from './palette.ts';
import type { OpenRig, RigRequest } from './rig-request.ts';

/**
 * Opens a drawn presenter. A frame shows the moment in its middle, so that what is heard and what is seen meet. Throws
 * ClipoError `invalid_input` where no character has the id.
 */
export function openRig(request: RigRequest): OpenRig {
  const { size, canvas, track, fps, colors, framing } = request;
  const art = cast.find(({ card }) => card.id === request.character);
  if (art === undefined) {
    const problem = `there is no presenter ${request.character}`;
    throw new ClipoError('invalid_input', problem, { details: { field: 'character', problem } });
  }
  const accent = clothOf(colors.accent);
  const figure: Figure = {
    art,
    tones: headTones(art, accent),
    dress: dressOf(art, { outfit: clothOf(colors.outfit), accent, inner: clothOf(art.innerColor) }),
    lower: clothOf(art.lowerColor),
  };
  const { scale, originX, originY } = frameFigure(framing, size);
  const handMargin = 78;
  const cues = (request.cues ?? []).map(({ kind, fromFrame, endFrame, x, y }) => ({
    kind,
    start: fromFrame / fps,
    end: endFrame / fps,
    x: (x * size.width - originX) / scale,
    y: (y * size.height - originY) / scale,
  }));
  const room = {
    left: -originX / scale + handMargin,
    right: (size.width - originX) / scale - handMargin,
    bottom: 500,
  };
  const performance = perform(art, track, cues, room, 1 / fps);
  const sheet = canvas.createCanvas(size.width, size.height);
  const ctx = sheet.getContext('2d');
  return {
    frameRgba(frame) {
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, size.width, size.height);
      ctx.setTransform(scale, 0, 0, scale, originX, originY);
      drawFigure(ctx, figure, performance.at((frame + 0.5) / fps));
      return canvas.readPixels(sheet);
    },
    bounds: () => ({ x: 0, y: 0, w: size.width, h: size.height }),
    close() {
      sheet.width = 1;
      sheet.height = 1;
    },
  };
}
