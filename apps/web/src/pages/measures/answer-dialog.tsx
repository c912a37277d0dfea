import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** What the person has to say to a measure, or their counter-evidence. */
export function AnswerDialog({ id, end }: { id: string; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (body: { answer: string }) =>
      bodyOf(api().POST('/api/v1/me/measures/{id}/answer', { params: { path: { id } }, body })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me', 'measures'] });
      void message.success(t('measures.answer.sent'));
      end();
    },
  });
  return (
    <Modal open title={t('measures.answer')} footer={null} onCancel={end} width={520} destroyOnHidden>
      <Form<{ answer: string }> layout="vertical" requiredMark={false} onFinish={(body) => send.mutate(body)}>
        <Form.Item
          name="answer"
          label={t('measures.answer.text')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('form.needed') }]}
        >
          <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
        {send.isError && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={send.isPending}>
          {t('measures.answer')}
        </Button>
      </Form>
    </Modal>
  );
}
