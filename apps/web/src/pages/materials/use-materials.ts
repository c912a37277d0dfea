import { useInfiniteQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type MaterialView = Schemas['Material'];

/** The team's materials, newest first, a page at a time. */
export function useMaterials() {
  return useInfiniteQuery({
    queryKey: ['materials'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/materials', { params: { query: { limit: 60, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
