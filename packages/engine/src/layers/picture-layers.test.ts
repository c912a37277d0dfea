import { ClipLayer, ImageLayer, PictureInPictureLayer } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { yuvaOf } from '../compositor/color.ts';
import { clipLayer } from './clip.ts';
import { imageLayer } from './image.ts';
import { createLayerHarness, type DrawnFrame } from './layer-harness.ts';
import { pictureInPictureLayer } from './picture-in-picture.ts';
import { patternAt, syntheticClip, syntheticImage, syntheticSound } from './synthetic-media.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
const size = { width: 180, height: 320 };
const materials = {
  still: syntheticImage(1000, 1000),
  small: syntheticImage(60, 60),
  clip: syntheticClip(640, 360),
  sound: syntheticSound(),
};

/** Which fraction of the source is seen at a pixel. */
function seenAt(frame: DrawnFrame, x: number, y: number): { x: number; y: number } {
  const { y: luma, u } = frame.at(x, y);
  return { x: (luma - 16) / 200, y: (u - 40) / 160 };
}

const harnessOf = (sceneFrames = 60) => createLayerHarness(size, sceneFrames, materials);

describe('image', () => {
  it('fills its box from the middle without stretching', async () => {
    const harness = await harnessOf();
    const layer = await imageLayer.open(
      ImageLayer.parse({ kind: 'image', material: 'still', box: whole }),
      harness.context,
    );
    const frame = await harness.draw(layer, 0);
    // 180:320 of a square: the middle 56 % of its width, all of its height.
    expect(seenAt(frame, 0, 160).x).toBeCloseTo(0.5 - 0.28125, 1.8);
    expect(seenAt(frame, 179, 160).x).toBeCloseTo(0.5 + 0.28125, 1.8);
    expect(seenAt(frame, 90, 0).y).toBeCloseTo(0, 1.8);
    expect(seenAt(frame, 90, 319).y).toBeCloseTo(1, 1.8);
    await layer.close();
    expect(harness.held()).toBe(0);
  });

  it('moves from its first part to its last, evenly, and asks for no more pixels than the closest view needs', async () => {
    const harness = await harnessOf(31);
    const from = { x: 0.2, y: 0, w: 0.5625, h: 1 };
    const to = { x: 0.4, y: 0.25, w: 0.28125, h: 0.5 };
    const layer = await imageLayer.open(
      ImageLayer.parse({ kind: 'image', material: 'still', box: whole, motion: { from, to } }),
      harness.context,
    );
    expect(harness.media.stillRequests[0]?.atMost).toEqual({ width: 640, height: 640 });
    const edges: { left: number; right: number; top: number; bottom: number }[] = [];
    for (let frame = 0; frame <= 30; frame++) {
      const drawn = await harness.draw(layer, frame);
      const [left, right] = [seenAt(drawn, 0, 160).x, seenAt(drawn, 179, 160).x];
      edges.push({ left, right, top: seenAt(drawn, 90, 0).y, bottom: seenAt(drawn, 90, 319).y });
    }
    expect(edges[0]?.left).toBeCloseTo(0.2, 1.8);
    expect(edges[0]?.right).toBeCloseTo(0.7625, 1.8);
    expect(edges[30]?.left).toBeCloseTo(0.4, 1.8);
    expect(edges[30]?.top).toBeCloseTo(0.25, 1.8);
    expect(edges[30]?.bottom).toBeCloseTo(0.75, 1.8);
    // A zoom that looks even: each frame is closer by the same factor.
    const widths = edges.map((edge) => edge.right - edge.left);
    const factor = (widths[0] as number) / (widths[30] as number);
    expect((widths[0] as number) / (widths[15] as number)).toBeCloseTo(Math.sqrt(factor), 1);
    await layer.close();
  });

  it('a still that is too small is enlarged once, softly, and framed alike', async () => {
    const harness = await harnessOf(31);
    const motion = { from: { x: 0.2, y: 0, w: 0.5625, h: 1 }, to: { x: 0.4, y: 0.25, w: 0.28125, h: 0.5 } };
    const layer = await imageLayer.open(
      ImageLayer.parse({ kind: 'image', material: 'small', box: whole, motion }),
      harness.context,
    );
    const [first, last] = [await harness.draw(layer, 0), await harness.draw(layer, 30)];
    const seen = (frame: DrawnFrame, x: number) => (frame.at(x, 160).y - 16) / 219;
    expect(seen(first, 0)).toBeCloseTo(0.2, 1.8);
    expect(seen(first, 179)).toBeCloseTo(0.7625, 1.8);
    expect(seen(last, 0)).toBeCloseTo(0.4, 1.8);
    expect(seen(last, 179)).toBeCloseTo(0.68, 1.8);
    // A slope, not stairs: 34 source pixels over 180 rise by at most two steps a pixel.
    for (let x = 1; x < 180; x++) {
      expect(first.at(x, 160).y - first.at(x - 1, 160).y).toBeLessThanOrEqual(2);
    }
    expect([last.at(90, 160).u, last.at(90, 160).v]).toEqual([128, 128]);
    await layer.close();
    expect(harness.held()).toBe(0);
  });

  it('round corners show what is behind, and only there', async () => {
    const harness = await harnessOf();
    const box = { x: 0.1, y: 0.1, w: 0.5, h: 0.5 };
    const open = (radius: number) =>
      imageLayer.open(ImageLayer.parse({ kind: 'image', material: 'still', box, radius }), harness.context);
    const [round, square] = [await open(0.1), await open(0)];
    const [a, b] = [await harness.draw(round, 0, 30), await harness.draw(square, 0, 30)];
    expect(a.at(18, 32).y).toBe(30);
    expect(b.at(18, 32).y).not.toBe(30);
    expect(a.at(60, 100)).toEqual(b.at(60, 100));
    expect(a.at(40, 32)).toEqual(b.at(40, 32));
    await round.close();
    await square.close();
    expect(harness.held()).toBe(0);
  });

  it.each(['fade', 'slide-left', 'pop', 'zoom'] as const)(
    'with %s, frames differ from rest only while it comes and goes',
    async (kind) => {
      const harness = await harnessOf(40);
      const enter = { kind, frames: 5 };
      const box = { x: 0.1, y: 0.2, w: 0.6, h: 0.4 };
      const layer = await imageLayer.open(
        ImageLayer.parse({ kind: 'image', material: 'still', box, radius: 0.05, enter, exit: enter }),
        harness.context,
      );
      const rest = (await harness.draw(layer, 20)).bytes;
      for (const frame of [-3, 0, 2, 5, 34, 37, 39, 44]) {
        const isMoving = frame < 5 || frame >= 35;
        expect(Buffer.compare((await harness.draw(layer, frame)).bytes, rest) !== 0).toBe(isMoving);
      }
      await layer.close();
      expect(harness.held()).toBe(0);
    },
  );

  it.each([
    [1, 1],
    [8000, 40],
    [3, 5000],
  ])('a still of %i × %i fills its box too', async (width, height) => {
    const harness = await createLayerHarness(size, 60, { odd: syntheticImage(width, height) });
    const layer = await imageLayer.open(
      ImageLayer.parse({ kind: 'image', material: 'odd', box: whole, radius: 0.02 }),
      harness.context,
    );
    const frame = await harness.draw(layer, 0, 1);
    expect([frame.at(90, 160).v, frame.at(90, 3).v, frame.at(3, 160).v]).toEqual([128, 128, 128]);
    await layer.close();
    expect(harness.held()).toBe(0);
  });

  it('sound alone is refused, with the name of the file', async () => {
    const harness = await harnessOf();
    const layer = ImageLayer.parse({ kind: 'image', material: 'sound', box: whole });
    await expect(imageLayer.open(layer, harness.context)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { file: 'voice.wav' },
    });
    expect(harness.held()).toBe(0);
  });
});

