import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { bodyOf, queries } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { keepKey } from '../../api/session.ts';
import '../../shell/shell.css';
import { openClient } from '@clipo/client/open-client';

/** The way in for who holds a key. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const enter = useMutation({
    mutationFn: async ({ key }: { key: string }) => {
      const client = openClient({ url: location.origin, key: key.trim(), language: i18n.language });
      await bodyOf(client.GET('/api/v1/credits'));
      queries.clear();
      keepKey(key.trim());
    },
    onSuccess: () => navigate({ href: next ?? '/', replace: true }),
  });
  return (
    <main className="lone" style={{ inlineSize: 'min(440px, 100%)' }}>
      <img src="/mark.svg" alt="" width={44} height={44} />
      <h1>{t('sign-in.title')}</h1>
      <p className="soft">{t('sign-in.text')}</p>
      <Form
        layout="vertical"
        style={{ inlineSize: '100%' }}
        onFinish={(filled: { key: string }) => enter.mutate(filled)}
      >
        <Form.Item name="key" label={t('sign-in.key')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input.Password autoComplete="off" size="large" />
        </Form.Item>
        {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
          {t('sign-in.enter')}
        </Button>
      </Form>
    </main>
  );
}
