import { useInfiniteQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type MaterialView = Schemas['Material'];

/** Which materials are wanted; what is left out does not matter. */
export interface MaterialFilter {
  search?: string;
  kind?: MaterialView['kind'];
  /** `withdrawn`: from the licensed library. */
  rights?: 'missing' | 'ending' | 'ended' | 'withdrawn';
  tag?: string;
  /** Only those that look like another. */
  alike?: 'yes';
}

/** The team's materials, newest first, a page at a time. */
export function useMaterials(filter: MaterialFilter = {}, limit = 60) {
  return useInfiniteQuery({
    queryKey: ['materials', filter, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/materials', { params: { query: { limit, cursor: pageParam, ...filter } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    // Thousands would be compared one by one with each page that arrives.
    structuralSharing: false,
  });
}

/** How a material's term stands: withdrawn from the library, a day long gone, a day soon, or nothing to be said. */
export function termOf(
  { rights, fromLibrary }: MaterialView,
  now = Date.now(),
): { kind: 'ended' | 'ending' | 'withdrawn'; day: string } | undefined {
  const withdrawn = fromLibrary?.withdrawn ?? null;
  if (withdrawn !== null) {
    return { kind: 'withdrawn', day: withdrawn.at.slice(0, 10) };
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(rights?.term ?? '')?.[0];
  if (day === undefined) {
    return undefined;
  }
  const today = new Date(now).toISOString().slice(0, 10);
  const soon = new Date(now + 30 * 24 * 3600_000).toISOString().slice(0, 10);
  return day < today ? { kind: 'ended', day } : day <= soon ? { kind: 'ending', day } : undefined;
}
