import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { PageHead } from '../../shell/page-head.tsx';

/** An invitation to a team. Its secret stands after the #, which no server on the way writes down. */
export function Invitation() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const join = useMutation({
    mutationFn: async () => {
      const { teamId } = await bodyOf(api().POST('/api/v1/me/invitations', { body: { secret: hash } }));
      await bodyOf(api().PUT('/api/v1/me/team', { body: { teamId } }));
    },
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/team', replace: true });
    },
  });
  return (
    <>
      <PageHead title={t('invitation.title')} text={t('invitation.text')} />
      {join.isError && (
        <Alert type="error" showIcon title={errorText(join.error)} style={{ marginBlockEnd: 16, maxInlineSize: 560 }} />
      )}
      <Button type="primary" size="large" disabled={hash === ''} loading={join.isPending} onClick={() => join.mutate()}>
        {t('invitation.join')}
      </Button>
    </>
  );
}