describe('clip', () => {
  it('shows the frame of its scene time, also in transitions, scaled to the box by the decoder', async () => {
    const harness = await harnessOf(30);
    const layer = await clipLayer.open(
      ClipLayer.parse({ kind: 'clip', material: 'clip', box: whole, startMs: 1500, speed: 2 }),
      harness.context,
    );
    expect(harness.media.clipRequests).toHaveLength(1);
    const [request] = harness.media.clipRequests;
    expect(request).toMatchObject({ startMs: 1500, speed: 2, fps: 30, firstFrame: -6, endFrame: 36, ...size });
    expect(request?.crop.w).toBeCloseTo(0.31640625);
    expect(request?.crop.x).toBeCloseTo((1 - 0.31640625) / 2);
    for (const frame of [-6, 0, 1, 29, 35]) {
      expect((await harness.draw(layer, frame)).at(90, 160).v).toBe(60 + frame * 2);
    }
    await layer.close();
    expect(harness.media.openClips).toBe(0);
    expect(harness.held()).toBe(0);
  });

  it('asks only for the frames on which it is shown, and for none where it never is', async () => {
    const harness = await harnessOf(30);
    const open = (from: number, to: number) =>
      clipLayer.open(
        ClipLayer.parse({ kind: 'clip', material: 'clip', box: whole, startMs: 0, from, to }),
        harness.context,
      );
    const some = await open(5, 9);
    expect(harness.media.clipRequests[0]).toMatchObject({ firstFrame: 5, endFrame: 9 });
    expect((await harness.draw(some, 4, 33)).at(90, 160).v).toBe(33);
    expect((await harness.draw(some, 8, 33)).at(90, 160).v).toBe(76);
    const never = await open(50, 60);
    expect(harness.media.clipRequests).toHaveLength(1);
    expect((await harness.draw(never, 10, 33)).at(90, 160).v).toBe(33);
    await some.close();
    await never.close();
    expect(harness.held()).toBe(0);
  });

  it('with motion, moves over frames that hold all its views at the size of the closest', async () => {
    const harness = await harnessOf(31);
    const from = { x: 0.1, y: 0.1, w: 0.25, h: 0.8 };
    const to = { x: 0.3, y: 0.2, w: 0.2, h: 0.64 };
    const layer = await clipLayer.open(
      ClipLayer.parse({
        kind: 'clip',
        material: 'clip',
        box: { x: 0, y: 0, w: 0.5, h: 0.5 },
        startMs: 0,
        motion: { from, to },
      }),
      harness.context,
    );
    const [request] = harness.media.clipRequests;
    expect(request?.width).toBeGreaterThan(90);
    expect(request?.width).toBeLessThanOrEqual(90 * 1.8);
    const middle = (box: typeof from) => box.x + box.w / 2;
    const first = await harness.draw(layer, 0);
    expect(seenAt(first, 44, 80).x).toBeCloseTo(middle(from), 1.8);
    const last = await harness.draw(layer, 30);
    expect(seenAt(last, 44, 80).x).toBeCloseTo(middle(to), 1.8);
    expect(seenAt(last, 44, 80).y).toBeCloseTo(0.52, 1.6);
    expect(last.at(44, 80).v).toBe(120);
    await layer.close();
    expect(harness.held()).toBe(0);
  });
});

