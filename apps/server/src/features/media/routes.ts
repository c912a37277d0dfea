import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { readMediaLink } from '../../media/media-link.ts';
import { materialContent } from '../materials/check-material.ts';
import { renderContent } from '../renders/check-render.ts';
import { selectRenderByFile } from '../renders/queries.ts';
import { videoContent } from '../videos/check-video.ts';
import { linkSecret } from './media-link-for.ts';
import { selectMaterialByHash, selectVideoByFile } from './queries.ts';
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
      errors: ['link_expired', 'content_rejected', 'range_unsatisfiable'],
    },
    async ({ params, c }) => {
      const query = new URL(c.req.url).searchParams;
      const link = readMediaLink(params.hash, query, linkSecret(deps.secrets), new Date());
      await deps.db.asTeam(link.teamId, async (tx) => {
        const material = await selectMaterialByHash(tx, link.hash);
        if (material !== undefined) {
          assertAllowed(materialContent(material), material.verdict);
          return;
        }
        const video = await selectVideoByFile(tx, link.hash);
        const render = video === undefined ? await selectRenderByFile(tx, link.hash) : undefined;
        if (render !== undefined) {
          assertAllowed(renderContent(render), render.verdict);
          return;
        }
        if (video === undefined) {
          throw new ClipoError('no_such_thing', `no file ${link.hash}`, { details: { kind: 'file', id: link.hash } });
        }
        assertAllowed(videoContent(video), video.verdict);
      });
      return serveFile(deps.media, c.req.raw, link);
    },
  );
}
