import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { batches, pieces, type StoredError } from '../db/schema/index.ts';

export type PieceRow = typeof pieces.$inferSelect;
type NewPiece = typeof pieces.$inferInsert;

/**
 * Puts the pieces of a batch into the store. One that is there already stays as it is, but for those that failed or are
 * held: they are wanted again. Until the transaction ends, nobody else ends a piece of these.
 * @returns status of each before, by hash; new ones are left out
 */
export async function claimPieces(
  tx: Transaction,
  teamId: string,
  list: readonly NewPiece[],
): Promise<Map<string, PieceRow['status']>> {
  const hashes = list.map(({ hash }) => hash);
  // In the order of their hashes, as everybody locks them: two batches with the same pieces wait, and do not deadlock.
  const known = await tx
    .select({ hash: pieces.hash, status: pieces.status })
    .from(pieces)
    .where(and(eq(pieces.teamId, teamId), inArray(pieces.hash, hashes)))
    .orderBy(pieces.hash)
    .for('update');
  const before = new Map(known.map(({ hash, status }) => [hash, status]));
  await tx
    .insert(pieces)
    .values([...list].sort((a, b) => (a.hash < b.hash ? -1 : 1)))
    .onConflictDoUpdate({
      target: [pieces.teamId, pieces.hash],
      set: {
        batchId: sql`excluded.batch_id`,
        status: sql`case when ${pieces.status} = 'done' then 'done' else 'queued' end`,
        error: null,
      },
    });
  return before;
}

export async function selectPiece(tx: Transaction, teamId: string, hash: string): Promise<PieceRow | undefined> {
  const [row] = await tx
    .select()
    .from(pieces)
    .where(and(eq(pieces.teamId, teamId), eq(pieces.hash, hash)));
  return row;
}

/**
 * Whether a video that waits needs the piece, in a batch that runs. `isCancelOnly` counts paused batches as running. Until
 * the transaction ends nobody pauses or resumes these batches: who holds the piece then is seen by who resumes them.
 */
export async function isPieceWanted(
  tx: Transaction,
  teamId: string,
  hash: string,
  isCancelOnly = false,
): Promise<boolean> {
  const { rows } = await tx.execute<{ isPaused: boolean; status: string }>(sql`
    select b.is_paused as "isPaused", b.status from batches b where b.team_id = ${teamId} and b.id in (
      select v.batch_id from video_pieces vp join videos v on v.id = vp.video_id
      where vp.team_id = ${teamId} and vp.hash = ${hash} and v.status = 'waiting')
    order by b.id for share`);
  return rows.some(({ isPaused, status }) => status === 'running' && (isCancelOnly || !isPaused));
}

/** Marks a piece that nobody wants now; its job ends, and whoever wants it again adds another. */
export async function holdPiece(tx: Transaction, teamId: string, hash: string): Promise<void> {
  await tx
    .update(pieces)
    .set({ status: 'held' })
    .where(and(eq(pieces.teamId, teamId), eq(pieces.hash, hash), eq(pieces.status, 'queued')));
}

/** Ends a piece. @returns whether it was open: of two workers that made the same, one is told so */
export async function endPiece(
  tx: Transaction,
  teamId: string,
  hash: string,
  end: { status: 'done'; renders: number; cpuSeconds: number } | { status: 'failed'; error: StoredError },
): Promise<boolean> {
  const changed = await tx
    .update(pieces)
    .set({
      ...end,
      ...(end.status === 'done'
        ? {
            renders: sql`${pieces.renders} + ${end.renders}`,
            cpuSeconds: sql`${pieces.cpuSeconds} + ${end.cpuSeconds}`,
          }
        : {}),
      endedAt: sql`now()`,
    })
    .where(and(eq(pieces.teamId, teamId), eq(pieces.hash, hash), inArray(pieces.status, ['queued', 'held', 'failed'])))
    .returning({ hash: pieces.hash });
  return changed.length > 0;
}

/** Of some pieces, those that the team has. */
export async function selectDonePieces(
  tx: Transaction,
  teamId: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .select({ hash: pieces.hash })
    .from(pieces)
    .where(and(eq(pieces.teamId, teamId), inArray(pieces.hash, [...hashes]), eq(pieces.status, 'done')));
  return new Set(rows.map(({ hash }) => hash));
}

