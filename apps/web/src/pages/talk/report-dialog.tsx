import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

const reasons = ['unlawful', 'wrong', 'offensive', 'infringing', 'private', 'other'] as const;

/** Tells the operator of an answer that is not as it should be. */
export function ReportDialog({
  talkId,
  messageId,
  onClose,
}: {
  talkId: string;
  messageId: string | undefined;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: (typeof reasons)[number]; note?: string }>();
  const report = useMutation({
    mutationFn: ({ reason, note = '' }: { reason: (typeof reasons)[number]; note?: string }) =>
      bodyOf(
        api().POST('/api/v1/conversations/{id}/reports', {
          params: { path: { id: talkId } },
          body: { messageId: messageId ?? '', reason, note },
        }),
      ),
    onSuccess: () => {
      void message.success(t('talk.report.done'));
      onClose();
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <Modal
      open={messageId !== undefined}
      title={t('talk.report.title')}
      okText={t('talk.report.send')}
      cancelText={t('cancel')}
      confirmLoading={report.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="soft">{t('talk.report.text')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason: 'wrong' }}
        onFinish={(filled) => report.mutate(filled)}
      >
        <Form.Item name="reason" label={t('talk.report.reason')}>
          <Select options={reasons.map((value) => ({ value, label: t(`talk.report.reason.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('talk.report.note')}>
          <Input.TextArea maxLength={1000} rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
