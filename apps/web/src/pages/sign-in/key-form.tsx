import { openClient } from '@clipo/client/open-client';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { keepKey } from '../../api/session.ts';

/** In with a key: for the operator of a machine on which nobody has an account yet. */
export function KeyForm({ onIn }: { onIn(): Promise<void> }) {
  const { t, i18n } = useTranslation();
  const enter = useMutation({
    mutationFn: async ({ key }: { key: string }) => {
      const secret = key.trim();
      await bodyOf(openClient({ url: location.origin, key: secret, language: i18n.language }).GET('/api/v1/credits'));
      keepKey(secret);
    },
    onSuccess: onIn,
  });
  return (
    <Form
      name="by-key"
      layout="vertical"
      requiredMark={false}
      onFinish={(filled: { key: string }) => enter.mutate(filled)}
    >
      <Form.Item
        name="key"
        label={t('sign-in.key')}
        extra={t('sign-in.key.hint')}
        rules={[{ required: true, message: t('form.needed') }]}
      >
        <Input.Password autoComplete="off" size="large" />
      </Form.Item>
      {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('sign-in.enter')}
      </Button>
    </Form>
  );
}
