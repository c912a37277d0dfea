import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { expectNoLitter, expectPlainWords, expectRightVideos } from './outcome.fixture.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('large');
});
afterAll(() => workshop.remove());

it.each([
  ['eightK', 'clip.mp4'],
  ['threeHours', 'clip.mp4'],
  ['eightKPhoto', 'photo.jpg'],
] as const)(
  'material of the kind %s gives a correct video',
  async (media, file) => {
    const folder = await workshop.brief({ materials: [{ file }] }, { [file]: { media } });
    const end = await workshop.run(['make', folder, '--draft']);
    expectPlainWords(end.err);
    expect(end.code, end.err).toBe(0);
    await expectRightVideos(join(folder, 'out'));
    await expectNoLitter(join(folder, 'out'), workshop);
  },
  180_000,
);
