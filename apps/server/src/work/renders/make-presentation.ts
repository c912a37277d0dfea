import { join } from 'node:path';
import { presentText } from '@clipo/batch';
import { presentPurposes } from '../../features/person-consents/ask-consent.ts';
import { personsOf } from '../../features/person-consents/people-of.ts';
import { languageOf, PresentOrder } from '../../features/renders/wishes.ts';
import { admitPeople } from '../admit-people.ts';
import { credentialSettings } from '../batch-input.ts';
import type { WorkDeps } from '../work-deps.ts';
import type { MadeFile, Making } from './make-render.ts';

/** A presenter who says a text, as a labelled video. */
export async function makePresentation(
  deps: Pick<WorkDeps, 'db' | 'media' | 'settings'>,
  { row, folder, signal, tell }: Making,
): Promise<MadeFile> {
  const { settings } = deps;
  const wish = PresentOrder.parse(row.wish);
  const { text, voice, layout, side, format, resolution, container } = wish;
  const people = await personsOf(deps, row.teamId, wish.presenter);
  const admit = () => admitPeople(deps, { teamId: row.teamId, folder, people, purposes: presentPurposes });
  await admit();
  const character = people[0]?.file ?? wish.presenter;
  const out = join(folder, `presentation.${container}`);
  let shown = -1;
  let told = tell('rendering', 0);
  const { frames, fps, durationMs } = await presentText(
    { text, language: languageOf(wish), character, folder, voice, layout, side, format, resolution, out },
    {
      env: {
        home: settings.home,
        language: 'en',
        providerCode: settings.CLIPO_PROVIDER_CODE,
        watermarkKey: settings.CLIPO_WATERMARK_KEY,
        labelKeyFile: settings.CLIPO_LABEL_KEY,
        credentials: credentialSettings(settings),
        cacheGiB: settings.CLIPO_CACHE_GIB,
        encoder: settings.CLIPO_ENCODER,
        variable: settings.variable,
      },
      signal,
      onFrames(done, total) {
        const percent = Math.floor((done / total) * 95);
        if (percent >= shown + 5) {
          shown = percent;
          told = told.then(() => tell('rendering', percent)).catch(() => undefined);
        }
      },
    },
  );
  await told;
  // It becomes a file of the team's only now: who withdrew meanwhile is not in it.
  await admit();
  return { path: out, type: `video/${container}`, name: `${row.id}.${container}`, result: { frames, fps, durationMs } };
}
