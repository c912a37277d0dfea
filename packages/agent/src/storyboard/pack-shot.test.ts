import type { Box } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shareInside } from './crops.ts';
import { packShot } from './pack-shot.ts';
import type { Shot } from './shot-list.ts';

const subject: Box = { x: 0.35, y: 0.08, w: 0.3, h: 0.84 };
const photo = { id: 'lamp', width: 1080, height: 1440, subject };
const near: Shot = { kind: 'still', material: 'shade', crop: { x: 0, y: 0, w: 1, h: 0.6 }, width: 1080, height: 1440 };
const line = { role: 'cta' } as Parameters<typeof packShot>[0]['line'];
const given = { line, shotIndex: 0, shot: near, photo, cutOut: undefined };

describe('what a call to action shows (C5, C12)', () => {
  it.each([0.5, 0.75, 1.125])('is the product whole, in a picture of any shape: %d', (aspect) => {
    const shot = packShot(given, aspect);
    expect(shot).toMatchObject({ kind: 'still', material: 'lamp', subject });
    expect(shot?.kind === 'still' && shareInside(subject, shot.crop)).toBeGreaterThan(0.95);
  });

  it('is what was dealt where that is the product as good as whole, a clip, or no photo shows it', () => {
    const whole: Shot = { ...near, material: 'lamp', crop: { x: 0, y: 0, w: 1, h: 1 } };
    const clip: Shot = { kind: 'clip', material: 'c', startMs: 0, speed: 1, width: 720, height: 1280 };
    for (const other of [{ shot: whole }, { shot: clip }, { photo: undefined }, { shotIndex: 1 }]) {
      expect(packShot({ ...given, ...other }, 1)).toBeUndefined();
    }
    expect(packShot({ ...given, line: { ...line, role: 'hook' } }, 1)).toBeUndefined();
  });
});
