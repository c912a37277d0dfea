import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Content } from '../../check/check.ts';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { type MediaLink, readMediaLink } from '../../media/media-link.ts';
import { selectLicensedFiles } from '../licensed/queries.ts';
import { assertPeopleConsented } from '../materials/assert-people-consented.ts';
import { materialContent } from '../materials/check-material.ts';
import { selectMaterial } from '../materials/queries.ts';
import { selectLentFile } from '../presenters/queries-lent.ts';
import { renderContent } from '../renders/check-render.ts';
import { selectRender } from '../renders/queries.ts';
import { selectVersion } from '../reviews/queries.ts';
import { selectCase } from '../safety/queries-cases.ts';
import { openShareById } from '../shares/open-share.ts';
import { selectSharedFile } from '../shares/queries.ts';
import { selectUndertaking } from '../undertakings/queries.ts';
import { videoContent } from '../videos/check-video.ts';
import { selectVideoFiles } from '../videos/queries.ts';
import { linkSecrets } from './media-link-for.ts';
import { serveFile } from './serve-file.ts';

/** Adds the address behind signed links. A link says who may ask; the rows say, each time, whether it may still be seen. */
export function addMediaRoutes(app: Api, deps: Pick<Deps, 'db' | 'media' | 'secrets'>): void {
  addRoute(
    app,
    {
      id: 'downloadFile',
      method: 'get',
      path: '/media/{hash}',
      tag: 'Files',
      summary: 'A file behind a signed link, whole or in ranges',
      params: z.strictObject({ hash: z.string().describe('SHA-256 of the file') }),
      // What is signed is read with its signature: whatever else stands there, the link is no longer one of ours.
      query: z.looseObject({}),
      rawAnswer: { types: ['application/octet-stream'], description: 'The bytes of the file' },
      errors: ['link_expired', 'content_rejected', 'consent_needed', 'range_unsatisfiable'],
    },
    async ({ params, c }) => {
      const query = new URL(c.req.url).searchParams;
      const link = readMediaLink(params.hash, query, linkSecrets(deps.secrets), new Date());
      // Items of the licensed library are of no team.
      const isOfLibrary = link.of.startsWith('lic_');
      const find = (tx: Transaction) => namedBy(tx, link);
      const { judged } = await (isOfLibrary ? deps.db.asSystem(find) : deps.db.asTeam(link.teamId, find));
      if (judged !== 'for a reviewer' && judged !== 'in work') {
        assertAllowed(judged.content, judged.verdict);
      }
      return serveFile(deps.media, c.req.raw, link);
    },
  );
}

/** What the row that a link is of says of its file. @throws ClipoError `no_such_thing` where it is gone or names another */
async function namedBy(
  tx: Transaction,
  { of, teamId, hash }: Pick<MediaLink, 'of' | 'teamId' | 'hash'>,
): Promise<FileOfRow> {
  const row = await rowOf(tx, teamId, of, hash);
  if (!row?.hashes.includes(hash)) {
    throw new ClipoError('no_such_thing', `no file ${hash}`, { details: { kind: 'file', id: hash } });
  }
  return row;
}

/**
 * The files that a row names, and what the gate says of them; a reviewer sees what nobody else may see yet. What is in work was
 * judged before the work began.
 */
interface FileOfRow {
  hashes: string[];
  judged: { content: Content; verdict: unknown } | 'for a reviewer' | 'in work';
}

/** What a link can be of: its id says which. */
async function rowOf(tx: Transaction, teamId: string, id: string, hash: string): Promise<FileOfRow | undefined> {
  switch (id.split('_')[0]) {
    case 'mat': {
      const row = await selectMaterial(tx, id);
      const drawn = [row?.seen?.thumbnail, row?.seen?.strip].flatMap((file) => file?.sha256 ?? []);
      return row && { hashes: [row.sha256, ...drawn], judged: { content: materialContent(row), verdict: row.verdict } };
    }
    case 'lic': {
      const row = await selectLicensedFiles(tx, id);
      const drawn = [row?.seen?.thumbnail, row?.seen?.strip].flatMap((file) => file?.sha256 ?? []);
      return row && { hashes: [row.sha256, ...drawn], judged: { content: materialContent(row), verdict: row.verdict } };
    }
    case 'vid': {
      const row = await selectVideoFiles(tx, teamId, id);
      const hashes = Object.values(row?.files ?? {}).map(({ sha256 }) => sha256);
      return row && { hashes, judged: { content: videoContent(row), verdict: row.verdict } };
    }
    case 'vsn': {
      const row = await selectVersion(tx, teamId, id);
      const hashes = Object.values(row?.files ?? {}).map(({ sha256 }) => sha256);
      return row && { hashes, judged: { content: videoContent(row), verdict: row.verdict } };
    }
    case 'sfc': {
      // Only the review desk gives such links.
      const row = await selectCase(tx, id);
      return row && { hashes: [row.sha256], judged: 'for a reviewer' };
    }
    case 'lnt': {
      // A voice that an engine fetches.
      const row = await selectLentFile(tx, teamId, id);
      return row && { hashes: [row.sha256], judged: 'in work' };
    }
    case 'shr': {
      // What a client sees through a link, for as long as the link is open.
      const { batchId } = await openShareById(tx, teamId, id);
      await assertPeopleConsented(tx, teamId, { batchId });
      const row = await selectSharedFile(tx, teamId, batchId, hash);
      return row && { hashes: [hash], judged: { content: videoContent(row), verdict: row.verdict } };
    }
    case 'und': {
      // Only its undertaking gives such links, and only until that is taken back.
      const row = await selectUndertaking(tx, teamId, id);
      const video = row && (await selectVideoFiles(tx, teamId, row.videoId));
      if (row !== undefined && video?.files != null) {
        // What its video may not be shown for, a copy of it may not either.
        assertAllowed(videoContent(video), video.verdict);
        await assertPeopleConsented(tx, teamId, { ids: [row.videoId] });
      }
      const render = row?.status === 'made' ? await selectRender(tx, row.renderId ?? '') : undefined;
      const hashes = Object.values(row?.files ?? {}).map(({ sha256 }) => sha256);
      return render && { hashes, judged: { content: renderContent(render), verdict: render.verdict } };
    }
    case 'rnd': {
      const found = await selectRender(tx, id);
      const row = found?.kind === 'unmarked' || found?.status !== 'done' ? undefined : found;
      return row && { hashes: [row.file?.sha256 ?? ''], judged: { content: renderContent(row), verdict: row.verdict } };
    }
    default:
      return undefined;
  }
}
