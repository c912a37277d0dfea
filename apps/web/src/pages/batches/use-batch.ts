import { followEvents } from '@clipo/client/follow-events';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { keyOfTab } from '../../api/session.ts';

export type BatchView = Schemas['Batch'];
export type VideoView = Schemas['Video'];
export type SheetVideo = Schemas['SheetVideo'];

/** Events come by the dozen while pieces are rendered; the page asks anew at most this often. */
const freshMs = 700;
/** Where the service was away for long, it is looked for again. */
const againMs = 5000;
/** Should an event be missed all the same, the page is this far behind at most. */
const sureMs = 15_000;

export const batchKey = (id: string) => ['batch', id] as const;

/**
 * A batch as it stands, and as it goes on: rows first, then each event asks for them anew. It is followed as long as the
 * page is open: what somebody else decides or says of its videos is seen at once.
 */
export function useBatch(id: string) {
  const queries = useQueryClient();
  const batch = useQuery({
    queryKey: batchKey(id),
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.endedAt === null ? sureMs : false),
    queryFn: () => bodyOf(api().GET('/api/v1/batches/{id}', { params: { path: { id } } })),
  });
  useEffect(() => {
    const stop = new AbortController();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void queries.invalidateQueries({ queryKey: batchKey(id) });
      }, freshMs);
    };
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          for await (const _ of followEvents({ url: location.origin, key: keyOfTab() }, id, stop.signal)) {
            refresh();
          }
        } catch {
          await new Promise((resolve) => setTimeout(resolve, againMs));
        }
      }
    };
    void follow();
    return () => {
      stop.abort();
      clearTimeout(waiting);
    };
  }, [id, queries]);
  return batch;
}

/** All videos of a batch, as its contact sheet shows them. */
export function useSheet(batchId: string) {
  return useQuery({
    queryKey: [...batchKey(batchId), 'sheet'],
    queryFn: () => bodyOf(api().GET('/api/v1/batches/{id}/sheet', { params: { path: { id: batchId } } })),
  });
}

/** One video whole. */
export function useVideo(batchId: string, id: string | undefined) {
  return useQuery({
    queryKey: [...batchKey(batchId), 'video', id],
    enabled: id !== undefined,
    queryFn: () => bodyOf(api().GET('/api/v1/videos/{id}', { params: { path: { id: id ?? '' } } })),
  });
}