describe('a clip that follows its subject (C5)', () => {
  const box = { x: 0, y: 0, w: 1, h: 1 };
  const crop = { x: 0, y: 0, w: 0.31640625, h: 1 };
  const follow = [0, 8, 16, 24, 39].map((frame, index) => ({
    frame,
    x: [0.2, 0.24, 0.5, 0.74, 0.8][index] as number,
    y: 0.5,
  }));
  const draw = async (frames: readonly number[], firstFrame = -6, endFrame = 46) => {
    const harness = await harnessOf(40);
    const layer = await clipLayer.open(
      ClipLayer.parse({ kind: 'clip', material: 'clip', box, startMs: 0, crop, follow }),
      { ...harness.context, firstFrame, endFrame },
    );
    const drawn: DrawnFrame[] = [];
    for (const frame of frames) {
      drawn.push(await harness.draw(layer, frame));
    }
    await layer.close();
    expect(harness.held()).toBe(0);
    return drawn;
  };

  it('passes its points, holds outside them, and moves without a jolt', async () => {
    const frames = await draw(Array.from({ length: 52 }, (_, index) => index - 6));
    const middles = frames.map((frame) => seenAt(frame, 90, 160).x);
    for (const { frame, x } of follow) {
      expect(middles[frame + 6]).toBeCloseTo(x, 1.8);
    }
    expect(middles[0]).toBeCloseTo(0.2, 1.8);
    expect(middles[51]).toBeCloseTo(0.8, 1.8);
    const speeds = middles.slice(1).map((middle, index) => middle - (middles[index] as number));
    expect(Math.min(...speeds)).toBeGreaterThanOrEqual(-0.001);
    const changes = speeds.slice(1).map((speed, index) => Math.abs(speed - (speeds[index] as number)));
    // A level of brightness is 0.005 of the source here.
    expect(Math.max(...changes)).toBeLessThan(0.02);
  });

  it('shows the same pixels in whichever piece of the video a frame is drawn', async () => {
    const [whole] = await draw([20]);
    expect((await draw([20], 20, 21))[0]?.bytes).toEqual(whole?.bytes);
    expect((await draw([20], 12, 30))[0]?.bytes).toEqual(whole?.bytes);
  });
});

