import { ClipoError, peopleGap, Rights } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { materialContent } from '../materials/check-material.ts';
import { selectMaterial } from '../materials/queries.ts';
import { insertLicensedItem, type LicensedRow, selectOpenItem } from './queries.ts';

/**
 * Lays a material of the operator's own team out for every team. It was checked and looked through like any other; what a
 * team may do with it is what its rights say.
 * @throws ClipoError `no_such_thing`, `content_rejected`, `conflict` telling what is missing
 */
export async function addLicensedItem(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  by: string,
  materialId: string,
): Promise<LicensedRow> {
  const row = foundOr(await db.asTeam(actor.teamId, (tx) => selectMaterial(tx, materialId)), 'material', materialId);
  assertAllowed(materialContent(row), row.verdict);
  const rights = Rights.safeParse(row.rights).data;
  if (rights?.scope === undefined) {
    throw conflict('its rights are missing: say holder, licence and scope first');
  }
  if (row.fromLibrary !== null) {
    throw conflict('it comes from the library itself');
  }
  if (peopleGap(rights) !== null) {
    throw conflict('it shows people, and their consent is missing from its rights');
  }
  if (row.seen === null && /^(?:image|video)\//.test(row.mediaType)) {
    throw conflict('nobody has looked through it yet: wait a minute, or look through it again');
  }
  const { name, sha256, bytes, mediaType, aiOrigin, verdict, tags, seen } = row;
  return db.asSystem(async (tx) => {
    if ((await selectOpenItem(tx, sha256)) !== undefined) {
      throw conflict('it is in the library already');
    }
    const own = seen === null ? null : { ...seen, like: null };
    return insertLicensedItem(tx, {
      ...{ id: newId('lic'), name, sha256, bytes, mediaType, aiOrigin, verdict, tags, seen: own },
      ...{ rights, addedBy: by },
    });
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
