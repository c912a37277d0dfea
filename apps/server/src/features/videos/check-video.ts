import type { ManifestVideo } from '@clipo/contract';
import type { Content } from '../../check/check.ts';
import type { VideoFiles } from '../../db/schema/index.ts';

/** What of a finished video's row its verdict is about. */
export interface CheckedVideo {
  files: VideoFiles | null;
  record: Pick<ManifestVideo, 'lines' | 'posts'> | null;
}

/** A finished video as it is checked: its film, and all words that are said, shown or posted with it. */
export function videoContent({ files, record }: CheckedVideo): Extract<Content, { kind: 'file' }> {
  const lines = (record?.lines ?? []).map(({ text }, index) => [`lines[${index}]`, text] as const);
  const posts = (record?.posts ?? []).flatMap(({ title, description, coverText }, index) => [
    [`posts[${index}].title`, title] as const,
    [`posts[${index}].description`, description] as const,
    [`posts[${index}].coverText`, coverText] as const,
  ]);
  return { kind: 'file', sha256: files?.video.sha256 ?? '', texts: Object.fromEntries([...lines, ...posts]) };
}
