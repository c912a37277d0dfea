import { yuvaOf } from './color.ts';
import { createCompositor } from './host.ts';

/** For tests: composes a frame with every operation, from nothing but the module's bytes. The same everywhere. */
export async function composeSampleFrame(wasm: BufferSource): Promise<Uint8Array> {
  const compositor = await createCompositor(wasm);
  const size = { width: 180, height: 320 };
  const rgbaOf = (width: number, height: number, alphaAt: (x: number, y: number) => number) => {
    const rgba = new Uint8Array(width * height * 4);
    for (let at = 0; at < width * height; at++) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const alpha = alphaAt(x, y);
      rgba.set([(alpha * x) / width, (alpha * y) / height, (alpha * ((x * y) % 50)) / 50, alpha], at * 4);
    }
    return rgba;
  };
  const master = compositor.createPictureFromRgba(
    rgbaOf(301, 401, () => 255),
    301,
    401,
  );
  const sprite = compositor.createSprite(
    rgbaOf(61, 33, (x, y) => Math.min(255, x * 6, y * 14)),
    61,
    33,
  );
  const mask = compositor.createSprite(
    rgbaOf(80, 80, (x, y) => (Math.hypot(x - 40, y - 40) < 36 ? 255 : 0)),
    80,
    80,
  );
  const [a, b, target] = [0, 1, 2].map(() => compositor.createPicture(size)) as [
    typeof master,
    typeof master,
    typeof master,
  ];
  const whole = { x: 0, y: 0, w: 180, h: 320 };
  compositor.fill(b, whole, yuvaOf('#336699'));
  compositor.drawScaled(master, { x: 3.3, y: 5.7, w: 205.5, h: 365.3 }, a, whole, 1);
  compositor.drawScaled(master, { x: 0, y: 0, w: 300, h: 400 }, b, { x: 20, y: 40, w: 90, h: 120 }, 0.8);
  compositor.drawScaledMasked(master, { x: 50, y: 60.5, w: 200, h: 200 }, mask, b, { x: 60, y: 200, w: 80, h: 80 }, 1);
  compositor.drawSprite(sprite, a, 40, 60, 1);
  compositor.drawSprite(sprite, a, 41, 163, 0.6);
  compositor.drawSpriteScaled(sprite, b, 120.4, 90.2, 1.27, 0.9);
  compositor.mix(a, b, target, 0.35);
  compositor.mixAlong(
    target,
    a,
    target,
    'x',
    Uint8Array.from({ length: 180 }, (_, x) => Math.min(255, x * 2)),
  );
  compositor.fill(target, { x: 10, y: 290, w: 100, h: 20 }, yuvaOf('#FFCC0099'));
  compositor.copy(master, target, 150, 300);
  return compositor.bytesOf(target).slice();
}
