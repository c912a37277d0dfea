import type { Channel, Language } from '@clipo/contract';
import { publishingLabels } from '@clipo/contract/channels';
import { cellOf, csvOf, manifestCsv } from './manifest-csv.ts';
import { postPage } from './post-page.ts';
import type { ChannelDelivery, Licence, PackageEntry } from './types.ts';

/**
 * The entries of packages, a folder a channel: `manifest.csv` and `licences.csv` in front, then a folder a video with the
 * film, its covers and captions, what to post beside it, and where it comes from. Pure: nothing is read yet.
 * @param language of what people read in it
 */
export function packageEntries(deliveries: readonly ChannelDelivery[], language: Language): PackageEntry[] {
  const folders = foldersOf(deliveries.map(({ channel }) => channel));
  return deliveries.flatMap((delivery, index) =>
    entriesOf(delivery, language).map((entry) => ({ ...entry, path: `${folders[index]}/${entry.path}` })),
  );
}

function entriesOf(delivery: ChannelDelivery, language: Language): PackageEntry[] {
  const licences = new Map(
    delivery.videos.flatMap(({ video }) => video.licences.map((one) => [JSON.stringify(one), one] as const)),
  );
  return [
    { path: 'manifest.csv', text: manifestCsv(delivery) },
    { path: 'licences.csv', text: licencesCsv([...licences.values()]) },
    ...delivery.videos.flatMap(({ video, post }): PackageEntry[] => {
      const { name } = video.record;
      const path = (ending: string) => `${name}/${name}.${ending}`;
      const provenance = {
        ...video.provenance,
        video: video.record,
        licences: video.licences,
        channel: delivery.channel,
        publishingLabels: delivery.labels.map((label) => publishingLabels[label]),
        post,
      };
      return [
        { path: path('mp4'), file: video.files.video },
        { path: path('png'), file: video.files.cover },
        ...video.otherCovers.map(({ format, file }) => ({ path: `${name}/${name}-cover-${format}.png`, file })),
        { path: path('srt'), file: video.files.srt },
        { path: path('vtt'), file: video.files.vtt },
        { path: path('txt'), text: postPage(post, delivery.labels, language) },
        { path: `${name}/provenance.json`, text: `${JSON.stringify(provenance, null, 2)}\n` },
      ];
    }),
  ];
}

function licencesCsv(licences: readonly Licence[]): string {
  const rows = licences.map(({ what, holder, licence, scope, sha256 }) =>
    [what, holder, licence, scope, sha256].map(cellOf).join(','),
  );
  return csvOf(['what,holder,licence,scope,sha256', ...rows]);
}

/** A folder's name for each channel, no two the same whatever the accounts are called. */
export function foldersOf(channels: readonly Channel[]): string[] {
  const taken = new Map<string, number>();
  return channels.map(({ platform, handle }) => {
    const name = `${platform}-${handle.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 60)}`;
    const key = name.toLowerCase();
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}
