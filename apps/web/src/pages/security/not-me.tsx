import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Alert, Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import './not-me.css';

/** Where the link of a notice leads: ends all sessions at a click, for programs that open links must not. */
export function NotMe() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const lock = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/security/not-me', { body: { token: hash } })),
  });
  return (
    <main className="not-me">
      {lock.isSuccess ? (
        <Result
          status="success"
          title={t('not-me.done')}
          subTitle={t('not-me.done.text')}
          extra={<LinkButton to="/sign-in">{t('not-me.sign-in')}</LinkButton>}
        />
      ) : (
        <>
          <PageHead title={t('security.not-me')} text={t('security.not-me.sure')} />
          {lock.isError && <Alert type="error" showIcon title={errorText(lock.error)} style={{ marginBlockEnd: 16 }} />}
          <Button
            type="primary"
            danger
            size="large"
            disabled={hash === ''}
            loading={lock.isPending}
            onClick={() => lock.mutate()}
          >
            {t('not-me.lock')}
          </Button>
        </>
      )}
    </main>
  );
}
