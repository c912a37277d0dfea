import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, differenceWeights, findNearest, keepDifferent } from './compare.ts';
import type { PlannedPicture, PlannedShot, SeenPicture, Signature, SoundPrint, Structure } from './signature.ts';
import { wordPrint } from './word-print.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const weight = fc.integer({ min: 1, max: 5000 });
const look = fc
  .array(fc.tuple(word, word), { minLength: 1, maxLength: 3 })
  .map((prints) => Int32Array.from(prints.flatMap(([low, high]) => [low, high, -1, -2])));
const seen = fc
  .array(fc.tuple(look, weight), { minLength: 1, maxLength: 6 })
  .map((shots): SeenPicture => ({ kind: 'seen', shots: shots.map(([s]) => s), weights: shots.map(([, w]) => w) }));
const still = fc.record<PlannedShot>({
  material: fc.constantFrom('cup', 'desk', null),
  startMs: fc.constant(0),
  endMs: fc.constantFrom(0, 900, 2000),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  zoom: fc.double({ min: 0.2, max: 1, noNaN: true }),
});
const planned = fc
  .array(fc.tuple(still, weight), { minLength: 1, maxLength: 6 })
  .map(
    (shots): PlannedPicture => ({ kind: 'planned', shots: shots.map(([s]) => s), weights: shots.map(([, w]) => w) }),
  );
const sound = fc
  .record({
    voice: fc.array(
      fc.tuple(fc.array(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { minLength: 1, maxLength: 12 }), weight),
      { maxLength: 5 },
    ),
    music: fc.constantFrom('calm', 'bright', null),
  })
  .map(
    ({ voice, music }): SoundPrint => ({
      voice: voice.map(([prints]) => ({ key: prints.join(), prints: Int32Array.from(prints) })),
      weights: voice.map(([, w]) => w),
      music,
    }),
  );
const structure = fc
  .record({
    scenes: fc.array(
      fc.tuple(
        fc.record({
          role: fc.constantFrom('hook', 'body', 'cta'),
          layout: fc.subarray(['caption 1', 'image 1', 'price-card 2', 'text 3']),
          transition: fc.constantFrom('cut', 'fade'),
        }),
        weight,
      ),
      { minLength: 1, maxLength: 6 },
    ),
    hook: fc.constantFrom('H01', 'H02'),
    style: fc.constantFrom('T01', 'T02'),
  })
  .map(
    ({ scenes, ...axes }): Structure => ({ scenes: scenes.map(([s]) => s), weights: scenes.map(([, w]) => w), axes }),
  );
const lines = fc.array(fc.stringMatching(/^[a-e]{1,3}( [a-e]{1,3}){0,5}$/), { maxLength: 4 });
const signature = fc.record({
  name: fc.constant(''),
  language: fc.constantFrom('en' as const, 'zh-CN' as const),
  format: fc.constant('9x16' as const),
  picture: fc.option(fc.oneof(seen, planned), { freq: 4 }),
  sound: fc.option(sound, { freq: 4 }),
  words: fc.option(
    lines.map((said) => wordPrint(said, 'en')),
    { freq: 4 },
  ),
  structure: fc.option(structure, { freq: 4 }),
});
const batch = fc
  .array(signature, { minLength: 2, maxLength: 9 })
  .map((videos) => videos.map((video, index): Signature => ({ ...video, name: `v${index}` })));

