import { type ClipoError, InputProblems } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { type DrawnFace, drawFace } from '../face/drawn-face.fixture.ts';
import { mapPoints } from '../face/face-points.ts';
import { checkPortrait } from './check-portrait.ts';

const still = (face: DrawnFace = {}) => ({ ...drawFace(face), isMoving: false });

async function rulesOf(face: DrawnFace): Promise<unknown[]> {
  try {
    await checkPortrait(still(face), 'ana.png');
    return [];
  } catch (error) {
    const faults = error instanceof InputProblems ? error.problems : [error as ClipoError];
    return faults.map((fault) => fault.details.rule);
  }
}

describe('a portrait is checked before anything is drawn, and each refusal names its remedy (C6)', () => {
  it.each<[string, DrawnFace, string[]]>([
    ['a calm face from the front', {}, []],
    ['a face on a transparent ground', { background: null }, []],
    ['a slight tilt', { roll: 8 }, []],
    ['no face', { radius: 2 }, ['face_none']],
    ['two faces', { isTwo: true }, ['face_several']],
    ['a small face', { radius: 40 }, ['face_small']],
    ['a face turned aside', { turn: 0.9 }, ['face_turned']],
    ['a tilted head', { roll: 24 }, ['face_tilted']],
    ['an open mouth', { mouthOpen: 0.9 }, ['face_mouth_open']],
    ['a blurred picture', { blur: 14 }, ['face_blurred']],
    ['a dark picture', { light: [0.1, 0.1], background: '#101010' }, ['face_dark']],
    ['light from one side', { light: [1, 0.25] }, ['face_uneven_light']],
  ])('%s', async (_, face, rules) => {
    expect(await rulesOf(face)).toEqual(rules);
  });

  it('all faults are told at once', async () => {
    expect(await rulesOf({ roll: 24, mouthOpen: 0.9 })).toEqual(['face_tilted', 'face_mouth_open']);
  });

  it('a moving picture is refused by name', async () => {
    await expect(checkPortrait({ ...drawFace(), isMoving: true }, 'a.gif')).rejects.toMatchObject({
      code: 'unfit_face',
      details: { rule: 'face_moving_picture', file: 'a.gif' },
    });
  });

  it('points set by hand take the place of those found, at any size of the picture, if they lie on the face', async () => {
    const picture = still();
    const { points } = await checkPortrait(picture, 'ana.png');
    const moved = mapPoints(points, (x, y) => [(x + 6) / 2, y / 2]);
    const landmarks = { version: 1 as const, width: picture.width / 2, height: picture.height / 2, points: moved };
    const mended = await checkPortrait(picture, 'ana.png', { file: 'ana.png.landmarks.json', landmarks });
    expect(mended.isMended).toBe(true);
    expect(mended.points.mouth.left[0]).toBeCloseTo(points.mouth.left[0] + 6, 3);
    const astray = { ...landmarks, points: mapPoints(moved, (x, y) => [x + 150, y]) };
    await expect(checkPortrait(picture, 'ana.png', { file: 'l.json', landmarks: astray })).rejects.toMatchObject({
      details: { rule: 'face_landmarks', reason: 'mouth.left' },
    });
  });
});
