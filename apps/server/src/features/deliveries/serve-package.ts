import { Readable } from 'node:stream';
import { foldersOf, type PackageEntry, packageEntries, zipOf } from '@clipo/batch/deliver';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { foundOr } from '../../http/job-shape.ts';
import { permittedUse, useText } from '../teams/permitted-use.ts';
import { postsContent } from './create-delivery.ts';
import { layOutDelivery } from './lay-out-delivery.ts';
import type { PackageLink } from './package-link.ts';
import { type DeliverableRow, selectDelivery } from './queries.ts';

/**
 * A package as it is downloaded: packed while it is read, with its length told ahead. What the gate holds back by today's
 * rules is not in it: then the whole package is refused.
 * @throws ClipoError no_such_thing, content_rejected
 */
export async function servePackage(
  deps: Pick<Deps, 'db' | 'media'>,
  { teamId, id, channel }: PackageLink,
  signal: AbortSignal,
): Promise<Response> {
  const use = await permittedUse(deps, teamId, new Date());
  const { entries, name, at } = await deps.db.asTeam(teamId, async (tx) => {
    const row = foundOr(await selectDelivery(tx, teamId, id), 'delivery', id);
    assertAllowed(postsContent(row.posts), row.verdict);
    const laidOut = await layOutDelivery(tx, deps, teamId, { ...row, now: row.createdAt });
    const allowed = use === undefined ? [] : [{ path: useFile[row.language], text: useText(use, row.language) }];
    if (row.channels.length === 0) {
      return { entries: [...allowed, ...bareEntries(deps, laidOut.rows)], name: 'clipo-videos', at: row.createdAt };
    }
    const chosen = channel === undefined ? laidOut.deliveries : laidOut.deliveries.slice(channel, channel + 1);
    const folders = foldersOf(chosen.map((one) => one.channel));
    const [first = 'clipo'] = folders;
    const name = chosen.length === 1 ? first : `clipo-${row.id}`;
    const inEach = folders.flatMap((folder) => allowed.map((one) => ({ ...one, path: `${folder}/${one.path}` })));
    return { entries: [...inEach, ...packageEntries(chosen, row.language)], name, at: row.createdAt };
  });
  const { stream, sizeBytes } = await zipOf(entries, { at, signal });
  const file = `${name}.zip`;
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(sizeBytes),
      'content-disposition': `attachment; filename="${file.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file)}`,
      'cache-control': 'no-store',
    },
  });
}

/** What says for what the videos may be used; it lies in the folder of each channel. */
const useFile = { 'zh-CN': '使用授权.txt', en: 'permitted-use.txt' } as const;
const endings = { video: 'mp4', cover: 'png', srt: 'srt', vtt: 'vtt', ass: 'ass' } as const;

/** The files of videos alone, a folder a batch. */
function bareEntries({ media }: Pick<Deps, 'media'>, rows: readonly DeliverableRow[]): PackageEntry[] {
  return rows.flatMap(({ files, name, batchId }) =>
    files === null
      ? []
      : Object.entries(endings).map(([kind, ending]) => {
          const { sha256, bytes } = files[kind as keyof typeof endings];
          return {
            path: `${batchId}/${name}.${ending}`,
            file: { sizeBytes: bytes, open: () => media.read(sha256) },
          };
        }),
  );
}
