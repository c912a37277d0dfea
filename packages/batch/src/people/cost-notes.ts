import type { Storyboard } from '@clipo/contract';
import { sayErrorIn } from '@clipo/messages';
import { reckonCost } from '@clipo/presenter/people';
import type { MakeSettings } from '../make/types.ts';
import type { OpenedPerson } from './open-people.ts';
import { tracksOf } from './performed-tracks.ts';

/**
 * What outside engines are going to be asked for, and what it costs by the price that was set: told before anything is ordered.
 * What was ordered before costs nothing again. A service tells it by its quotes.
 */
export function costNotes(
  people: readonly OpenedPerson[],
  videos: readonly { storyboard: Storyboard }[],
  { language, outside }: Pick<MakeSettings, 'language' | 'outside'>,
): string[] {
  const say = sayErrorIn(language);
  return people.flatMap(({ name: person, prepared, remote }) => {
    if (remote === undefined || outside !== undefined) {
      return [];
    }
    const tracks = videos.flatMap(({ storyboard }) => tracksOf(storyboard, prepared.id));
    const samples = new Map(tracks.map(({ key, track }) => [key, track.sampleCount]));
    const ms = [...samples.values()].reduce((sum, count) => sum + count / 48, 0);
    const { id: engine, capabilities } = remote.engine;
    const told = { person, engine, seconds: (ms / 1000).toFixed(1) };
    const cents = reckonCost(remote.engine, ms);
    if (ms === 0) {
      return [];
    }
    return cents === undefined
      ? say('notice.engine_unpriced', told)
      : say('notice.engine_cost', { ...told, cost: (cents / 100).toFixed(2), currency: capabilities.currency });
  });
}
