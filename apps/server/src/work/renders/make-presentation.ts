import { join } from 'node:path';
import { presentText } from '@clipo/batch';
import { selectDictionary } from '../../features/dictionary/queries.ts';
import { selectAllowedContents, usableMaterials } from '../../features/materials/usable-materials.ts';
import { presentPurposes } from '../../features/person-consents/ask-consent.ts';
import { personsOf } from '../../features/person-consents/people-of.ts';
import { hostsOf } from '../../features/presenters/engine-of-row.ts';
import { outsideOf, personsAmong } from '../../features/presenters/outside-of.ts';
import { reachEngines } from '../../features/presenters/reach-engines.ts';
import { askEngineConsent, giveToEngines } from '../../features/privacy/give-to-engine.ts';
import { languageOf, PresentOrder } from '../../features/renders/wishes.ts';
import { admitPeople } from '../admit-people.ts';
import { credentialSettings } from '../batch-input.ts';
import { engineVariables, layOutOutside } from '../lay-out-outside.ts';
import { layOutPoints } from '../lay-out-points.ts';
import { outsideMeans } from '../plan-asks.ts';
import { teamOrders } from '../team-orders.ts';
import type { WorkDeps } from '../work-deps.ts';
import type { MadeFile, Making } from './make-render.ts';

/** A presenter who says a text, as a labelled video. */
export async function makePresentation(
  deps: Pick<WorkDeps, 'db' | 'media' | 'settings' | 'envelope' | 'looker'>,
  { row, folder, signal, tell, onlyWhile }: Making,
): Promise<MadeFile> {
  const { settings } = deps;
  const wish = PresentOrder.parse(row.wish);
  const { text, voice, layout, side, format, resolution, container } = wish;
  const { teamId } = row;
  const named = await personsOf(deps, teamId, wish.presenter);
  const { outside, among, dictionary } = await deps.db.asTeam(teamId, async (tx) => {
    const found = await outsideOf(tx, teamId, { brief: wish, field: 'presenter' });
    return {
      outside: found,
      among: await personsAmong(tx, found, presentPurposes, settings),
      dictionary: (await selectDictionary(tx, teamId))?.data,
    };
  });
  const people = [...named, ...among];
  const files = Object.fromEntries(people.map(({ file, materialId }) => [file, materialId]));
  const admit = async () => {
    // By the same rules as in a batch.
    await deps.db.asTeam(teamId, (tx) => usableMaterials(tx, teamId, files, settings));
    await admitPeople(deps, { teamId, folder, people, purposes: presentPurposes });
  };
  const engineUse = { outside, userId: row.createdBy };
  onlyWhile(async () => {
    await admit();
    await askEngineConsent(deps, engineUse);
  });
  await admit();
  await layOutPoints(deps, { teamId, folder, people });
  await giveToEngines(deps, engineUse);
  await layOutOutside(deps, { folder, outside, people: among });
  const keys = await engineVariables(deps, outside);
  const character = named[0]?.file ?? wish.presenter;
  const out = join(folder, `presentation.${container}`);
  let shown = -1;
  let told = tell('rendering', 0);
  const { frames, fps, durationMs, notices } = await presentText(
    { text, language: languageOf(wish), character, folder, voice, layout, side, format, resolution, out, dictionary },
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
        variable: (name) => keys[name] ?? settings.variable(name),
        ...(outside.length > 0 && {
          outside: {
            ...reachEngines(hostsOf(settings)),
            owner: teamId,
            isKeptOnly: false,
            ...outsideMeans(teamOrders(deps, { teamId, orderedFor: row.id })),
          },
        }),
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
  // What an engine elsewhere made of a person nobody has looked at yet.
  const allowed = await deps.db.asTeam(teamId, (tx) => selectAllowedContents(tx, teamId, files));
  const isDecided = named.length > 0 && outside.length === 0 && allowed.size === named.length;
  return {
    path: out,
    type: `video/${container}`,
    name: `${row.id}.${container}`,
    isDecided: () => isDecided,
    result: { frames, fps, durationMs, ...(notices.length > 0 && { notices }) },
  };
}
