import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMayDecide } from '../../api/use-may-decide.ts';
import { keepChosen } from '../deliveries/chosen-videos.ts';
import { batchKey } from './use-batch.ts';

type Decision = Schemas['NewReviewDecision'];
const reasons = ['words', 'picture', 'sound', 'pace', 'product', 'compliance', 'brand', 'other'] as const;

/** What can be done with the videos that are chosen on a sheet. */
export function ChosenBar({
  batchId,
  chosen,
  shown,
  onChange,
  onCompare,
}: {
  batchId: string;
  chosen: readonly string[];
  /** Finished videos that the filter shows. */
  shown: readonly string[];
  onChange(ids: readonly string[]): void;
  onCompare(): void;
}) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [isRejecting, setRejecting] = useState(false);
  const mayDecide = useMayDecide();
  const decide = useDecide(batchId, () => {
    setRejecting(false);
    onChange([]);
  });
  const download = useMutation({
    mutationFn: () =>
      bodyOf(
        api().POST('/api/v1/deliveries', {
          body: {
            videos: [...chosen],
            channels: [],
            labels: [],
            posts: {},
            language: i18n.language === 'en' ? 'en' : 'zh-CN',
          },
        }),
      ),
    onSuccess: (made) => location.assign(made.package),
    onError: (error) => message.error(errorText(error)),
  });
  const videos = [...chosen];
  return (
    <div className="chosen-bar" role="toolbar" aria-label={t('review.chosen', { count: chosen.length })}>
      <span aria-live="polite">{t('review.chosen', { count: chosen.length })}</span>
      <Button size="small" onClick={() => onChange(shown)} disabled={shown.length === 0}>
        {t('review.choose.all')}
      </Button>
      {chosen.length > 0 && (
        <>
          <Button size="small" onClick={() => onChange([])}>
            {t('review.choose.none')}
          </Button>
          <span className="gap" />
          {mayDecide && (
            <>
              <Button
                type="primary"
                onClick={() => decide.mutate({ videos, outcome: 'approved', reasons: [], note: '' })}
              >
                {t('review.approve')}
              </Button>
              <Button danger onClick={() => setRejecting(true)}>
                {t('review.reject')}
              </Button>
              <Button onClick={() => decide.mutate({ videos, outcome: 'reopened', reasons: [], note: '' })}>
                {t('review.reopen')}
              </Button>
            </>
          )}
          {chosen.length === 2 && <Button onClick={onCompare}>{t('review.compare')}</Button>}
          <Button
            onClick={() => {
              keepChosen(batchId, chosen);
              void navigate({ to: '/deliveries/new', search: { batch: batchId } });
            }}
          >
            {t('review.deliver')}
          </Button>
          <Button onClick={() => download.mutate()} loading={download.isPending}>
            {t('review.download')}
          </Button>
        </>
      )}
      <RejectDialog
        isOpen={isRejecting}
        isPending={decide.isPending}
        onClose={() => setRejecting(false)}
        onReject={(why) => decide.mutate({ videos, outcome: 'rejected', ...why })}
      />
    </div>
  );
}

/** Keeps a decision and shows it. */
export function useDecide(batchId: string, onDone?: () => void) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Decision) => bodyOf(api().POST('/api/v1/reviews', { body })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: batchKey(batchId) });
      onDone?.();
    },
    onError: (error) => message.error(errorText(error)),
  });
}

/** Asks why something is rejected. */
export function RejectDialog({
  isOpen,
  isPending,
  onClose,
  onReject,
}: {
  isOpen: boolean;
  isPending: boolean;
  onClose(): void;
  onReject(why: Pick<Decision, 'reasons' | 'note'>): void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reasons: Decision['reasons']; note: string }>();
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      title={t('review.reject.title')}
      okText={t('review.reject')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={isPending}
      destroyOnHidden
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ reasons: [], note: '' }}
        onFinish={({ reasons: why, note }) => onReject({ reasons: why ?? [], note: note ?? '' })}
      >
        <Form.Item name="reasons" rules={[{ required: true, message: t('form.needed') }]}>
          <Checkbox.Group
            className="reason-choice"
            options={reasons.map((value) => ({ value, label: t(`review.reason.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('review.reject.note')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
