import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useVersions } from '../agreements/use-agreements.ts';
import { CodeField } from './code-field.tsx';
import { Tick } from './code-form.tsx';

interface Filled {
  contact: string;
  password: string;
  code: string;
}

/** In by a password; who is new proves the contact by a code first. */
export function PasswordForm({ onIn }: { onIn(): Promise<void> }) {
  const { t } = useTranslation();
  const [isNew, setNew] = useState(false);
  const [form] = Form.useForm<Filled>();
  const versions = useVersions();
  const enter = useMutation({
    mutationFn: ({ contact, password, code }: Filled) =>
      isNew
        ? bodyOf(
            api().POST('/api/v1/sign-up/password', {
              body: { contact, password, code, accepted: versions.data ?? { agreement: '', privacy: '' } },
            }),
          )
        : bodyOf(api().POST('/api/v1/sign-in/password', { body: { contact, password } })),
    onSuccess: onIn,
  });
  return (
    <Form<Filled>
      name="by-password"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(filled) => enter.mutate(filled)}
    >
      <Form.Item name="contact" label={t('sign-in.contact')} rules={[{ required: true, message: t('form.needed') }]}>
        <Input size="large" autoComplete="username" inputMode="email" placeholder={t('sign-in.contact.example')} />
      </Form.Item>
      {isNew && <CodeField contactOf={() => form.getFieldValue('contact') as string | undefined} />}
      <Form.Item
        name="password"
        label={t('sign-in.password')}
        extra={isNew ? t('sign-in.password.hint') : undefined}
        rules={[
          { required: true, message: t('form.needed') },
          ...(isNew ? [{ min: 8, message: t('sign-in.password.hint') }] : []),
        ]}
      >
        <Input.Password size="large" autoComplete={isNew ? 'new-password' : 'current-password'} maxLength={128} />
      </Form.Item>
      {isNew && <Tick />}
      {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {isNew ? t('sign-in.join') : t('sign-in.enter')}
      </Button>
      <Button
        type="link"
        block
        style={{ marginBlockStart: 8 }}
        onClick={() => {
          enter.reset();
          setNew(!isNew);
        }}
      >
        {isNew ? t('sign-in.have') : t('sign-in.have-not')}
      </Button>
    </Form>
  );
}
