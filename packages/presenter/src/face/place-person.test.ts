import { expect, it } from 'vitest';
import { placePerson } from './place-person.ts';

const out = { width: 540, height: 960 };
const head = { x: 300, y: 300, halfHeight: 110 };
/** The right shoulder is nearer to the head than the left one. */
const shown = { left: 0, top: 120, width: 560, height: 840 };
const inFrame = ({ step, left }: { step: number; left: number }, x: number) => (x - left) / step;

it('nobody is cut off at the side of their own frame; a side that the film cuts off lies at its edge (C6)', () => {
  const whole = placePerson(shown, head, out, 'half');
  expect(inFrame(whole, 0)).toBeGreaterThanOrEqual(-0.5);
  expect(inFrame(whole, 560)).toBeLessThan(540);
  const cut = placePerson(shown, head, out, 'half', { left: false, right: true });
  expect(inFrame(cut, 560)).toBeGreaterThanOrEqual(539.5);
  expect(inFrame(cut, 300)).toBeCloseTo(270, 0);
});
