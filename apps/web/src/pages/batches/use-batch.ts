import { followEvents } from '@clipo/client/follow-events';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { keyOfTab } from '../../api/session.ts';

export type BatchView = Schemas['Batch'];
export type VideoView = Schemas['Video'];

/** Events come by the dozen while pieces are rendered; the page asks anew at most this often. */
const freshMs = 700;

export const batchKey = (id: string) => ['batch', id] as const;
const videosKey = (id: string) => ['batch', id, 'videos'] as const;

/** A batch as it stands, and as it goes on: rows first, then each event asks for them anew. */
export function useBatch(id: string) {
  const queries = useQueryClient();
  const batch = useQuery({
    queryKey: batchKey(id),
    queryFn: () => bodyOf(api().GET('/api/v1/batches/{id}', { params: { path: { id } } })),
  });
  const isAtWork = batch.data?.status === 'planning' || batch.data?.status === 'running';
  useEffect(() => {
    if (!isAtWork) {
      return;
    }
    const stop = new AbortController();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void queries.invalidateQueries({ queryKey: batchKey(id) });
      }, freshMs);
    };
    const follow = async () => {
      for await (const event of followEvents({ url: location.origin, key: keyOfTab() }, id, stop.signal)) {
        refresh();
        if (event.type === 'batch-end') {
          return;
        }
      }
    };
    // Where the line stays dead, the page's own asking (on focus, on return of the network) goes on.
    follow().catch(() => undefined);
    return () => {
      stop.abort();
      clearTimeout(waiting);
    };
  }, [id, isAtWork, queries]);
  return batch;
}

const pageSize = 100;

/** The videos of a batch in its order, a page at a time. */
export function useVideos(batchId: string) {
  return useInfiniteQuery({
    queryKey: videosKey(batchId),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(
        api().GET('/api/v1/videos', { params: { query: { batch: batchId, limit: pageSize, cursor: pageParam } } }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
