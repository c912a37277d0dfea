import { describe, expect, it } from 'vitest';
import { listCharacters } from './list-characters.ts';
import { openRig } from './open-rig.ts';
import type { RigFraming, RigRequest } from './rig-request.ts';
import { smallRig, talk } from './spoken.fixture.ts';

const ids = listCharacters().map(({ id }) => id);
const { width, height } = smallRig.size;

/** Draws frames with a rig that is closed again. */
function frames(request: RigRequest, wanted: readonly number[]): Buffer[] {
  const rig = openRig(request);
  const drawn = wanted.map((frame) => Buffer.from(rig.frameRgba(frame)));
  rig.close();
  return drawn;
}

it('there are at least six characters of different ages and genders, told in both languages (C6)', () => {
  expect(ids.length).toBeGreaterThanOrEqual(6);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(listCharacters().map(({ voice }) => voice))).toEqual(new Set(['female', 'male']));
  for (const { name, description } of listCharacters()) {
    expect(Object.keys(name)).toEqual(['zh-CN', 'en']);
    expect(/\p{Script=Han}/u.test(description['zh-CN'])).toBe(true);
    expect(/\p{Script=Han}/u.test(description.en)).toBe(false);
  }
});

it('an unknown character is refused by its name', () => {
  expect(() => openRig({ ...smallRig, character: 'nobody' })).toThrow('nobody');
});

describe.each(ids)('%s', (character) => {
  it('is inked inside its bounds, with colours no brighter than their alpha, in every framing (C6)', () => {
    for (const framing of ['full', 'half', 'head'] satisfies RigFraming[]) {
      const rig = openRig({ ...smallRig, character, framing });
      for (const frame of [-3, 61, 140, 290]) {
        const rgba = rig.frameRgba(frame);
        const box = rig.bounds(frame);
        let [outside, tooBright, solid, soft] = [0, 0, 0, 0];
        for (let at = 0; at < rgba.length; at += 4) {
          const alpha = rgba[at + 3] ?? 0;
          const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
          const isIn = x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
          outside += alpha > 0 && !isIn ? 1 : 0;
          tooBright += Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0) > alpha ? 1 : 0;
          solid += alpha === 255 ? 1 : 0;
          soft += alpha > 0 && alpha < 255 ? 1 : 0;
        }
        expect({ outside, tooBright }, `${framing} ${frame}`).toEqual({ outside: 0, tooBright: 0 });
        expect(solid).toBeGreaterThan(width * height * 0.15);
        expect(soft).toBeGreaterThan(100);
        // The corners above the shoulders are empty.
        expect(rgba[3]).toBe(0);
      }
      rig.close();
    }
  });

  it('has no hole from its brow down to the lower edge, however it moves', () => {
    const rig = openRig({ ...smallRig, character, framing: 'half' });
    const scale = Math.min(height / 618, width / 428);
    for (let frame = 0; frame < 300; frame += 29) {
      const rgba = rig.frameRgba(frame);
      let holes = 0;
      for (let y = height - Math.floor(430 * scale) - Math.floor(40 * scale); y < height; y++) {
        for (let x = width / 2 - Math.floor(18 * scale); x < width / 2 + 18 * scale; x++) {
          holes += rgba[(y * width + x) * 4 + 3] === 255 ? 0 : 1;
        }
      }
      expect(holes, `frame ${frame}`).toBe(0);
    }
    rig.close();
  });
});

it('a frame is the same alone, in any order and in another process of drawing', () => {
  const wanted = [7, 100, 33, 250];
  const inOrder = frames(
    smallRig,
    [...wanted].sort((a, b) => a - b),
  );
  const shuffled = frames(smallRig, wanted);
  const alone = wanted.map((frame) => frames(smallRig, [frame])[0]);
  for (const [index, frame] of wanted.entries()) {
    const sorted = [...wanted].sort((a, b) => a - b).indexOf(frame);
    expect(shuffled[index]?.equals(alone[index] ?? Buffer.alloc(0))).toBe(true);
    expect(shuffled[index]?.equals(inOrder[sorted] ?? Buffer.alloc(0))).toBe(true);
  }
  expect(shuffled[0]?.equals(shuffled[1] ?? Buffer.alloc(0))).toBe(false);
});

