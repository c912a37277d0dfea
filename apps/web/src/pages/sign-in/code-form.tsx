import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { AgreementLinks } from '../agreements/agreement-links.tsx';
import { useVersions } from '../agreements/use-agreements.ts';
import { CodeField } from './code-field.tsx';

interface Filled {
  contact: string;
  code: string;
  isTicked: boolean;
}

/** In by a code sent to a phone or an address: the same for who is new and who is not. */
export function CodeForm({ onIn }: { onIn(): Promise<void> }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Filled>();
  const versions = useVersions();
  const enter = useMutation({
    mutationFn: ({ contact, code }: Filled) =>
      bodyOf(
        api().POST('/api/v1/sign-in/code', {
          body: { contact, code, accepted: versions.data ?? { agreement: '', privacy: '' } },
        }),
      ),
    onSuccess: onIn,
  });
  return (
    <Form<Filled>
      name="by-code"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(filled) => enter.mutate(filled)}
    >
      <Form.Item name="contact" label={t('sign-in.contact')} rules={[{ required: true, message: t('form.needed') }]}>
        <Input size="large" autoComplete="username" inputMode="email" placeholder={t('sign-in.contact.example')} />
      </Form.Item>
      <CodeField contactOf={() => form.getFieldValue('contact') as string | undefined} />
      <Tick />
      {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('sign-in.enter-or-join')}
      </Button>
    </Form>
  );
}

/** The tick without which nobody gets in; it is never set beforehand. */
export function Tick() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="isTicked"
      valuePropName="checked"
      rules={[
        {
          validator: (_, isTicked: boolean | undefined) =>
            isTicked === true ? Promise.resolve() : Promise.reject(new Error(t('agreements.tick.needed'))),
        },
      ]}
    >
      <Checkbox>
        <AgreementLinks />
      </Checkbox>
    </Form.Item>
  );
}
