import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { keepKey, keyOfTab } from '../api/session.ts';

/** The way out: the session ends on the server, and nothing of it stays in the page. */
export function SignOutButton({ block = false }: { block?: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: async () => {
      if (keyOfTab() === undefined) {
        await bodyOf(api().POST('/api/v1/sign-out'));
      }
      keepKey(undefined);
    },
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in' });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <Button block={block} onClick={() => leave.mutate()} loading={leave.isPending}>
      {t('preferences.leave')}
    </Button>
  );
}
