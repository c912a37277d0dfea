import type { Template } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpokenPart } from '../script/spoken.ts';
import { shippedTemplate } from '../templates/shipped.ts';
import { composeStoryboard, type PartChoice, type RenditionVideo, storyboardsOf } from './compose.ts';
import type { Cast } from './presenters/cast.ts';
import { composeInput } from './presenters/compose.fixture.ts';

const template = shippedTemplate('clear') as Template;
const given = { ...composeInput({ format: '9x16', template }), brief: { brand: undefined, music: true, seed: 7 } };
const cast: Cast = {
  layout: 'corner',
  side: 'right',
  shape: 'circle',
  speaker: { source: { kind: 'rig', character: 'lin', outfit: '#1F6F78', accent: '#F2B134' }, version: '1' },
};

/** Another choice of the same axis, its last line longer by some milliseconds. */
function longer(part: SpokenPart, byMs: number): SpokenPart {
  const lines = part.lines.map((line, index) =>
    index === part.lines.length - 1 ? { ...line, slotMs: line.slotMs + byMs } : line,
  );
  return { ...part, id: `${part.id.slice(0, 1)}02`, lines };
}

describe('a thousand creatives of a few dozen parts (C9)', () => {
  const choices = given.parts.map((part, index) => [part, longer(part, 130 * (index + 1))]);
  const video = fc.record({
    picked: fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1)),
    shots: fc.integer({ min: 1, max: 2 }),
    style: fc.integer({ min: 1, max: 2 }),
    isSeated: fc.boolean(),
  });

  it('have the storyboards that each would have alone, whatever was composed before it', () => {
    fc.assert(
      fc.property(fc.array(video, { minLength: 2, maxLength: 6 }), (videos) => {
        const compose = storyboardsOf(given);
        for (const { picked, shots, style, isSeated } of videos) {
          const one: RenditionVideo = {
            name: 'one',
            parts: picked.map((at, axis) => choices[axis]?.[at]) as unknown as PartChoice,
            cell: { ...given.cell, shots, style },
            cast: isSeated ? cast : undefined,
          };
          expect(compose(one)).toEqual(composeStoryboard({ ...given, ...one }));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('compose a part that stands alike in two videos once: its scenes are the same objects', () => {
    const compose = storyboardsOf(given);
    const { cell, parts } = given;
    const [hook, body, cta] = parts;
    const first = compose({ name: 'first', parts, cell, cast });
    const second = compose({ name: 'second', parts: [hook, body, longer(cta, 0)], cell, cast });
    expect(second.storyboard.name).toBe('second');
    const shared = first.storyboard.scenes.filter((scene, index) => scene === second.storyboard.scenes[index]);
    expect(shared.map(({ role }) => role)).toEqual(
      first.storyboard.scenes.map(({ role }) => role).filter((role) => role !== 'cta'),
    );
  });
});
