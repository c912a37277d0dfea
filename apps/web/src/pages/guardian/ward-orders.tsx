import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { yuan } from '../credits/money.ts';

interface ForWard {
  token: string;
  userId: string;
}
type Bought = Schemas['WardOrders']['items'][number];

const ordersKey = (userId: string) => ['ward-orders', userId];

/** What a minor paid for, and the way for the guardian to have the money back. Nothing is shown where nothing was bought. */
export function WardOrders({ forWard }: { forWard: ForWard }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<Bought['order']>();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const list = useQuery({
    queryKey: ordersKey(forWard.userId),
    queryFn: () => bodyOf(api().POST('/api/v1/guardians/orders', { body: forWard })),
  });
  if (list.isError) {
    return <Alert type="error" showIcon title={errorText(list.error)} />;
  }
  if (list.data === undefined || list.data.items.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{t('guardian.orders')}</h3>
      <ul className="ward-orders">
        {list.data.items.map(({ order, refund }) => {
          const isOver =
            refund?.status === 'asked' || refund?.status === 'sending' || order.refundedFen >= order.amountFen;
          return (
            <li key={order.id}>
              <span>
                <strong className="mono">{yuan(order.amountFen, i18n.language)}</strong>{' '}
                <time className="soft" dateTime={order.createdAt}>
                  {day.format(new Date(order.createdAt))}
                </time>
                {refund !== null && (
                  <span className="soft">
                    {' · '}
                    {t(`refund.status.${refund.status}`)}
                    {refund.answer !== '' && `: ${refund.answer}`}
                  </span>
                )}
              </span>
              {!isOver && <Button onClick={() => setAsked(order)}>{t('refund.ask')}</Button>}
            </li>
          );
        })}
      </ul>
      {asked !== undefined && <AskWardRefund order={asked} forWard={forWard} end={() => setAsked(undefined)} />}
    </section>
  );
}

function AskWardRefund({ order, forWard, end }: { order: Bought['order']; forWard: ForWard; end: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: (filled: { relation: string; evidence: string; reason: string }) =>
      bodyOf(api().POST('/api/v1/guardians/refunds', { body: { ...forWard, orderId: order.id, ...filled } })),
    onSuccess: () => {
      end();
      void message.success(t('refund.asked'));
      return queries.invalidateQueries({ queryKey: ordersKey(forWard.userId) });
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  return (
    <Modal
      open
      title={`${t('refund.ask')} · ${yuan(order.amountFen, i18n.language)}`}
      footer={null}
      onCancel={end}
      width={480}
    >
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('guardian.refund.text')}
      </p>
      <Form layout="vertical" requiredMark={false} onFinish={ask.mutate}>
        <Form.Item name="relation" label={t('refund.guardian.relation')} rules={needed}>
          <Input maxLength={100} placeholder={t('refund.guardian.relation.example')} />
        </Form.Item>
        <Form.Item
          name="evidence"
          label={t('refund.guardian.evidence')}
          extra={t('refund.guardian.evidence.hint')}
          rules={needed}
        >
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="reason" label={t('refund.reason')} rules={needed}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={ask.isPending}>
          {t('refund.ask')}
        </Button>
      </Form>
    </Modal>
  );
}
