import { ClipoError, InputProblems } from '@clipo/contract';
import { type AddressGuard, checkAddress } from '@clipo/guarded-fetch';
import type { Edit } from './edit-schema.ts';

/** Every address of an edit, with where it stands. */
export function sourcesOf({ timeline }: Edit): { src: string; path: string }[] {
  const { soundtrack, tracks } = timeline;
  return [
    ...(soundtrack === undefined ? [] : [{ src: soundtrack.src, path: 'timeline.soundtrack.src' }]),
    ...tracks.flatMap(({ clips }, track) =>
      clips.flatMap(({ asset }, clip) =>
        'src' in asset ? [{ src: asset.src, path: `timeline.tracks[${track}].clips[${clip}].asset.src` }] : [],
      ),
    ),
  ];
}

/**
 * Refuses addresses that may not be fetched before anything is queued; they are checked again when they are fetched. A host
 * that has no address now may have one then.
 * @throws ClipoError url_refused; InputProblems with the paths of several
 */
export async function checkSources(edit: Edit, guard: AddressGuard): Promise<void> {
  const problems: ClipoError[] = [];
  for (const { src, path } of sourcesOf(edit)) {
    await checkAddress(src, guard).catch((cause: unknown) => {
      if (!(cause instanceof ClipoError)) {
        throw cause;
      }
      if (cause.code === 'url_refused') {
        const details = { ...cause.details, field: path };
        problems.push(new ClipoError('url_refused', `${path}: ${cause.message}`, { details, cause }));
      }
    });
  }
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) {
    throw only;
  }
  if (problems.length > 1) {
    throw new InputProblems(problems);
  }
}
