import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed, assertWords } from '../../guard/assert-allowed.ts';
import type { Actor, Person } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectUser, type UserRow } from '../accounts/queries.ts';
import { assertPeopleConsented } from '../materials/assert-people-consented.ts';
import { notify } from '../notices/notify.ts';
import { addRender } from '../renders/create-render.ts';
import { selectMembers } from '../teams/queries.ts';
import { videoContent } from '../videos/check-video.ts';
import { selectVideo, type VideoRow } from '../videos/queries.ts';
import { sealParties } from './parties.ts';
import { type ByWhom, insertAct, insertUndertaking, recordAct, type UndertakingRow } from './queries.ts';
import { dutiesInForce } from './read-duties.ts';

/** What somebody asks for, and signs. */
export interface Application {
  videoId: string;
  purpose: string;
  recipient: { name: string; contact: string };
  signedAs: string;
  /** The text that was read. */
  duties: { version: string; language: string; sha256: string };
}

type ApplyDeps = Pick<Deps, 'db' | 'queue' | 'settings' | 'envelope'>;

/**
 * Keeps an undertaking that a person signs to be given a video without the explicit label. Where somebody else of the team
 * can approve it, it waits for them; who is alone with that right has it made at once.
 * @throws ClipoError no_such_thing; conflict where the video is not finished; consent_needed; forbidden for minors; invalid_input where
 * another text was read than is in force; content_rejected, content_held; insufficient_credits
 */
export async function applyForUnmarked(
  deps: ApplyDeps,
  { teamId, person }: Actor & { person: Person },
  { videoId, purpose, recipient, signedAs, duties }: Application,
  who: ByWhom,
): Promise<UndertakingRow> {
  assertWords({ purpose });
  assertInForce(deps.settings, duties);
  return deps.db.asSystem(async (tx) => {
    const video = foundOr(await selectVideo(tx, teamId, videoId), 'video', videoId);
    assertFinished(video);
    const user = foundOr(await selectUser(tx, person.userId), 'person', person.userId);
    if (user.ageGroup !== 'adult') {
      throw new ClipoError('forbidden', 'minors sign nothing', { details: { need: 'adult' } });
    }
    const account = await contactOf(deps, user);
    const row = await insertUndertaking(tx, {
      id: newId('und'),
      teamId,
      status: 'waiting',
      videoId,
      videoName: video.name,
      batchId: video.batchId,
      sha256: video.files?.video.sha256 ?? '',
      purpose,
      dutiesVersion: duties.version,
      dutiesLanguage: duties.language,
      dutiesSha256: duties.sha256,
      signedBy: person.userId,
      partiesSealed: await sealParties(deps, { signedAs, account, recipient }),
    });
    await insertAct(tx, { teamId, undertakingId: row.id, act: 'signed', ...who });
    const deciders = await decidersBesides(tx, teamId, person.userId);
    const mayDecide = person.role === 'owner' || person.role === 'approver';
    if (mayDecide && deciders.length === 0) {
      return startMaking(tx, deps, { teamId, person }, row, who);
    }
    for (const { id } of deciders) {
      const values = { who: user.name, video: video.name, purpose };
      await notify(tx, deps, { userId: id, template: 'undertaking-asked', values });
    }
    return row;
  });
}

/** Approves an undertaking and has its files made, in the transaction of the caller. @throws ClipoError conflict */
export async function startMaking(
  tx: Transaction,
  deps: Pick<Deps, 'queue' | 'settings'>,
  actor: Pick<Actor, 'teamId' | 'person'>,
  row: UndertakingRow,
  who: ByWhom,
  note = '',
): Promise<UndertakingRow> {
  const { teamId, id, videoId } = row;
  const video = foundOr(await selectVideo(tx, teamId, videoId), 'video', videoId);
  assertFinished(video);
  if (video.files?.video.sha256 !== row.sha256) {
    throw conflict('the video was made anew since: sign for it as it is now');
  }
  await assertPeopleConsented(tx, teamId, { ids: [videoId] });
  const { texts } = videoContent(video);
  const render = await addRender(tx, deps, actor, { kind: 'unmarked', wish: { undertaking: id, texts } });
  const change = { status: 'making', decidedBy: who.by, decidedAt: new Date(), note, renderId: render.id } as const;
  const started = await recordAct(tx, { teamId, id, from: ['waiting'] }, 'approved', who, change);
  if (started === undefined) {
    throw conflict('it was decided already');
  }
  return started;
}

function assertFinished(video: VideoRow): void {
  if (video.status !== 'done' || video.files === null) {
    throw conflict(`${video.name} is not finished`);
  }
  assertAllowed(videoContent(video), video.verdict);
}

/** Only what is in force can be signed, and only as it was read. */
function assertInForce(settings: Deps['settings'], { version, language, sha256 }: Application['duties']): void {
  const text = dutiesInForce(settings).find((each) => each.language === language);
  const problem =
    text?.version === version && text.sha256 === sha256
      ? undefined
      : `must be the text in force (${text?.version ?? ''}): show it and have it signed`;
  if (problem !== undefined) {
    throw new ClipoError('invalid_input', `duties: ${problem}`, { details: { field: 'duties', problem } });
  }
}

async function contactOf({ envelope }: Pick<Deps, 'envelope'>, user: UserRow): Promise<string> {
  return user.phoneSealed === null
    ? envelope.unseal(user.emailSealed, 'users.email')
    : envelope.unseal(user.phoneSealed, 'users.phone');
}

/** Those of a team who may approve what somebody else signed. */
async function decidersBesides(tx: Transaction, teamId: string, userId: string): Promise<UserRow[]> {
  return (await selectMembers(tx, teamId))
    .filter(({ member }) => member.userId !== userId && (member.role === 'owner' || member.role === 'approver'))
    .map(({ user }) => user);
}

export function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
