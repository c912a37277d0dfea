import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';

/** The team's tags, those of most materials first. */
export function useTags(): readonly { tag: string; count: number }[] {
  const { data } = useQuery({
    queryKey: ['material-tags'],
    queryFn: () => bodyOf(api().GET('/api/v1/material-tags')),
  });
  return data?.items ?? [];
}
