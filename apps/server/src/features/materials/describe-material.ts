import { readFile } from 'node:fs/promises';
import { describePicture } from '@clipo/agent';
import { ClipoError } from '@clipo/contract';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { insertDisclosure } from '../privacy/queries.ts';
import { letsModelRead, modelFor } from '../talk/model-for.ts';
import { materialContent } from './check-material.ts';
import { type MaterialRow, selectMaterial, updateMaterial } from './queries.ts';

type DescribeDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'envelope' | 'addresses'>;

/**
 * Has the model that leads the team's conversations say what a material shows. Its small pictures are sent to the provider,
 * never by itself: only when somebody asks, who consented to that, and it is written down to whom they went. What the model
 * says is checked like any text before it is kept.
 * @throws ClipoError `conflict` where no model is set or nobody looked through the material yet, `step_needed` without consent,
 * `model_failed`, `content_rejected`
 */
export async function describeMaterial(
  deps: DescribeDeps,
  actor: Actor,
  id: string,
  signal: AbortSignal,
): Promise<MaterialRow> {
  const { db, media } = deps;
  const { teamId, person } = actor;
  const row = foundOr(await db.asTeam(teamId, (tx) => selectMaterial(tx, id)), 'material', id);
  assertAllowed(materialContent(row), row.verdict);
  // A strip shows every shot of a clip; a still has its thumbnail alone.
  const picture = row.seen?.strip ?? row.seen?.thumbnail;
  if (picture == null) {
    throw conflict('there are no pictures of it yet: wait until it has been looked through');
  }
  const leading = await modelFor(deps, teamId);
  if (leading === undefined) {
    throw conflict('no model is set: set one under Model first');
  }
  if (!(await letsModelRead(deps, actor))) {
    const need = 'PUT /api/v1/me/consents/third-party-model';
    throw new ClipoError('step_needed', `pictures are sent with the consent third-party-model alone: ${need}`, {
      details: { need, field: 'material' },
    });
  }
  const bytes = new Uint8Array(await readFile(await media.localFile(picture.sha256)));
  if (person !== undefined) {
    const given = {
      recipient: new URL(leading.model.baseUrl).host,
      purpose: 'third-party-model',
      kinds: ['materials'],
    };
    await db.asSystem((tx) => insertDisclosure(tx, { id: newId('dis'), userId: person.userId, ...given }));
  }
  const shots = row.seen?.strip == null ? 1 : row.seen.shots.length;
  const said = await describePicture(leading.model, { bytes, mediaType: 'image/webp', shots }, { signal });
  const content = { kind: 'document', document: said } as const;
  assertAllowed(content, check(content));
  return db.asTeam(teamId, async (tx) => {
    const now = foundOr(await selectMaterial(tx, id), 'material', id);
    if (now.seen === null) {
      throw conflict('it is being looked through: ask again in a moment');
    }
    const description = { ...said, model: leading.model.name, at: new Date().toISOString() };
    return foundOr(await updateMaterial(tx, id, { seen: { ...now.seen, description } }), 'material', id);
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
