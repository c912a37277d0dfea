import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type UndertakingView = Schemas['Undertaking'];

const key = ['undertakings'] as const;
/** How often it is looked how far the files are, and whether somebody has decided. */
const lookEveryMs = { making: 2000, waiting: 5000 };

/** The undertakings of the team, or those about one video, newest first. */
export function useUndertakings(video: string | undefined, isWanted = true) {
  return useQuery({
    queryKey: [...key, video ?? ''],
    enabled: isWanted,
    refetchInterval: ({ state }) => {
      const has = (wanted: 'making' | 'waiting') => state.data?.items.some(({ status }) => status === wanted) === true;
      return has('making') ? lookEveryMs.making : has('waiting') && lookEveryMs.waiting;
    },
    queryFn: () => bodyOf(api().GET('/api/v1/undertakings', { params: { query: { video, limit: 50 } } })),
  });
}

/** The duties to sign, in both languages. */
export function useDuties(isWanted: boolean) {
  return useQuery({
    queryKey: [...key, 'duties'],
    enabled: isWanted,
    queryFn: () => bodyOf(api().GET('/api/v1/undertakings/duties')),
  });
}

/** What is done with undertakings; the lists follow. */
export function useUndertakingActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: key });
  const path = (id: string) => ({ params: { path: { id } } });
  return {
    sign: useMutation({
      mutationFn: ({ video, ...body }: Schemas['NewUndertaking'] & { video: string }) =>
        bodyOf(api().POST('/api/v1/videos/{id}/undertakings', { ...path(video), body })),
      onSuccess,
    }),
    decide: useMutation({
      mutationFn: ({ id, ...body }: { id: string; outcome: 'approved' | 'declined'; note: string }) =>
        bodyOf(api().POST('/api/v1/undertakings/{id}/decision', { ...path(id), body })),
      onSuccess,
    }),
    withdraw: useMutation({
      mutationFn: (id: string) => bodyOf(api().POST('/api/v1/undertakings/{id}/withdrawal', path(id))),
      onSuccess,
    }),
    take: useMutation({
      mutationFn: (id: string) => bodyOf(api().POST('/api/v1/undertakings/{id}/taking', path(id))),
      onSuccess,
    }),
  };
}
