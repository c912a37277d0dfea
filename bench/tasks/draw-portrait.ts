import type { MouthPose } from '@clipo/presenter/people';
import { drawFace } from '../../packages/presenter/src/face/drawn-face.fixture.ts';
import { checkPortrait } from '../../packages/presenter/src/portrait/check-portrait.ts';
import { openPortrait } from '../../packages/presenter/src/portrait/open-portrait.ts';

// One process: a drawn portrait speaks for 250 frames on one thread. Prints the CPU milliseconds of one frame as JSON.
const [width = 540, height = 960] = process.argv.slice(2).map(Number);
const frameCount = 250;
const picture = { ...drawFace({ width: 1080, height: 1440, background: null }), isMoving: false };
const portrait = await checkPortrait(picture, 'drawn.png');
const track = Array.from({ length: frameCount }, (_, frame): MouthPose => {
  const swing = Math.sin(frame * 0.9);
  return {
    open: Math.max(0, swing),
    wide: Math.sin(frame * 0.37),
    teeth: 0.6,
    tongue: 0.3,
    press: swing < -0.9 ? 1 : 0,
  };
});
const show = { width, height, fps: 25, frameCount, track, seed: 1, motion: 'normal' as const };
const frames = await openPortrait(portrait, { recheck: async () => undefined }, show);
for (let frame = 0; frame < 25; frame++) {
  frames.frame(frame);
}
const before = process.cpuUsage();
for (let frame = 0; frame < frameCount; frame++) {
  frames.frame(frame);
}
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ cpuMsPerFrame: (user + system) / 1000 / frameCount }));
