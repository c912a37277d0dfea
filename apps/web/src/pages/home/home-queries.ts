import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, queries } from '../../api/client.ts';
import { keyOfTab } from '../../api/session.ts';
import { meQuery } from '../../api/use-me.ts';

const refetchInterval = 5000;

/** What the first page shows. */
export const homeQueries = {
  batches: queryOptions({
    queryKey: ['batches', 'home'],
    queryFn: () => bodyOf(api().GET('/api/v1/batches', { params: { query: { limit: 4 } } })),
    refetchInterval,
  }),
  videos: queryOptions({
    queryKey: ['videos', 'home'],
    queryFn: () => bodyOf(api().GET('/api/v1/videos', { params: { query: { limit: 24 } } })),
    refetchInterval,
  }),
  credits: queryOptions({
    queryKey: ['credits', 'home'],
    queryFn: () => bodyOf(api().GET('/api/v1/credits')),
  }),
};

/** Asks for it while the page's code is on its way: of who may see it, or all that came back would be refusals. */
export async function askForHome(): Promise<void> {
  // Where it fails, the page that asks the same says so, with a way to ask again.
  const me = await queries.fetchQuery(meQuery()).catch(() => null);
  if (me === null ? keyOfTab() !== undefined : me.needs.length === 0) {
    await Promise.all([queries.prefetchQuery(homeQueries.batches), queries.prefetchQuery(homeQueries.videos)]);
  }
}
