import { afterAll, describe, expect, it } from 'vitest';
import type { Frame } from './frame.ts';
import { judgePicture } from './judge-picture.ts';
import { openLooker } from './open-looker.ts';
import { isSamePicture, pictureHashes } from './picture-hash.ts';
import { writeCode } from './write-code.fixture.ts';

const looker = openLooker();
afterAll(() => looker.close());

/** A picture whose every point is told by a function of its place, 0 to 1 both ways. */
function draw(width: number, height: number, shade: (x: number, y: number) => number, atMs = 0): Frame {
  const rgba = new Uint8Array(width * height * 4);
  for (let place = 0; place < width * height; place += 1) {
    const value = shade((place % width) / width, Math.floor(place / width) / height);
    rgba.set([value, value, value, 255], place * 4);
  }
  return { atMs, width, height, rgba };
}
const waves = (seed: number) => (x: number, y: number) =>
  127 + 60 * Math.sin(seed + 7 * x + 3 * Math.sin(5 * y * seed)) + 60 * Math.cos(seed * 2 + 6 * y - 4 * x);

async function withCode(format: 'QRCode' | 'EAN13', text: string): Promise<Frame> {
  const { data, width, height } = await writeCode(format, text);
  const scale = 4;
  const tall = Math.max(height, 20);
  // On a photograph-like ground, with the quiet zone that codes have.
  return draw(480, 480, (x, y) => {
    const [column, row] = [Math.floor((x * 480 - 100) / scale), Math.floor((y * 480 - 100) / scale)];
    if (column < -4 || row < -4 || column >= width + 4 || row >= tall + 4) {
      return waves(2)(x, y);
    }
    const isInside = column >= 0 && row >= 0 && column < width && row < tall;
    return isInside ? (data[Math.min(row, height - 1) * width + column] ?? 255) : 255;
  });
}

describe('pictures are looked at without any network (S2)', () => {
  it.each([
    ['QRCode', 'https://example.com/join?group=7'],
    ['EAN13', '6901234567892'],
  ] as const)('a %s is found, with what it says and where', async (format, text) => {
    const [finding, ...others] = await looker.look([await withCode(format, text)], []);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'code_in_picture', level: 'platform', category: 'platform' });
    expect(finding?.text).toContain(text);
    expect(finding?.box?.x).toBeGreaterThan(150);
    expect(finding?.box?.x).toBeLessThan(280);
  });

  it('a picture without anything of the kind passes', async () => {
    expect(await looker.look([draw(320, 480, waves(3))], [])).toEqual([]);
  });

  it('a forbidden picture is known again: smaller, lighter, noisy, in a mirror; others are not taken for it', async () => {
    const hash = (await looker.hashOf(draw(600, 400, waves(1)))) ?? '';
    const known = [{ id: 'kpc_1', hash, category: 'extremism' as const }];
    const copies = [
      draw(150, 100, waves(1)),
      draw(600, 400, (x, y) => Math.min(255, waves(1)(x, y) * 0.8 + 50)),
      draw(600, 400, (x, y) => Math.max(0, Math.min(255, waves(1)(x, y) + ((x * 7919 * y * 104729) % 24) - 12))),
      draw(600, 400, (x, y) => waves(1)(1 - x, y)),
    ];
    for (const copy of copies) {
      expect((await looker.look([copy], known))[0]).toMatchObject({
        rule: 'known_picture',
        level: 'block',
        category: 'extremism',
      });
    }
    const others = Array.from({ length: 40 }, (_, index) => draw(300, 200, waves(index + 2)));
    expect(others.filter((other) => pictureHashes(other).some((own) => isSamePicture(own, hash)))).toEqual([]);
    // Nothing is known by a picture of one colour: every other would be a copy of it.
    expect(await looker.hashOf(draw(300, 200, () => 128))).toBeNull();
  });

  it('what flashes up in one frame of a clip is found, with its time', async () => {
    const frames = [0, 1000, 2000].map((atMs) => draw(320, 240, waves(4), atMs));
    const code = { ...(await withCode('QRCode', 'flash')), atMs: 1500 };
    const findings = await looker.look([...frames.slice(0, 2), code, ...frames.slice(2)], []);
    expect(findings).toMatchObject([{ rule: 'code_in_picture', atMs: 1500 }]);
  });

  it('a network that is not sure leaves it to a person; it never refuses by itself', () => {
    const of = (porn: number, sexy: number) =>
      judgePicture(
        {
          frame: { atMs: 0, width: 1, height: 1 },
          hashes: [],
          rating: { drawing: 0, hentai: 0, neutral: 1 - porn - sexy, porn, sexy },
          codes: [],
        },
        [],
      ).map(({ rule, level }) => `${rule} ${level}`);
    expect(of(0.9, 0)).toEqual(['indecent_picture review']);
    expect(of(0.6, 0.3)).toEqual(['doubtful_picture review']);
    expect(of(0, 0.95)).toEqual(['suggestive_picture review']);
    expect(of(0.4, 0.5)).toEqual([]);
  });
});
