import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from '../security/proof.tsx';

interface Filled {
  text: string;
  name: string;
  document: string;
}

/** An appeal against a measure, with who the person is. A fresh proof is asked for where there is none. */
export function AppealDialog({ id, end }: { id: string; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: ({ text, ...identity }: Filled) =>
      prove(() =>
        bodyOf(api().POST('/api/v1/me/appeals', { body: { subject: 'measure', subjectId: id, text, identity } })),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me', 'measures'] });
      void message.success(t('measures.appeal.sent'));
      end();
    },
  });
  const needed = (min: number) => [{ required: true, whitespace: true, min, message: t('form.needed') }];
  return (
    <Modal open title={t('measures.appeal')} footer={null} onCancel={end} width={520} destroyOnHidden>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('measures.appeal.text')}
      </p>
      <Form<Filled> layout="vertical" requiredMark={false} onFinish={(filled) => send.mutate(filled)}>
        <Form.Item name="text" label={t('measures.appeal.why')} rules={needed(5)}>
          <Input.TextArea maxLength={5000} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
        <Form.Item name="name" label={t('measures.appeal.name')} rules={needed(1)}>
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item
          name="document"
          label={t('measures.appeal.document')}
          extra={t('measures.appeal.document.hint')}
          rules={needed(4)}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        {send.isError && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={send.isPending}>
          {t('measures.appeal')}
        </Button>
      </Form>
    </Modal>
  );
}
