import { ClipoError } from '@clipo/contract/errors';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from './client.ts';
import { keyOfTab, useKeyOfTab } from './session.ts';

export type Me = Schemas['Me'];

export const meKey = ['me'] as const;

/** Who is signed in in this browser; null where nobody is. A key of the tab stands for no person. */
export function useMe() {
  return useQuery(meQuery(useKeyOfTab()));
}

/** What asks for that, also before anything of the page is drawn. */
export function meQuery(key = keyOfTab()) {
  return queryOptions({
    queryKey: [...meKey, key],
    staleTime: 60_000,
    // A minor's time is counted while they are here, and they are told of it.
    refetchInterval: ({ state: { data } }) =>
      typeof data?.minutesToday === 'number' ? Math.min(5, data.remindEveryMinutes) * 60_000 : false,
    queryFn: async (): Promise<Me | null> => {
      try {
        return key === undefined ? await bodyOf(api().GET('/api/v1/me')) : null;
      } catch (error) {
        if (error instanceof ClipoError && error.code === 'unauthenticated') {
          return null;
        }
        throw error;
      }
    },
  });
}
