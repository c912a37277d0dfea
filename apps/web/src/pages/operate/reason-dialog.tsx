import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';

/** Asks an operator why before something is done: their words stand in the record of acts, beside what it changed. */
export function ReasonDialog({
  title,
  text,
  label,
  act,
  isDanger = false,
  onDo,
  done,
  end,
}: {
  title: string;
  /** What will happen. */
  text?: string;
  /** In place of saying that the reason stands in the record alone. */
  label?: string;
  act: string;
  isDanger?: boolean;
  onDo(reason: string): Promise<unknown>;
  /** Once it is done, before the dialog closes. */
  done?(): unknown;
  end(): void;
}) {
  const { t } = useTranslation();
  const doIt = useMutation({
    mutationFn: (reason: string) => onDo(reason),
    onSuccess: async () => {
      await done?.();
      end();
    },
  });
  return (
    <Modal open title={title} footer={null} onCancel={end} width={460}>
      {text !== undefined && (
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {text}
        </p>
      )}
      <Form<{ reason: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => doIt.mutate(reason.trim())}
      >
        <Form.Item
          name="reason"
          label={label ?? t('reason.label')}
          rules={[
            { required: true, min: 3, transform: (said?: string) => said?.trim() ?? '', message: t('reason.rule') },
          ]}
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        {doIt.isError && <Alert type="error" showIcon title={errorText(doIt.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" danger={isDanger} block htmlType="submit" loading={doIt.isPending}>
          {act}
        </Button>
      </Form>
    </Modal>
  );
}
