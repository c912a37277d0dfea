import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

/** What follows a wish that was taken: its dialog ends, that is told, and what is shown is asked for anew. */
export function useAsked(end: () => void, told: string) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return async () => {
    end();
    void message.success(told);
    await queries.invalidateQueries({ queryKey: ['credits'] });
  };
}
