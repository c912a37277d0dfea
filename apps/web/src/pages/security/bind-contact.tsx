import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { CodeField } from '../sign-in/code-field.tsx';
import { useProven } from './proof.tsx';

/** A phone number or an e-mail address of the account: what it is, what waits to replace it, and the way to change it. */
export function BindContact({
  channel,
  contact,
  waiting,
}: {
  channel: 'email' | 'sms';
  contact: string | null;
  waiting: Schemas['MySignInWays']['waiting'];
}) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<{ contact: string; code: string }>();
  const coming = waiting.find((one) => one.channel === channel);
  const from =
    coming === undefined
      ? ''
      : new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
          new Date(coming.from),
        );
  const remove = useMutation({
    mutationFn: () => {
      const way = channel === 'sms' ? 'phone' : 'email';
      return prove(() => bodyOf(api().DELETE('/api/v1/me/ways/{way}', { params: { path: { way } } })));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error) => void message.error(errorText(error)),
  });
  const bind = useMutation({
    mutationFn: (body: { contact: string; code: string }) =>
      prove(() => bodyOf(api().PUT('/api/v1/me/contacts', { body }))),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const takeBack = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/me/contacts/{channel}/change', { params: { path: { channel } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error) => void message.error(errorText(error)),
  });
  const title = t(channel === 'sms' ? 'account.phone' : 'account.email');
  return (
    <li>
      <h2>{title}</h2>
      <div>
        <span className="mono">{contact ?? t('account.none')}</span>
        {channel === 'sms' && <p>{t('security.sms.risk')}</p>}
        {coming !== undefined && (
          <p>
            {coming.contact === null
              ? t('security.goes', { from })
              : t('security.waiting', { contact: coming.contact, from })}{' '}
            <Button type="link" size="small" onClick={() => takeBack.mutate()}>
              {t('security.take-back')}
            </Button>
          </p>
        )}
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, justifyContent: 'end' }}>
        <Button onClick={() => setOpen(true)}>{t(contact === null ? 'security.bind' : 'security.change')}</Button>
        {contact !== null && coming === undefined && (
          <Popconfirm
            title={t('security.remove.sure')}
            okText={t('security.remove')}
            cancelText={t('cancel')}
            onConfirm={() => remove.mutate()}
          >
            <Button loading={remove.isPending} aria-label={t('security.remove.of', { name: title })}>
              {t('security.remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <Modal open={isOpen} title={title} footer={null} onCancel={() => setOpen(false)} width={460} destroyOnHidden>
        {contact !== null && <p className="soft">{t('security.change.hint')}</p>}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(filled) => bind.mutate(filled)}
          style={{ marginBlockStart: 16 }}
        >
          <Form.Item name="contact" label={title} rules={[{ required: true, message: t('form.needed') }]}>
            <Input
              size="large"
              inputMode={channel === 'sms' ? 'tel' : 'email'}
              autoComplete={channel === 'sms' ? 'tel' : 'email'}
            />
          </Form.Item>
          <CodeField use="contact" contactOf={() => form.getFieldValue('contact') as string | undefined} />
          {bind.isError && <Alert type="error" showIcon title={errorText(bind.error)} style={{ marginBlockEnd: 16 }} />}
          <Button type="primary" size="large" block htmlType="submit" loading={bind.isPending}>
            {t('save')}
          </Button>
        </Form>
      </Modal>
    </li>
  );
}
