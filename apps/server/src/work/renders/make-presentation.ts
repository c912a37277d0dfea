import { join } from 'node:path';
import { presentText } from '@clipo/batch';
import { languageOf, PresentOrder } from '../../features/renders/wishes.ts';
import type { WorkDeps } from '../work-deps.ts';
import type { MadeFile, Making } from './make-render.ts';

/** A presenter who says a text, as a labelled video. */
export async function makePresentation(
  { settings }: Pick<WorkDeps, 'settings'>,
  { row, folder, signal, tell }: Making,
): Promise<MadeFile> {
  const wish = PresentOrder.parse(row.wish);
  const { text, voice, layout, side, format, resolution, container, presenter: character } = wish;
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
  return { path: out, type: `video/${container}`, name: `${row.id}.${container}`, result: { frames, fps, durationMs } };
}
