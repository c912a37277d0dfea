import type { ManifestVideo, PreparedPerson, Storyboard } from '@clipo/contract';
import { planVideo } from '@clipo/engine';
import { lineOf, sayErrorIn } from '@clipo/messages';
import { drawnMember } from '../make/casting.ts';
import type { PreparedBatch, PreparedVideo } from '../make/prepare-batch.ts';
import type { MakeDeps, MakeInput } from '../make/types.ts';
import { performPeople, type StandIn, withStandIns } from './perform-people.ts';

/**
 * A batch with everybody ready to be drawn: consents asked, what outside engines perform ordered, and drawn presenters in the
 * place of those that engines failed to perform, each told as a warning.
 * @throws ClipoError `consent_needed`, `cancelled` …
 */
export async function castPeople(
  batch: PreparedBatch,
  { outDir, brief }: { outDir: string | undefined; brief: MakeInput['brief'] },
  { env, signal, onEvent }: MakeDeps,
): Promise<{ batch: PreparedBatch; people: PreparedPerson[] }> {
  if (batch.people.length === 0) {
    return { batch, people: [] };
  }
  const { people, standIns } = await performPeople(
    batch.people,
    batch.videos.map(({ storyboard }) => storyboard),
    { home: env.home, output: outDir, signal, outside: env.outside },
  );
  const notices = new Map<string, StandIn>();
  for (const standIn of standIns.flat()) {
    notices.set(`${standIn.person.name} ${standIn.error.message}`, standIn);
  }
  const said = [...notices.values()].map((standIn) => noticeOf(standIn, env.language));
  for (const message of said) {
    onEvent({ event: 'warning', message });
  }
  const videos = batch.videos.map((video, index) => recast(video, standIns[index] ?? [], brief.brand));
  return { batch: { ...batch, videos, warnings: [...batch.warnings, ...said] }, people };
}

/** The same video's other storyboards with the stand-ins that it has already. */
export function withSameStandIns(
  { presenter }: Pick<PreparedVideo, 'presenter'>,
  others: readonly Storyboard[],
  { people }: Pick<PreparedBatch, 'people'>,
  brand: MakeInput['brief']['brand'],
): Storyboard[] {
  const replaced = (presenter?.standIns ?? []).flatMap(({ for: name, character }) =>
    people
      .filter((person) => person.name === name)
      .map((person) => ({ person, member: drawnMember(character, brand) })),
  );
  return others.map((other) => withStandIns(other, replaced));
}

/** What a person is told of a stand-in. */
export function noticeOf({ person, character, error }: StandIn, language: MakeDeps['env']['language']): string {
  const say = sayErrorIn(language);
  return say('notice.stand_in', { person: person.name, character, reason: lineOf(error, say) });
}

function recast(video: PreparedVideo, standIns: readonly StandIn[], brand: MakeInput['brief']['brand']): PreparedVideo {
  if (standIns.length === 0 || video.presenter === undefined) {
    return video;
  }
  const replaced = standIns.map(({ person, character }) => ({ person, member: drawnMember(character, brand) }));
  const storyboard = withStandIns(video.storyboard, replaced);
  const presenter: ManifestVideo['presenter'] = {
    ...video.presenter,
    standIns: standIns.map(({ person, character, error }) => ({
      for: person.name,
      character,
      reason: error.message,
    })),
  };
  return {
    ...video,
    presenter,
    storyboard,
    plan: planVideo(storyboard, video.settings),
    others: (change) => video.others(change).map((other) => withStandIns(other, replaced)),
  };
}
