import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClipoError } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import {
  createFootagePreview,
  type IngestedFootage,
  type IngestProgress,
  ingestFootage,
  kindOfPerson,
  openFootage,
} from '@clipo/presenter/people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFaces } from '../packages/presenter/src/face/find-faces.ts';
import { findLandmarks } from '../packages/presenter/src/face/find-landmarks.ts';
import { restingMouth } from '../packages/presenter/src/face/mouth-pose.ts';
import { pyramidOf } from '../packages/presenter/src/face/picture-patch.ts';
import { filmPerson, filmSize as size, sway } from './person-film.fixture.ts';

const media = createPresenterMedia();
const consent = { recheck: async () => undefined };
let folder = '';
let footage: IngestedFootage;
const preview = createFootagePreview({ count: 4, tileWidth: 90 });
const told: IngestProgress[] = [];
const at = (name: string) => path.join(folder, name);

const ruleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fits',
    (error: ClipoError) => error.details.rule ?? error.code,
  );

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-footage-'));
  const file = await filmPerson(at('calm.mp4'), 10, (part) => ({ sway: sway(part), background: '#1FC04A' }));
  footage = await ingestFootage(file, at('loop.mkv'), media, {
    preview,
    onProgress: (progress) => told.push(progress),
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('footage on a green screen is taken in: the face followed, a loop found, the person cut out (C6)', async () => {
  expect(footage.report).toMatchObject({ backdrop: 'green', faceLost: 0, mouthOpen: 0 });
  expect(footage.report.jump).toBeLessThan(0.03);
  expect(footage.points.length).toBe(footage.loop.end);
  const xs = footage.points.map(({ nose }) => nose[0]);
  expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(10);
  expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(24);
});

it('what is taken in is told while it is, and shown: frames with the face found in them, and the person cut out', async () => {
  expect(told.every(({ share }, index) => share >= (told[index - 1]?.share ?? 0))).toBe(true);
  expect(told.at(-1)).toMatchObject({ faceLost: 0, mouthOpen: 0 });
  expect(await kindOfPerson(at('calm.mp4'), media)).toBe('footage');
  const sheet = preview.sheet();
  expect([sheet?.width, sheet?.height]).toEqual([4 * 98 + 8, 128 + 8]);
  const colorAt = (x: number, y: number) => [...(sheet?.data.subarray((y * 400 + x) * 4, (y * 400 + x) * 4 + 3) ?? [])];
  // Rims of good frames are green; in the second tile the green screen has gone, and chequers show.
  expect(colorAt(6, 20)).toEqual([46, 160, 90]);
  const [red = 0, green = 0, blue = 0] = colorAt(98 + 8 + 3, 12);
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(12);
});

it('it speaks: the mouth opens as told while the person moves, with clear ground, for longer than the film lasts', async () => {
  const track = Array.from({ length: 400 }, (_, frame) => ({ ...restingMouth, open: frame % 2 === 0 ? 0.9 : 0 }));
  const frames = await openFootage(footage, consent, media, { ...size, track });
  const gaps: number[] = [];
  for (const frame of [40, 41, 318, 319]) {
    const { rgba } = await frames.frame(frame);
    const picture = { ...size, data: Uint8Array.from(rgba) };
    expect(picture.data[(3 * size.width + 3) * 4 + 3]).toBe(0);
    const pyramid = pyramidOf(picture);
    const [face] = await findFaces(pyramid);
    gaps.push(face === undefined ? -1 : (await findLandmarks(pyramid, face)).lipGap);
  }
  await frames.close();
  const [open = 0, shut = 0, openLater = 0, shutLater = 0] = gaps;
  expect(open - shut).toBeGreaterThan(0.15);
  expect(openLater - shutLater).toBeGreaterThan(0.15);
});

it('the loop’s end meets its beginning: no two frames on end differ more there than elsewhere', async () => {
  const frames = await openFootage(footage, consent, media, { ...size, track: [] });
  const differences: number[] = [];
  let last: Uint8Array | undefined;
  for (let frame = footage.loop.end - 30; frame < footage.loop.end + 6; frame++) {
    const { rgba } = await frames.frame(frame);
    let sum = 0;
    for (let byte = 0; last !== undefined && byte < rgba.length; byte += 40) {
      sum += Math.abs((rgba[byte] as number) - (last[byte] as number));
    }
    differences.push(sum);
    last = Uint8Array.from(rgba);
  }
  await frames.close();
  const seam = Math.max(...differences.slice(29, 33));
  expect(seam).toBeLessThanOrEqual(Math.max(...differences.slice(1, 29)) * 1.2);
});

it('without consent it does not open', async () => {
  const refused = { recheck: () => Promise.reject(new Error('withdrawn')) };
  await expect(openFootage(footage, refused, media, { ...size, track: [] })).rejects.toThrow('withdrawn');
});

it('footage that is too short is refused by name', async () => {
  const short = await filmPerson(at('short.mp4'), 3, () => ({}));
  expect(await ruleOf(ingestFootage(short, at('x.mkv'), media))).toBe('footage_length');
});
