import { expect, it } from 'vitest';
import { decidedMoments } from './decided-moments.ts';
import { Edit } from './edit-schema.ts';
import { timeClips } from './time-clips.ts';

it('a material that a reviewer allowed speaks for no other that an edit shows beside it (S2)', () => {
  const [allowed, other] = ['https://x.example/allowed.jpg', 'https://x.example/other.jpg'];
  const image = (src: string, start: number, length: number) => ({ asset: { type: 'image', src }, start, length });
  const edit = Edit.parse({
    timeline: {
      tracks: [
        { clips: [{ asset: { type: 'title', text: 'x' }, start: 0, length: 5 }] },
        { clips: [image(other, 1, 1)] },
        { clips: [image(allowed, 0, 3)] },
      ],
    },
    output: { format: 'mp4', resolution: 'sd', fps: 25 },
  });
  const isDecided = decidedMoments(timeClips(edit, () => undefined).clips, 25, (src) => src === allowed);
  expect([0, 500, 1000, 1960, 2000, 2960, 3000, 4000].map(isDecided)).toEqual(
    // With the other beside it, and with words alone, nothing is decided.
    [true, true, false, false, true, true, false, false],
  );
});
