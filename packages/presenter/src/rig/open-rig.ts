import { ClipoError } from '@clipo/contract/errors';
import { listCharacters } from './list-characters.ts';
import type { OpenRig, RigRequest } from './rig-request.ts';

/** Opens a drawn presenter. Throws ClipoError `invalid_input` where no character has the id. */
export function openRig(request: RigRequest): OpenRig {
  const { size, canvas, track, fps, colors } = request;
  if (!listCharacters().some((card) => card.id === request.character)) {
    throw new ClipoError('invalid_input', `there is no presenter ${request.character}`, {
      details: { field: 'character', problem: `there is no presenter ${request.character}` },
    });
  }
  const sheet = canvas.createCanvas(size.width, size.height);
  const ctx = sheet.getContext('2d');
  return {
    frameRgba(frame) {
      const at = (frame / fps) * 48_000;
      const isVoiced = track.phonemes.some((one) => one.symbol !== '' && one.startSample <= at && at < one.endSample);
      const unit = size.width / 400;
      ctx.clearRect(0, 0, size.width, size.height);
      ctx.fillStyle = colors.outfit;
      ctx.beginPath();
      ctx.ellipse(size.width / 2, size.height, 180 * unit, 220 * unit, 0, 0, Math.PI * 2);
      ctx.fill();
      ctx.fillStyle = '#f2c9a8';
      ctx.beginPath();
      ctx.ellipse(size.width / 2, size.height - 320 * unit, 80 * unit, 110 * unit, 0, 0, Math.PI * 2);
      ctx.fill();
      ctx.fillStyle = '#7a2f35';
      ctx.beginPath();
      ctx.ellipse(size.width / 2, size.height - 270 * unit, 24 * unit, (isVoiced ? 12 : 2) * unit, 0, 0, Math.PI * 2);
      ctx.fill();
      return canvas.readPixels(sheet);
    },
    bounds: () => ({ x: 0, y: 0, w: size.width, h: size.height }),
    close() {
      sheet.width = 1;
      sheet.height = 1;
    },
  };
}
