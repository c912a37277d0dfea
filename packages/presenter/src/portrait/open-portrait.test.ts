import { ClipoError } from '@clipo/contract';
import { expect, it } from 'vitest';
import { drawFace } from '../face/drawn-face.fixture.ts';
import { mapPoints } from '../face/face-points.ts';
import { findFaces } from '../face/find-faces.ts';
import { findLandmarks } from '../face/find-landmarks.ts';
import { headAt } from '../face/liveliness.ts';
import { type MouthPose, restingMouth } from '../face/mouth-pose.ts';
import { pyramidOf } from '../face/picture-patch.ts';
import { type CheckedPortrait, checkPortrait } from './check-portrait.ts';
import { checkSpeaking } from './check-speaking.ts';
import { openPortrait } from './open-portrait.ts';

const consent = { recheck: async () => undefined };
const poses: Partial<MouthPose>[] = [
  {},
  { open: 1 },
  { open: 0.4, wide: -1 },
  { open: 0.3, wide: 1 },
  { open: 1, press: 1 },
];
const track = poses.map((pose): MouthPose => ({ ...restingMouth, ...pose }));
const show = { width: 270, height: 480, fps: 25, frameCount: 5, track, seed: 5, motion: 'normal' as const };

let cutOut: Promise<CheckedPortrait> | undefined;
function portrait(): Promise<CheckedPortrait> {
  cutOut ??= checkPortrait({ ...drawFace({ background: null }), isMoving: false }, 'ana.png');
  return cutOut;
}

it('without consent nothing is drawn', async () => {
  const refused = new ClipoError('consent_needed', 'withdrawn', { details: { rule: 'consent_withdrawn' } });
  const withdrawn = { recheck: () => Promise.reject(refused) };
  await expect(openPortrait(await portrait(), withdrawn, show)).rejects.toBe(refused);
});

it('a frame depends on its number alone, so any one can be made by itself', async () => {
  const [first, second] = await Promise.all([
    openPortrait(await portrait(), consent, show),
    openPortrait(await portrait(), consent, show),
  ]);
  const alone = Uint8Array.from(first.frame(3).rgba);
  for (const frame of [0, 4, 1, 2]) {
    second.frame(frame).rgba;
  }
  expect(Buffer.compare(alone, Uint8Array.from(second.frame(3).rgba))).toBe(0);
});

it('alpha is exact: clear ground stays clear, the person opaque, colours never exceed their alpha', async () => {
  const frames = await openPortrait(await portrait(), consent, show);
  const rgba = frames.frame(1).rgba;
  const alphaAt = (x: number, y: number) => rgba[(y * show.width + x) * 4 + 3];
  expect([alphaAt(0, 0), alphaAt(269, 5)]).toEqual([0, 0]);
  expect(alphaAt(135, 470)).toBe(255);
  let beyond = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const most = Math.max(rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number);
    beyond += most > (rgba[at + 3] as number) + 1 ? 1 : 0;
  }
  expect(beyond).toBe(0);
});

it('the mouth that is seen opens as it is told, and is shut on b, p and m whatever the jaw does', async () => {
  const frames = await openPortrait(await portrait(), consent, { ...show, width: 540, height: 960 });
  const gaps: number[] = [];
  for (let frame = 0; frame < 5; frame++) {
    const pyramid = pyramidOf({ width: 540, height: 960, data: Uint8Array.from(frames.frame(frame).rgba) });
    const [face] = await findFaces(pyramid);
    expect(face).toBeDefined();
    gaps.push(face === undefined ? -1 : (await findLandmarks(pyramid, face)).lipGap);
  }
  const [rest = 0, open = 0, round = 0, wide = 0, pressed = 0] = gaps;
  expect(open).toBeGreaterThan(rest + 0.2);
  expect(round).toBeGreaterThan(rest + 0.05);
  expect(wide).toBeGreaterThan(rest + 0.03);
  expect(Math.abs(pressed - rest)).toBeLessThan(0.03);
});

it('eyes blink every few seconds, fully, and are open most of the time', () => {
  const lids = Array.from(
    { length: 1500 },
    (_, frame) => headAt(frame, { fps: 25, seed: 5, track: [], motion: 'calm' }).blink,
  );
  const blinks = lids.filter((lid, at) => lid > 0 && (lids[at - 1] ?? 0) === 0).length;
  expect(blinks).toBeGreaterThanOrEqual(10);
  expect(blinks).toBeLessThanOrEqual(30);
  expect(Math.max(...lids)).toBeGreaterThan(0.95);
  expect(lids.filter((lid) => lid === 0).length).toBeGreaterThan(1200);
});

it('the gate lets a portrait pass whose mouth follows the voice and stays sharp', async () => {
  const quality = await checkSpeaking(await portrait(), 'ana.png');
  expect(quality.agreement).toBeGreaterThan(0.85);
  expect(quality.lateMs).toBe(0);
  expect(quality.sharpness).toBeGreaterThan(0.85);
});

it('the gate refuses a portrait whose points lie beside the mouth', async () => {
  const checked = await portrait();
  const astray = {
    ...checked,
    points: { ...checked.points, mouth: mapPoints(checked.points, (x, y) => [x, y - 75]).mouth },
  };
  await expect(checkSpeaking(astray, 'ana.png')).rejects.toMatchObject({
    code: 'unfit_face',
    details: { rule: 'face_late_result' },
  });
});
