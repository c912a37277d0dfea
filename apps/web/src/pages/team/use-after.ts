import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** What follows a change: the list is asked for anew, or the fault is told. */
export function useAfter(key: readonly string[]) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return {
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error: unknown) => void message.error(errorText(error)),
  };
}

export const membersQuery = {
  queryKey: ['team', 'members'],
  queryFn: () => bodyOf(api().GET('/api/v1/team/members')),
};

/** How a person is called: by their name, else by the masked contact. */
export function calledBy({ name, contact, userId }: { name: string; contact: string; userId: string }): string {
  return name || contact || userId;
}
