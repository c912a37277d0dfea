import { expect, it } from 'vitest';
import { didGestures, heldIn } from './gestures.ts';

const frames = (text: string) =>
  [...text].map((letter) => ({ l: 'turn-left', r: 'turn-right', m: 'open-mouth' })[letter] as never);

it('a gesture counts once it is held, and once however long (C6)', () => {
  expect(heldIn(frames('..lll..m.m.rrrrrr...mm'))).toEqual(['turn-left', 'turn-right']);
  expect(heldIn(frames('lll...lll'))).toEqual(['turn-left']);
});

it('what was asked is done in its order; a film with everything in it answers nothing', () => {
  const asked = ['turn-right', 'open-mouth', 'turn-left'] as const;
  expect(didGestures(asked, [...asked])).toBe(true);
  expect(didGestures(asked, ['turn-left', ...asked])).toBe(true);
  expect(didGestures(asked, ['open-mouth', 'turn-right', 'turn-left'])).toBe(false);
  expect(didGestures(asked, ['turn-right', 'open-mouth'])).toBe(false);
  expect(didGestures(asked, ['turn-left', 'turn-right', 'turn-left', 'open-mouth', 'turn-left'])).toBe(false);
});