it.each(['still', 'small', 'clip'])(
  'a frame of a moving %s has the same pixels in whichever piece of the video it is drawn',
  async (material) => {
    const motion = { from: { x: 0.1, y: 0.1, w: 0.3, h: 0.8 }, to: { x: 0.3, y: 0.2, w: 0.2, h: 0.6 } };
    const box = { x: 0, y: 0.1, w: 1, h: 0.8 };
    const drawIn = async (firstFrame: number, endFrame: number) => {
      const harness = await harnessOf(40);
      const context = { ...harness.context, firstFrame, endFrame };
      const layer =
        material === 'clip'
          ? await clipLayer.open(ClipLayer.parse({ kind: 'clip', material, box, startMs: 0, motion }), context)
          : await imageLayer.open(ImageLayer.parse({ kind: 'image', material, box, motion }), context);
      const { bytes } = await harness.draw(layer, 37);
      await layer.close();
      return bytes;
    };
    const whole = await drawIn(0, 40);
    expect(await drawIn(6, 38)).toEqual(whole);
    expect(await drawIn(36, 44)).toEqual(whole);
  },
);

describe('picture-in-picture', () => {
  it.each(['image', 'clip'] as const)('stands in its frame: border round the %s, nothing outside', async (kind) => {
    const harness = await harnessOf();
    const box = { x: 0.3, y: 0.3, w: 0.4, h: 0.3 };
    const content = { kind, material: kind === 'image' ? 'still' : 'clip', box, radius: 0.08, startMs: 0 };
    const { startMs: _, ...image } = content;
    const layer = await pictureInPictureLayer.open(
      PictureInPictureLayer.parse({
        kind: 'picture-in-picture',
        content: kind === 'image' ? image : content,
        border: '#FF0000',
        borderWidth: 0.03,
        enter: { kind: 'pop', frames: 4 },
      }),
      harness.context,
    );
    const frame = await harness.draw(layer, 20, 50);
    const { y, u, v } = yuvaOf('#FF0000');
    // 54 … 126 across, 96 … 192 down, border 5 wide.
    expect(frame.at(51, 140)).toEqual({ y, u, v });
    expect(frame.at(128, 140)).toEqual({ y, u, v });
    expect(frame.at(90, 93)).toEqual({ y, u, v });
    expect(frame.at(47, 140)).toEqual({ y: 50, u: 50, v: 50 });
    expect(frame.at(50, 92)).toEqual({ y: 50, u: 50, v: 50 });
    expect(frame.at(90, 144).v).toBe(kind === 'image' ? 128 : 100);
    expect(Math.abs(frame.at(90, 144).y - patternAt(0.5, 0).luma)).toBeLessThan(3);
    await layer.close();
    expect(harness.held()).toBe(0);
    expect(harness.media.openClips).toBe(0);
  });

  it('comes and goes as one: while it pops in, border and picture have one scale', async () => {
    const harness = await harnessOf();
    const box = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
    const layer = await pictureInPictureLayer.open(
      PictureInPictureLayer.parse({
        kind: 'picture-in-picture',
        content: { kind: 'image', material: 'still', box },
        border: '#FFFFFF',
        borderWidth: 0.04,
        enter: { kind: 'pop', frames: 6 },
      }),
      harness.context,
    );
    const frame = await harness.draw(layer, 1, 0);
    const row = Array.from({ length: 180 }, (_, x) => frame.at(x, 160).y);
    const drawn = row.flatMap((value, x) => (value > 4 ? [x] : []));
    const [left, right] = [drawn[0] as number, drawn.at(-1) as number];
    expect(right - left).toBeLessThan(90 + 14);
    expect(Math.abs((left + right) / 2 - 89.5)).toBeLessThanOrEqual(1.5);
    // No gap between border and picture.
    expect(drawn).toHaveLength(right - left + 1);
    await layer.close();
  });
});