/** Whether any team has had a piece drawn. */
export async function isPieceDone(tx: Transaction, hash: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select 1 from pieces where hash = ${hash} and status = 'done' limit 1`);
  return rows.length > 0;
}

/** Notes that pieces were drawn once more, as they were not where a video was joined. */
export async function countRedrawn(tx: Transaction, teamId: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0) {
    await tx
      .update(pieces)
      .set({ renders: sql`${pieces.renders} + 1` })
      .where(and(eq(pieces.teamId, teamId), inArray(pieces.hash, [...hashes]), eq(pieces.status, 'done')));
  }
}

/** Counts a piece that has ended in every batch that waits for it, in the order of their ids. */
export async function countPiece(
  tx: Transaction,
  teamId: string,
  hash: string,
): Promise<{ id: string; done: number; total: number }[]> {
  const { rows } = await tx.execute(sql`
    with waiting as (
      select b.id from batches b where b.team_id = ${teamId} and b.id in (
        select v.batch_id from video_pieces vp join videos v on v.id = vp.video_id
        where vp.team_id = ${teamId} and vp.hash = ${hash} and v.status = 'waiting')
      order by b.id for update)
    update batches b set pieces_done = b.pieces_done + 1 from waiting where b.id = waiting.id
    returning b.id, b.pieces_done as done, b.pieces_total as total`);
  return rows as { id: string; done: number; total: number }[];
}

/** One piece less is missing in every video that waits for it. @returns those that have all of theirs now, by batch */
export async function countDownVideos(
  tx: Transaction,
  teamId: string,
  hash: string,
): Promise<{ id: string; batchId: string }[]> {
  const { rows } = await tx.execute(sql`
    update videos v set pieces_left = v.pieces_left - 1,
      status = case when v.pieces_left = 1 and not b.is_paused then 'finishing' else v.status end
    from video_pieces vp, batches b
    where vp.team_id = ${teamId} and vp.hash = ${hash} and v.id = vp.video_id and v.status = 'waiting' and b.id = v.batch_id
    returning v.id, v.batch_id as "batchId", v.status`);
  return (rows as { id: string; batchId: string; status: string }[]).filter(({ status }) => status === 'finishing');
}

/** Fails every video that waits for a piece. @returns how many of each batch */
export async function failVideosOf(
  tx: Transaction,
  teamId: string,
  hash: string,
  error: StoredError,
): Promise<{ id: string; name: string; batchId: string }[]> {
  const { rows } = await tx.execute(sql`
    update videos v set status = 'failed', error = ${JSON.stringify(error)}::jsonb, ended_at = now()
    from video_pieces vp
    where vp.team_id = ${teamId} and vp.hash = ${hash} and v.id = vp.video_id and v.status = 'waiting'
    returning v.id, v.name, v.batch_id as "batchId"`);
  return rows as { id: string; name: string; batchId: string }[];
}

/** Pieces that a batch's waiting videos need and that have no job: held ones, and failed ones that get another chance. */
export async function reopenPieces(
  tx: Transaction,
  teamId: string,
  batchId: string,
): Promise<{ hash: string; frames: number; spec: unknown }[]> {
  const { rows } = await tx.execute(sql`
    update pieces p set status = 'queued', error = null, batch_id = ${batchId}
    where p.team_id = ${teamId} and p.status in ('held', 'failed') and p.hash in (
      select vp.hash from video_pieces vp join videos v on v.id = vp.video_id
      where v.team_id = ${teamId} and v.batch_id = ${batchId} and v.status = 'waiting')
    returning p.hash, p.frames, p.spec`);
  return rows as { hash: string; frames: number; spec: unknown }[];
}

/** The turn of the first job that waits in the queue, and how far turns have been dealt. Held until the transaction ends. */
export async function lockTurns(tx: Transaction, teamId: string): Promise<TurnState> {
  await tx.execute(sql`insert into work_clock (id) values (1) on conflict do nothing`);
  const clock = await tx.execute<{ end: string }>(sql`select "end" from work_clock where id = 1 for update`);
  const head = await tx.execute<{ head: number | null }>(sql`
    select -max(priority) as head from pgboss.job
    where name in ('render-piece', 'finish-video') and state < 'active'`);
  const own = await tx.execute<{ turn: string }>(sql`select turn from teams where id = ${teamId}`);
  return {
    head: head.rows[0]?.head ?? null,
    end: Number(clock.rows[0]?.end ?? 0),
    own: Number(own.rows[0]?.turn ?? 0),
  };
}

export interface TurnState {
  /** Turn of the first job that waits; null where none does. */
  head: number | null;
  /** Where the turns of all teams end. */
  end: number;
  /** Where this team's turns end. */
  own: number;
}

export async function saveTurns(
  tx: Transaction,
  teamId: string,
  { own, end }: { own: number; end: number },
): Promise<void> {
  await tx.execute(sql`update teams set turn = ${own} where id = ${teamId}`);
  await tx.execute(sql`update work_clock set "end" = ${end} where id = 1`);
}

/** The channel on which batches that were stopped are told: workers look whether what they draw is still wanted. */
export const stopChannel = 'clipo_stops';

/** Tells all workers that something was stopped; where it was a consent, that they are to forget a person. */
export async function tellStop(tx: Transaction, what: 'work' | 'withdrawal' = 'work'): Promise<void> {
  await tx.execute(sql`select pg_notify(${stopChannel}, ${what})`);
}

/** The database's time as it writes it, to the microsecond: clocks of workers differ. */
export async function momentNow(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ at: string }>(sql`select clock_timestamp()::text as at`);
  return rows[0]?.at ?? '';
}

/**
 * Pauses the batches whose open videos need a piece, or that a video is of, save those that were resumed after `since`:
 * what went wrong before that is no reason any more. @returns those that were not paused before
 */
export async function pauseBatchesOf(
  tx: Transaction,
  teamId: string,
  { hashOrVideo, since, error }: { hashOrVideo: string; since: string; error: StoredError },
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update batches b set is_paused = true, error = ${JSON.stringify(error)}::jsonb
    where b.team_id = ${teamId} and b.status = 'running' and not b.is_paused and b.id in (
      select v.batch_id from videos v left join video_pieces vp on vp.video_id = v.id
      where v.team_id = ${teamId} and (v.id = ${hashOrVideo} or (vp.hash = ${hashOrVideo} and v.status = 'waiting')))
    and not exists (
      select 1 from events e where e.batch_id = b.id and e.type = 'batch-resume' and e.created_at > ${since}::timestamptz)
    returning b.id`);
  return rows.map(({ id }) => id);
}

