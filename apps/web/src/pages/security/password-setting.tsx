import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from './proof.tsx';
import '../sign-in/code-field.css';

/** Whether there is a password, and a new one; all other sessions end with the old. */
export function PasswordSetting({ isSet }: { isSet: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const send = useMutation({ mutationFn: () => bodyOf(api().POST('/api/v1/me/proof/codes')) });
  const save = useMutation({
    mutationFn: (body: { password: string; current?: string; code?: string }) =>
      prove(() => bodyOf(api().PUT('/api/v1/me/password', { body }))),
    onSuccess: async () => {
      end();
      void message.success(t('security.password.saved'));
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const end = () => {
    setOpen(false);
    setForgotten(false);
    send.reset();
  };
  return (
    <li>
      <h2>{t('sign-in.password')}</h2>
      <p>{t(isSet ? 'security.set' : 'security.unset')}</p>
      <Button onClick={() => setOpen(true)}>{t(isSet ? 'security.change' : 'security.add')}</Button>
      <Modal open={isOpen} title={t('sign-in.password')} footer={null} onCancel={end} width={460} destroyOnHidden>
        <Form layout="vertical" requiredMark={false} onFinish={(filled: { password: string }) => save.mutate(filled)}>
          {isSet && !isForgotten && (
            <Form.Item
              name="current"
              label={t('security.password.current')}
              rules={[{ required: true, message: t('form.needed') }]}
              extra={
                <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setForgotten(true)}>
                  {t('security.password.forgotten')}
                </Button>
              }
            >
              <Input.Password size="large" autoComplete="current-password" maxLength={128} />
            </Form.Item>
          )}
          {isSet && isForgotten && (
            <Form.Item label={t('proof.contactCode')} htmlFor="password-code" required>
              <div className="code-line">
                <Form.Item
                  name="code"
                  noStyle
                  rules={[{ pattern: /^\d{6}$/, required: true, message: t('sign-in.code.rule') }]}
                >
                  <Input
                    id="password-code"
                    size="large"
                    inputMode="numeric"
                    maxLength={6}
                    autoComplete="one-time-code"
                  />
                </Form.Item>
                <Button size="large" onClick={() => send.mutate()} loading={send.isPending} disabled={send.isSuccess}>
                  {t('sign-in.code.send')}
                </Button>
              </div>
            </Form.Item>
          )}
          {isForgotten && send.isSuccess && (
            <Alert type="success" showIcon title={t('sign-in.code.sent')} style={{ marginBlockEnd: 16 }} />
          )}
          {send.isError && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />}
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
