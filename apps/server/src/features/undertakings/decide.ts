import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import type { Actor, Person } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { tellStop } from '../../work/queries.ts';
import { closeRender } from '../credits/charge-render.ts';
import { notify } from '../notices/notify.ts';
import { selectRender, updateOpenRender } from '../renders/queries.ts';
import { mustBeAnother, mustDecide } from '../reviews/reviewer.ts';
import { conflict, startMaking } from './apply.ts';
import { type ByWhom, recordAct, selectUndertaking, type UndertakingRow } from './queries.ts';

type DecideDeps = Pick<Deps, 'db' | 'queue' | 'settings' | 'envelope'>;
type Member = Actor & { person: Person };

/**
 * Approves an undertaking of somebody else, which has its files made, or declines it; who signed it is told.
 * @throws ClipoError forbidden, no_such_thing, conflict, content_rejected, insufficient_credits
 */
export async function decideUndertaking(
  deps: DecideDeps,
  actor: Member,
  { id, outcome, note }: { id: string; outcome: 'approved' | 'declined'; note: string },
  who: ByWhom,
): Promise<UndertakingRow> {
  mustDecide(actor);
  assertWords({ note });
  const { teamId } = actor;
  return deps.db.asSystem(async (tx) => {
    const row = foundOr(await selectUndertaking(tx, teamId, id), 'undertaking', id);
    await mustBeAnother(tx, actor, [row.signedBy]);
    if (row.status !== 'waiting') {
      throw conflict('it was decided already');
    }
    const decided =
      outcome === 'approved'
        ? await startMaking(tx, deps, actor, row, who, note)
        : await recordAct(tx, { teamId, id, from: ['waiting'] }, 'declined', who, {
            status: 'declined',
            decidedBy: who.by,
            decidedAt: new Date(),
            note,
          });
    if (decided === undefined) {
      throw conflict('it was decided already');
    }
    await tellSigner(tx, deps, decided, outcome);
    return decided;
  });
}

/** Tells who signed how it ended. */
async function tellSigner(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { signedBy, videoName, note }: UndertakingRow,
  status: 'approved' | 'declined',
): Promise<void> {
  const values = { video: videoName, status, note };
  await notify(tx, deps, { userId: signedBy, template: 'undertaking-decided', values });
}

/**
 * Takes an undertaking back: links to its files open nothing any more, at once; the record stays. Who signed it may, and
 * owners and approvers.
 * @throws ClipoError forbidden, no_such_thing, conflict
 */
export async function withdrawUndertaking(
  { db }: Pick<Deps, 'db'>,
  actor: Member,
  id: string,
  who: ByWhom,
): Promise<UndertakingRow> {
  const { teamId, person } = actor;
  return db.asSystem(async (tx) => {
    const row = foundOr(await selectUndertaking(tx, teamId, id), 'undertaking', id);
    if (row.signedBy !== person.userId) {
      mustDecide(actor);
    }
    const from = ['waiting', 'making', 'made', 'failed'] as const;
    const withdrawn = await recordAct(tx, { teamId, id, from }, 'withdrawn', who, { status: 'withdrawn' });
    if (withdrawn === undefined) {
      throw conflict('it has ended');
    }
    const render = row.renderId === null ? undefined : await selectRender(tx, row.renderId);
    if (render !== undefined && (await updateOpenRender(tx, render.id, { status: 'cancelled', endedAt: new Date() }))) {
      await closeRender(tx, { teamId, renderId: render.id, isMade: false });
      await tellStop(tx);
    }
    return withdrawn;
  });
}

/**
 * Writes down that somebody takes the files. @throws ClipoError forbidden, no_such_thing, conflict where there are none yet,
 * or none any more
 */
export async function takeUnmarked(
  { db }: Pick<Deps, 'db'>,
  actor: Member,
  id: string,
  who: ByWhom,
): Promise<UndertakingRow & { files: NonNullable<UndertakingRow['files']> }> {
  const { teamId, person } = actor;
  return db.asSystem(async (tx) => {
    const row = foundOr(await selectUndertaking(tx, teamId, id), 'undertaking', id);
    if (row.signedBy !== person.userId) {
      throw new ClipoError('forbidden', 'only who signed takes the files', { details: { need: 'the signer' } });
    }
    const taken = await recordAct(tx, { teamId, id, from: ['made'] }, 'taken', who);
    if (taken?.files == null) {
      throw conflict('the files are not there');
    }
    return { ...taken, files: taken.files };
  });
}