/** A video that could not be finished now waits, with all its pieces there, until its batch is resumed. */
export async function holdVideo(tx: Transaction, teamId: string, id: string): Promise<void> {
  await tx.execute(sql`
    update videos set status = 'waiting', pieces_left = 0
    where team_id = ${teamId} and id = ${id} and status = 'finishing'`);
}

/** Clips of outside engines that open batches draw from, as portable paths. */
export async function selectClipsInUse(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ path: string }>(sql`
    select distinct clip ->> 'path' as path from batches
    cross join lateral jsonb_array_elements(coalesce(prepared -> 'people', '[]')) person
    cross join lateral jsonb_array_elements(person -> 'prepared' -> 'performances') clip
    where ended_at is null`);
  return rows.map(({ path }) => path);
}

/** Batches of all teams that have not ended. */
export async function selectOpenBatches(tx: Transaction) {
  return tx
    .select({
      id: batches.id,
      teamId: batches.teamId,
      status: batches.status,
      videosLeft: batches.videosLeft,
      isPaused: batches.isPaused,
    })
    .from(batches)
    .where(inArray(batches.status, ['planning', 'running']));
}

/** Marks what a batch has in work as waiting for a job. */
export async function holdOpenWork(tx: Transaction, teamId: string, batchId: string): Promise<void> {
  await tx.execute(sql`
    update videos set status = 'waiting', pieces_left = 0
    where team_id = ${teamId} and batch_id = ${batchId} and status = 'finishing'`);
  await tx.execute(sql`
    update pieces set status = 'held' where team_id = ${teamId} and status = 'queued' and hash in (
      select vp.hash from video_pieces vp join videos v on v.id = vp.video_id
      where v.batch_id = ${batchId} and v.status = 'waiting')`);
}

/** Hashes of the pieces that batches of all teams still need. */
export async function selectOpenPieces(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ hash: string }>(sql`
    select distinct vp.hash from video_pieces vp join videos v on v.id = vp.video_id
      join batches b on b.id = v.batch_id
    where b.status in ('planning', 'running')`);
  return rows.map(({ hash }) => hash);
}

/** Which of these pieces a team has drawn already. */
export async function selectDrawn(tx: Transaction, teamId: string, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) {
    return new Set();
  }
  const rows = await tx
    .select({ hash: pieces.hash })
    .from(pieces)
    .where(and(eq(pieces.teamId, teamId), eq(pieces.status, 'done'), inArray(pieces.hash, [...hashes])));
  return new Set(rows.map(({ hash }) => hash));
}

/** Jobs that wait or run, by kind of work. */
export async function countJobs(tx: Transaction): Promise<{ name: string; waiting: number; running: number }[]> {
  const { rows } = await tx.execute<{ name: string; waiting: number; running: number }>(sql`
    select name, (count(*) filter (where state < 'active'))::int as waiting,
      (count(*) filter (where state = 'active'))::int as running
    from pgboss.job where state <= 'active' group by name order by name`);
  return rows;
}
