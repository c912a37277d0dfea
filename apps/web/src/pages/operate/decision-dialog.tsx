import { Alert, Button, DatePicker, Form, Input, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';

/** Why something is decided, and until when it holds. The owner is told the reason; to decline, one is needed. */
export function DecisionDialog({
  title,
  hasTerm = false,
  hint,
  error,
  isBusy,
  onDecide,
  end,
}: {
  title: string;
  /** Something is allowed: it may have an end, and needs no reason. */
  hasTerm?: boolean;
  /** Under the reason, in place of saying that the owner is told. */
  hint?: string;
  error: unknown;
  isBusy: boolean;
  onDecide(said: { reason: string; endsAt?: string }): void;
  end: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal open title={title} footer={null} onCancel={end} width={460}>
      <Form<{ reason?: string; until?: Dayjs | null }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason = '', until }) =>
          onDecide({ reason, ...(until == null ? {} : { endsAt: until.endOf('day').toISOString() }) })
        }
      >
        {hasTerm && (
          <Form.Item name="until" label={t('decide.until')} extra={t('decide.until.hint')}>
            <DatePicker style={{ inlineSize: '100%' }} disabledDate={(day) => day.isBefore(new Date(), 'day')} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('decide.reason')}
          extra={hint ?? t('decide.reason.hint')}
          rules={hasTerm ? [] : [{ required: true, whitespace: true, min: 3, message: t('reason.rule') }]}
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3 }} />
        </Form.Item>
        {error !== null && <Alert type="error" showIcon title={errorText(error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={isBusy}>
          {title}
        </Button>
      </Form>
    </Modal>
  );
}
