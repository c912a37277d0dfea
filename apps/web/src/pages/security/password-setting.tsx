import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from './proof.tsx';

/** Whether there is a password, and a new one; all other sessions end with the old. */
export function PasswordSetting({ isSet }: { isSet: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      prove(() => bodyOf(api().PUT('/api/v1/me/password', { body: { password } }))),
    onSuccess: async () => {
      setOpen(false);
      void message.success(t('security.password.saved'));
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <li>
      <h2>{t('sign-in.password')}</h2>
      <p>{t(isSet ? 'security.set' : 'security.unset')}</p>
      <Button onClick={() => setOpen(true)}>{t(isSet ? 'security.change' : 'security.add')}</Button>
      <Modal
        open={isOpen}
        title={t('sign-in.password')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={460}
        destroyOnHidden
      >
        <Form layout="vertical" requiredMark={false} onFinish={(filled: { password: string }) => save.mutate(filled)}>
          <Form.Item
            name="password"
            label={t('security.password.new')}
            extra={t('sign-in.password.hint')}
            rules={[{ required: true, min: 8, message: t('sign-in.password.hint') }]}
          >
            <Input.Password size="large" autoComplete="new-password" maxLength={128} />
          </Form.Item>
          {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
          <Button type="primary" size="large" block htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Form>
      </Modal>
    </li>
  );
}
