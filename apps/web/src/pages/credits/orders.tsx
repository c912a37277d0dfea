import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { AskRefund } from './ask-refund.tsx';
import { yuan } from './money.ts';
import { Paying } from './recharge.tsx';
import { useAsked } from './use-asked.ts';

type Order = Schemas['RechargeOrder'];
type Doing = { what: 'pay' | 'refund' | 'invoice'; order: Order };

/** The team's orders, and what can be done with each: pay it, ask for its money back, ask for an invoice. */
export function Orders() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const isOwner = me.data?.team?.role === 'owner';
  const [doing, setDoing] = useState<Doing>();
  const end = () => setDoing(undefined);
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(i18n.language);
  const list = useQuery({
    queryKey: ['credits', 'orders'],
    queryFn: () => bodyOf(api().GET('/api/v1/credits/orders', { params: { query: { limit: 50 } } })),
  });
  const refunds = useQuery({
    queryKey: ['credits', 'refunds'],
    queryFn: () => bodyOf(api().GET('/api/v1/credits/refunds')),
  });
  const invoices = useQuery({
    queryKey: ['credits', 'invoices'],
    queryFn: () => bodyOf(api().GET('/api/v1/credits/invoices')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined || list.data.items.length === 0) {
    return null;
  }
  return (
    <section className="orders">
      <h2>{t('orders.title')}</h2>
      <ul className="statement">
        {list.data.items.map((order) => {
          const refund = refunds.data?.items.find(({ orderId }) => orderId === order.id);
          const invoice = invoices.data?.items.find(({ orderIds }) => orderIds.includes(order.id));
          const isPaid = order.status === 'paid' && isOwner;
          return (
            <li key={order.id}>
              <strong>{t(`orders.status.${order.status}`)}</strong>
              <span className="soft">
                {t(`recharge.way.${order.way}`)} ·{' '}
                {t('recharge.credits', { count: order.credits, number: number.format(order.credits) })}
                {refund !== undefined && ` · ${t(`refund.status.${refund.status}`)}`}
                {invoice !== undefined && ` · ${t(`invoice.status.${invoice.status}`)} ${invoice.number}`}
              </span>
              <time className="soft" dateTime={order.createdAt}>
                {when.format(new Date(order.createdAt))}
              </time>
              <span className="mono">{yuan(order.amountFen, i18n.language)}</span>
              <div className="acts">
                {order.status === 'pending' && (
                  <Button size="small" onClick={() => setDoing({ what: 'pay', order })}>
                    {t('recharge.pay')}
                  </Button>
                )}
                {isPaid && invoice === undefined && (
                  <Button size="small" onClick={() => setDoing({ what: 'invoice', order })}>
                    {t('invoice.ask')}
                  </Button>
                )}
                {isPaid && (refund === undefined || refund.status === 'declined' || refund.status === 'done') && (
                  <Button size="small" type="text" onClick={() => setDoing({ what: 'refund', order })}>
                    {t('refund.ask')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {doing?.what === 'pay' && <Paying id={doing.order.id} end={end} />}
      {doing?.what === 'refund' && <AskRefund order={doing.order} end={end} />}
      {doing?.what === 'invoice' && <AskInvoice order={doing.order} end={end} />}
    </section>
  );
}

type Buyer = Schemas['NewInvoice']['buyer'];

function AskInvoice({ order, end }: { order: Order; end: () => void }) {
  const { t } = useTranslation();
  const after = useAsked(end, t('invoice.asked'));
  const [kind, setKind] = useState<Buyer['kind']>('company');
  const ask = useMutation({
    mutationFn: (buyer: Buyer) =>
      bodyOf(api().POST('/api/v1/credits/invoices', { body: { orderIds: [order.id], buyer: { ...buyer, kind } } })),
    onSuccess: after,
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal open title={t('invoice.ask')} footer={null} onCancel={end} width={460}>
      <Form layout="vertical" requiredMark={false} onFinish={(filled: Buyer) => ask.mutate(filled)}>
        <Radio.Group
          value={kind}
          onChange={({ target }) => setKind(target.value as Buyer['kind'])}
          options={(['company', 'person'] as const).map((value) => ({ value, label: t(`invoice.kind.${value}`) }))}
          aria-label={t('invoice.kind')}
          style={{ marginBlockEnd: 16 }}
        />
        <Form.Item name="title" label={t('invoice.title')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        {kind === 'company' && (
          <Form.Item name="taxNumber" label={t('invoice.tax')} rules={needed}>
            <Input maxLength={20} />
          </Form.Item>
        )}
        <Form.Item name="email" label={t('account.email')} rules={needed}>
          <Input type="email" maxLength={254} />
        </Form.Item>
        {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={ask.isPending}>
          {t('invoice.ask')}
        </Button>
      </Form>
    </Modal>
  );
}