describe('difference is a measure (C10)', () => {
  it('a video does not differ from itself, in any part', () => {
    fc.assert(
      fc.property(signature, (video) => {
        const { score, parts } = differenceOf(video, structuredClone(video));
        expect([score, ...Object.values(parts)].every((value) => value === 0 || value === null)).toBe(true);
      }),
    );
  });

  it('it is the same both ways, and from 0 to 1', () => {
    fc.assert(
      fc.property(signature, signature, (a, b) => {
        const difference = differenceOf(a, b);
        expect(differenceOf(b, a)).toEqual(difference);
        for (const value of [difference.score, ...Object.values(difference.parts)]) {
          expect(value ?? 0).toBeGreaterThanOrEqual(0);
          expect(value ?? 0).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('its parts are weighed to one, and a part that is not known counts for nothing', () => {
    expect(Object.values(differenceWeights).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    fc.assert(
      fc.property(signature, signature, (a, b) => {
        const { score, parts } = differenceOf(a, b);
        const known = (Object.keys(differenceWeights) as (keyof typeof parts)[]).filter((part) => parts[part] !== null);
        const all = known.reduce((sum, part) => sum + differenceWeights[part], 0);
        const mean = known.reduce((sum, part) => sum + differenceWeights[part] * (parts[part] ?? 0), 0);
        expect(score).toBeCloseTo(all === 0 ? 0 : mean / all, 2);
      }),
    );
  });

  it('the same shots in another order are another cut, but nearer than other shots', () => {
    const shotsOf = (marks: readonly number[]): Signature => ({
      ...blank('v'),
      picture: {
        kind: 'seen',
        shots: marks.map((mark) => Int32Array.from([mark, ~mark, -1, -2])),
        weights: marks.map(() => 1000),
      },
    });
    const base = shotsOf([0x0f0f0f0f, 0x33333333, 0x55555555, 0x00ff00ff]);
    const swapped = differenceOf(base, shotsOf([0x33333333, 0x0f0f0f0f, 0x55555555, 0x00ff00ff])).score;
    const reversed = differenceOf(base, shotsOf([0x00ff00ff, 0x55555555, 0x33333333, 0x0f0f0f0f])).score;
    const others = differenceOf(base, shotsOf([0x0000ffff, 0x5a5a5a5a, 0x66666666, 0x3c3c3c3c])).score;
    expect(swapped).toBeGreaterThan(0.1);
    expect(reversed).toBeGreaterThan(swapped);
    expect(others).toBeGreaterThan(reversed);
    expect(others).toBe(1);
  });

  it('words: other names for the same thing count, case, width and signs do not', () => {
    const saying = (said: readonly string[], language: Signature['language']): Signature => ({
      ...blank('v'),
      words: wordPrint(said, language),
    });
    const differ = (a: string[], b: string[], language: Signature['language']) =>
      differenceOf(saying(a, language), saying(b, language)).score;
    expect(differ(['Opens with ONE thumb!', 'No spills.'], ['no spills', 'opens with one thumb'], 'en')).toBe(0);
    expect(differ(['倒放不漏，单手开盖。'], ['倒放不漏 单手开盖'], 'zh-CN')).toBe(0);
    const reworded = differ(['倒放不漏，单手就能开盖'], ['倒过来也不漏，一只手开盖'], 'zh-CN');
    expect(reworded).toBeGreaterThan(0.4);
    expect(reworded).toBeLessThan(0.9);
    expect(differ(['倒放不漏'], ['净重268克'], 'zh-CN')).toBe(1);
  });
});

describe('the nearest video (C10)', () => {
  it('is the least different of its language and format, as comparing every pair finds it', () => {
    fc.assert(
      fc.property(batch, (videos) => {
        const found = findNearest(videos);
        for (const video of videos) {
          const others = videos.filter((other) => other !== video && other.language === video.language);
          const scores = others.map((other) => differenceOf(video, other).score);
          expect(found.get(video.name)?.score).toBe(scores.length === 0 ? undefined : Math.min(...scores));
          const named = others.find((other) => other.name === found.get(video.name)?.name);
          expect(named === undefined ? undefined : differenceOf(video, named)).toEqual(
            found.has(video.name)
              ? { score: found.get(video.name)?.score, parts: found.get(video.name)?.parts }
              : undefined,
          );
        }
      }),
    );
  });

  it('of those that are kept every two differ by the floor, and none is passed over that could have stayed', () => {
    fc.assert(
      fc.property(batch, fc.double({ min: 0, max: 1, noNaN: true }), (videos, least) => {
        const kept = keepDifferent([videos], least, videos.length);
        const score = (a: number, b: number) => differenceOf(videos[a] as Signature, videos[b] as Signature).score;
        videos.forEach((_, place) => {
          const before = kept.filter((other) => other < place);
          expect(kept.includes(place)).toBe(before.every((other) => score(place, other) >= least));
        });
      }),
    );
  });

  it('is found for 1,000 videos of 30 products in less than 5 s', () => {
    const videos = recombined(30, 1000);
    const before = process.cpuUsage();
    const found = findNearest(videos);
    const used = process.cpuUsage(before);
    expect(found.size).toBe(1000);
    // Processor time: the machine may be busy with other tests.
    expect((used.user + used.system) / 1e6).toBeLessThan(5);
    expect(found.get('v500')?.score).toBeLessThan(0.6);
  }, 60_000);
});

function blank(name: string): Signature {
  return { name, language: 'zh-CN', format: '9x16', picture: null, sound: null, words: null, structure: null };
}

/** Videos as a batch makes them: few openings, bodies and endings of each product, met in all ways. */
function recombined(products: number, count: number): Signature[] {
  let state = 1;
  const random = (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);
  const each = Math.ceil(count / products);
  const ways = Math.ceil(Math.cbrt(each));
  const makeChoices = () =>
    list(ways, () => ({
      said: list(2, () => list(13, () => String.fromCodePoint(0x4e00 + random(500))).join('')),
      heard: list(2, () => Int32Array.from(list(20, () => random(2 ** 24)))),
      shots: list(3, () => Int32Array.from(list(4, () => [random(2 ** 32) | 0, random(2 ** 32) | 0, -1, -2]).flat())),
    }));
  return list(products, () => list(3, makeChoices)).flatMap((axes, product) =>
    list(each, () => 0).flatMap((_, index): Signature[] => {
      const number = product * each + index;
      const places = [index % ways, Math.floor(index / ways) % ways, Math.floor(index / ways / ways)];
      const parts = axes.flatMap((choices, axis) => choices[places[axis] ?? 0] ?? []);
      const shots = parts.flatMap((part) => part.shots);
      const voice = parts.flatMap((part) => part.heard.map((prints) => ({ key: prints.join(), prints })));
      return number >= count
        ? []
        : [
            {
              ...blank(`v${number}`),
              picture: { kind: 'seen', shots, weights: shots.map(() => 1700) },
              sound: { voice, weights: voice.map(() => 2500), music: 'calm' },
              words: wordPrint(
                parts.flatMap((part) => part.said),
                'zh-CN',
              ),
              structure: {
                scenes: shots.map((_, place) => ({ role: 'body', layout: [`image ${place % 3}`], transition: 'cut' })),
                weights: shots.map(() => 1700),
                axes: Object.fromEntries(places.map((choice, axis) => [`${axis}`, `${product}/${choice}`])),
              },
            },
          ];
    }),
  );
}
