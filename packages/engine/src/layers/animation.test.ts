import { describe, expect, it } from 'vitest';
import { type Animated, animationState, shownFrames } from './animation.ts';

const still = { opacity: 1, dx: 0, dy: 0, scale: 1 };
const kinds = ['fade', 'slide-up', 'slide-down', 'slide-left', 'slide-right', 'pop', 'zoom'] as const;

describe('animations', () => {
  it.each(kinds)('%s changes only the first and last frames that it was given', (kind) => {
    const layer: Animated = { from: 10, to: 50, enter: { kind, frames: 6 }, exit: { kind, frames: 4 }, opacity: 1 };
    const states = Array.from({ length: 60 }, (_, frame) => animationState(layer, frame, 60));
    states.forEach((state, frame) => {
      if (frame < 10 || frame >= 50) {
        expect(state).toBeNull();
      } else if (frame >= 16 && frame < 46) {
        expect(state).toEqual(still);
      } else {
        expect(state).not.toEqual(still);
        expect(state?.opacity).toBeGreaterThan(0);
      }
    });
  });

  it.each(kinds)('%s comes nearer with every frame and never jumps at its end', (kind) => {
    const layer: Animated = { enter: { kind, frames: 12 }, opacity: 1 };
    const states = Array.from({ length: 14 }, (_, frame) => animationState(layer, frame, 90) ?? still);
    const opacities = states.map((state) => state.opacity);
    expect(opacities).toEqual([...opacities].sort((a, b) => a - b));
    const last = states[11] ?? still;
    expect(Math.abs(last.scale - 1)).toBeLessThan(0.03);
    expect(Math.hypot(last.dx, last.dy)).toBeLessThan(0.002);
    expect(last.opacity).toBeGreaterThan(0.9);
  });

  it.each(kinds.slice(1))(
    '%s is seen from its first frame, and hides what is behind after a third of its way',
    (kind) => {
      const layer: Animated = { enter: { kind, frames: 9 }, opacity: 1 };
      expect(animationState(layer, 0, 90)?.opacity).toBeGreaterThanOrEqual(0.5);
      expect(animationState(layer, 2, 90)?.opacity).toBe(1);
      expect(animationState(layer, 2, 90)).not.toEqual(still);
    },
  );

  it('what slides up comes from below and leaves upwards; a pop goes a little beyond its size', () => {
    const slide: Animated = {
      enter: { kind: 'slide-up', frames: 8 },
      exit: { kind: 'slide-up', frames: 8 },
      opacity: 1,
    };
    expect(animationState(slide, 0, 60)?.dy).toBeGreaterThan(0.03);
    expect(animationState(slide, 59, 60)?.dy).toBeLessThan(-0.03);
    const pop: Animated = { enter: { kind: 'pop', frames: 12 }, opacity: 1 };
    const scales = Array.from({ length: 12 }, (_, frame) => animationState(pop, frame, 60)?.scale ?? 0);
    expect(Math.max(...scales)).toBeGreaterThan(1.02);
    expect(Math.max(...scales)).toBeLessThan(1.1);
  });

  it("the layer's own opacity is part of every state", () => {
    expect(animationState({ opacity: 0.4 }, 3, 60)).toEqual({ ...still, opacity: 0.4 });
    const faded = animationState({ opacity: 0.5, enter: { kind: 'fade', frames: 3 } }, 0, 60);
    expect(faded?.opacity).toBeCloseTo(0.125);
  });

  it('a layer that stays throughout is drawn in transitions too, as at the edge of its scene', () => {
    const layer: Animated = { enter: { kind: 'slide-up', frames: 8 }, opacity: 1 };
    expect(animationState(layer, -5, 60)).toEqual(animationState(layer, 0, 60));
    expect(animationState(layer, 65, 60)).toEqual(still);
    expect(animationState({ from: 0, to: 60, opacity: 1 }, -5, 60)).toEqual(still);
    expect(animationState({ from: 1, opacity: 1 }, -5, 60)).toBeNull();
    expect(animationState({ to: 59, opacity: 1 }, 62, 60)).toBeNull();
  });

  it('the frames a clip is asked for are exactly those on which it is drawn', () => {
    const range = { sceneFrames: 60, firstFrame: -6, endFrame: 66 };
    const layers: Animated[] = [
      { opacity: 1 },
      { opacity: 1, from: 0, to: 60 },
      { opacity: 1, from: 12 },
      { opacity: 1, to: 30 },
      { opacity: 1, from: 20, to: 22 },
      { opacity: 1, from: 70 },
    ];
    for (const layer of layers) {
      const { firstFrame, endFrame } = shownFrames(layer, range);
      for (let frame = range.firstFrame; frame < range.endFrame; frame++) {
        expect(frame >= firstFrame && frame < endFrame).toBe(animationState(layer, frame, 60) !== null);
      }
    }
  });
});
