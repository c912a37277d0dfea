import { basename } from 'node:path';
import { ClipoError, type Rights } from '@clipo/contract';
import { inspectMedia, isFontFile, readFont, rightsOfFont } from '@clipo/engine';
import { readAiOrigin } from '@clipo/label';
import { check } from '../../check/check.ts';
import { perceiveFile } from '../../check/perceive-file.ts';
import { statementsOf } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed, takenDownFor } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { refuseForeignData } from '../../media/find-foreign-data.ts';
import type { StoredMedia } from '../../media/media-store.ts';
import { refuseBombs } from '../../media/refuse-bombs.ts';
import { selectDownContent } from '../cases/queries.ts';
import { openCase } from '../safety/open-case.ts';
import { type MaterialWords, materialContent } from './check-material.ts';
import { insertMaterial, lockTeam, type MaterialRow, selectSameMaterial, selectUsedBytes } from './queries.ts';

type AddDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'looker' | 'queue'>;

type RoomDeps = Pick<Deps, 'db' | 'settings'>;

/** A file that can't be looked at in this time is taken for hostile. */
const inspectMs = 120_000;
/** Engines that write down what is said take their time. */
const perceiveMs = 600_000;

/** What a team may still send. @throws ClipoError `quota_exceeded` */
export async function roomFor({ db, settings }: RoomDeps, teamId: string, bytes: number): Promise<void> {
  const most = settings.CLIPO_TEAM_QUOTA_GIB * 1024 ** 3;
  const used = await db.asTeam(teamId, (tx) => selectUsedBytes(tx, teamId));
  if (used + bytes > most) {
    throw quotaExceeded(most);
  }
}

/**
 * Makes a material of a file that is in the media store: looks what it is, checks it, and counts it. A team that has this
 * content already gets its material again. What is refused is collected later, as nobody names it; what nobody may use
 * before a reviewer saw it becomes a case of theirs.
 * @throws ClipoError `unreadable_material`, `content_rejected`, `taken_down`, `quota_exceeded`
 */
export async function addMaterial(
  deps: AddDeps,
  actor: Pick<Actor, 'teamId'>,
  { stored, words }: { stored: StoredMedia; words: MaterialWords },
): Promise<{ material: MaterialRow; isNew: boolean }> {
  const { teamId } = actor;
  const name = plainName(words.name);
  const path = await deps.media.localFile(stored.hash);
  const facts = await factsOf(path, name);
  const content = materialContent({ sha256: stored.hash, name });
  const { mediaType } = facts;
  const looked = await perceiveFile(deps, { path, mediaType }, AbortSignal.timeout(perceiveMs));
  const verdict = check(content, looked);
  // What a reviewer has to see first is kept, and nobody uses it until then.
  if (verdict.outcome !== 'held') {
    assertAllowed(content, verdict);
  }
  const aiOrigin = await readAiOrigin(path);
  return deps.db.asTeam(teamId, async (tx) => {
    await lockTeam(tx, teamId);
    const down = await selectDownContent(tx, teamId, stored.hash);
    if (down !== undefined) {
      throw takenDownFor(down);
    }
    const same = await selectSameMaterial(tx, teamId, stored.hash);
    if (same !== undefined) {
      return { material: same, isNew: false };
    }
    const most = deps.settings.CLIPO_TEAM_QUOTA_GIB * 1024 ** 3;
    if ((await selectUsedBytes(tx, teamId)) + stored.sizeBytes > most) {
      throw quotaExceeded(most);
    }
    const { sizeBytes: bytes, hash: sha256 } = stored;
    const row = {
      id: newId('mat'),
      teamId,
      name,
      sha256,
      bytes,
      mediaType,
      rights: words.rights ?? facts.rights ?? null,
      verdict,
      aiOrigin,
      lookedAt: new Date(),
    };
    const material = await insertMaterial(tx, row);
    if (/^(?:image|video)\//.test(mediaType)) {
      await deps.queue.add(statementsOf(tx), 'see-material', [{ payload: { teamId, materialId: material.id } }]);
    }
    await openCase(tx, { teamId, subject: 'material', subjectId: material.id, name, sha256, mediaType, verdict });
    // A collection may have run between the last byte and this row: then the sender sends again.
    if ((await deps.media.sizeOf(stored.hash)) === undefined) {
      throw new ClipoError('unavailable', 'the file was collected before its row was made', {
        details: { problem: 'the file has to be sent again' },
        isRetryable: true,
      });
    }
    return { material, isNew: true };
  });
}

/** What a file is by its content; of a font also whose it is, by its own notices. @throws ClipoError `unreadable_material` */
async function factsOf(path: string, name: string): Promise<{ mediaType: string; rights?: Rights | undefined }> {
  const signal = AbortSignal.timeout(inspectMs);
  if (await isFontFile(path)) {
    const { mediaType, facts } = await readFont(path, name, signal);
    return { mediaType, rights: rightsOfFont(facts) };
  }
  await refuseBombs(path, name);
  const { kind, mediaType } = await inspectMedia(path, name, signal);
  if (kind === 'image') {
    await refuseForeignData(path, name);
  }
  return { mediaType };
}

/** The last part of a name, without what no file system takes; nothing of a path is kept. */
function plainName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*/]/gu, '')
    .trim();
  const isDots = /^\.*$/.test(last);
  return isDots ? 'file' : last.slice(-200);
}

function quotaExceeded(most: number): ClipoError {
  return new ClipoError('quota_exceeded', `more than ${most} bytes`, { details: { most } });
}
