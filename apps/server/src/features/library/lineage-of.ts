import { templatesOf } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectByHash, selectDeliveriesOf, selectLineage } from './queries.ts';

/** Where a video comes from (batch, words, materials, voice, presenter, model, pieces) and where it went. @throws ClipoError no_such_thing */
export async function lineageOf({ db }: Pick<Deps, 'db'>, teamId: string, id: string) {
  return db.asTeam(teamId, async (tx) => {
    const { batchId, record, brief, prepared, createdAt, shown } = foundOr(
      await selectLineage(tx, teamId, id),
      'video',
      id,
    );
    const used = (prepared?.materials ?? []).filter((material) => shown.includes(material.id));
    const known = await selectByHash(
      tx,
      teamId,
      used.map((material) => material.id),
    );
    const sent = await selectDeliveriesOf(tx, teamId, id);
    return {
      batchId,
      batchCreatedAt: createdAt.toISOString(),
      template: templatesOf(brief).join(', '),
      writtenBy: brief.model?.name ?? null,
      voice: record?.voice?.engine ?? null,
      presenter: record?.presenter?.character ?? null,
      produceId: record?.label?.implicit.ProduceID ?? null,
      pieces: record?.scenes.map(({ hash }) => hash) ?? [],
      materials: used.map(({ file, id: sha256, rights }) => ({
        id: known.find((row) => row.sha256 === sha256)?.id ?? null,
        name: known.find((row) => row.sha256 === sha256)?.name ?? file,
        sha256,
        licence: rights?.licence ?? null,
        holder: rights?.holder ?? null,
      })),
      deliveries: sent.map((delivery) => ({
        id: delivery.id,
        createdAt: delivery.createdAt.toISOString(),
        channels: delivery.channels,
      })),
    };
  });
}
