import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** Stands where no worker has looked through a material: it came before they did, or could not be read then. */
export function LookAgain() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/material-looks', { body: { which: 'unseen' } })),
    onSuccess: ({ queued }) => {
      void message.success(t('materials.look.queued', { count: queued }));
      return queries.invalidateQueries({ queryKey: ['materials'] });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <p className="soft">
      {t('materials.unseen')}{' '}
      <Button size="small" loading={look.isPending} onClick={() => look.mutate()}>
        {t('materials.look')}
      </Button>
    </p>
  );
}
