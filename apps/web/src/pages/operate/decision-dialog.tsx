import { Alert, Button, DatePicker, Form, Input, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';

/** Why something is decided, and until when it holds. The owner is told the reason; to decline, one is needed. */
export function DecisionDialog({
  title,
  text,
  label,
  hint,
  act = title,
  isDanger = false,
  hasTerm = false,
  error,
  isBusy,
  onDecide,
  end,
}: {
  title: string;
  /** What will happen. */
  text?: string | undefined;
  /** Over the reason, in place of its name alone. */
  label?: string | undefined;
  /** Under the reason, in place of saying that the owner is told; empty for nothing. */
  hint?: string | undefined;
  /** What the button says, where that is not the title. */
  act?: string | undefined;
  isDanger?: boolean | undefined;
  /** Something is allowed: it may have an end, and needs no reason. */
  hasTerm?: boolean;
  error: unknown;
  isBusy: boolean;
  onDecide(said: { reason: string; endsAt?: string }): void;
  end: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal open title={title} footer={null} onCancel={end} width={460}>
      {text !== undefined && (
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {text}
        </p>
      )}
      <Form<{ reason?: string; until?: Dayjs | null }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason = '', until }) =>
          onDecide({ reason: reason.trim(), ...(until == null ? {} : { endsAt: until.endOf('day').toISOString() }) })
        }
      >
        {hasTerm && (
          <Form.Item name="until" label={t('decide.until')} extra={t('decide.until.hint')}>
            <DatePicker style={{ inlineSize: '100%' }} disabledDate={(day) => day.isBefore(new Date(), 'day')} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={label ?? t('decide.reason')}
          extra={hint ?? t('decide.reason.hint')}
          rules={
            hasTerm
              ? []
              : [
                  {
                    required: true,
                    min: 3,
                    transform: (said?: string) => said?.trim() ?? '',
                    message: t('reason.rule'),
                  },
                ]
          }
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        {error !== null && <Alert type="error" showIcon title={errorText(error)} style={{ marginBlockEnd: 16 }} />}
        <Button
          type="primary"
          danger={isDanger}
          block
          htmlType="submit"
          loading={isBusy}
          style={{ marginBlockStart: 8 }}
        >
          {act}
        </Button>
      </Form>
    </Modal>
  );
}
