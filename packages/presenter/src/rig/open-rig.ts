import { ClipoError } from '@clipo/contract/errors';
import { perform } from './act.ts';
import { cast } from './cast/cast.ts';
import { dressOf } from './dress.ts';
import { drawFigure, type Figure, type FigureState, inkOf } from './figure.ts';
import { frameFigure } from './framing.ts';
import { headTones } from './head.ts';
import { gapOf } from './mouth.ts';
import { apart, clothOf } from './palette.ts';
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
  const accent = clothOf(apart(colors.accent, colors.outfit));
  const figure: Figure = {
    art,
    tones: headTones(art, accent),
    dress: dressOf(art, { outfit: clothOf(colors.outfit), accent, inner: clothOf(art.innerColor) }),
    lower: clothOf(art.lowerColor),
  };
  const { scale, originX, originY } = frameFigure(framing, size);
  const cues = (request.cues ?? []).map(({ kind, fromFrame, endFrame, x, y }) => ({
    kind,
    start: fromFrame / fps,
    end: endFrame / fps,
    x: (x * size.width - originX) / scale,
    y: (y * size.height - originY) / scale,
  }));
  const room = {
    left: -originX / scale,
    right: (size.width - originX) / scale,
    bottom: 500,
  };
  const performance = perform(art, track, cues, room, 1 / fps, framing !== 'head');
  const sheet = canvas.createCanvas(size.width, size.height);
  const ctx = sheet.getContext('2d');
  const secondsOf = (frame: number) => (frame + 0.5) / fps;
  let last: { frame: number; state: FigureState } | null = null;
  const stateOf = (frame: number) => {
    if (last?.frame !== frame) {
      last = { frame, state: performance.at(secondsOf(frame)) };
    }
    return last.state;
  };
  return {
    frameRgba(frame) {
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, size.width, size.height);
      ctx.setTransform(scale, 0, 0, scale, originX, originY);
      drawFigure(ctx, figure, stateOf(frame));
      return canvas.readPixels(sheet);
    },
    bounds(frame) {
      const ink = inkOf(figure, stateOf(frame));
      const x = Math.max(0, Math.floor(ink.left * scale + originX));
      const y = Math.max(0, Math.floor(ink.top * scale + originY));
      const right = Math.min(size.width, Math.ceil(ink.right * scale + originX));
      return { x, y, w: Math.max(0, right - x), h: Math.max(0, size.height - y) };
    },
    mouthGap: (frame) => gapOf(performance.mouthAt(secondsOf(frame))),
    close() {
      sheet.width = 1;
      sheet.height = 1;
    },
  };
}