it('the outfit wears the brand, the accent sets off, and the face stays as it is (C6)', () => {
  const count = (rgba: Buffer | undefined, [red, green, blue]: readonly [number, number, number]) => {
    let found = 0;
    for (let at = 0; at < (rgba?.length ?? 0); at += 4) {
      found += rgba?.[at] === red && rgba[at + 1] === green && rgba[at + 2] === blue && rgba[at + 3] === 255 ? 1 : 0;
    }
    return found;
  };
  for (const character of ids) {
    const [drawn] = frames({ ...smallRig, character, colors: { outfit: '#127a4b', accent: '#e01e7b' } }, [40]);
    expect(count(drawn, [0x12, 0x7a, 0x4b]), character).toBeGreaterThan(width * height * 0.04);
    expect(count(drawn, [0xe0, 0x1e, 0x7b]), character).toBeGreaterThan(4);
    const [other] = frames({ ...smallRig, character, colors: { outfit: '#aa3311', accent: '#e01e7b' } }, [40]);
    expect(count(other, [0x12, 0x7a, 0x4b])).toBe(0);
  }
});

it('what is drawn of the mouth opens as the sounds ask', () => {
  const rig = openRig({ ...smallRig, framing: 'head', size: { width: 240, height: 300 } });
  // The inside of the mouth: its dark, its tongue.
  const insideOf = (rgba: Uint8Array) => {
    let found = 0;
    for (let at = 0; at < rgba.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
      found += (red === 0x6b && green === 0x1f && blue === 0x2e) || (red === 0xe0 && green === 0x71) ? 1 : 0;
    }
    return found;
  };
  const pairs: { gap: number; inside: number }[] = [];
  for (let frame = 12; frame < 112; frame++) {
    pairs.push({ gap: rig.mouthGap(frame), inside: insideOf(rig.frameRgba(frame)) });
  }
  rig.close();
  const shut = pairs.filter(({ gap }) => gap < 0.01);
  const wide = pairs.filter(({ gap }) => gap > 0.5);
  expect(shut.length).toBeGreaterThan(10);
  expect(wide.length).toBeGreaterThan(5);
  expect(shut.filter(({ inside }) => inside > 0)).toEqual([]);
  expect(wide.filter(({ inside }) => inside < 25)).toEqual([]);
});

it('who has nothing to say listens: the mouth stays shut, the eyes blink, the head moves a little', () => {
  const silent = { ...talk, phonemes: [], words: [], sentences: [] };
  const rig = openRig({ ...smallRig, track: silent });
  const drawn = new Set<string>();
  for (let frame = 0; frame < 60; frame++) {
    expect(rig.mouthGap(frame)).toBe(0);
    drawn.add(Buffer.from(rig.frameRgba(frame)).toString('base64'));
  }
  rig.close();
  expect(drawn.size).toBeGreaterThan(50);
});

it('an accent that is the outfit itself is still seen on it, and black cloth keeps its folds', () => {
  const colorsIn = (outfit: string, accent: string) => {
    const [drawn] = frames({ ...smallRig, character: 'omar', colors: { outfit, accent } }, [40]);
    const found = new Map<string, number>();
    for (let at = 0; at < (drawn?.length ?? 0); at += 4) {
      if (drawn?.[at + 3] === 255) {
        const name = drawn.subarray(at, at + 3).toString('hex');
        found.set(name, (found.get(name) ?? 0) + 1);
      }
    }
    // What covers an area, not what edges are mixed from.
    return [...found].filter(([, count]) => count > 60).length;
  };
  expect(colorsIn('#8a5a9e', '#8a5a9e')).toBeGreaterThanOrEqual(colorsIn('#8a5a9e', '#e86a5c'));
  expect(colorsIn('#0a0a0a', '#e86a5c')).toBeGreaterThanOrEqual(6);
});
