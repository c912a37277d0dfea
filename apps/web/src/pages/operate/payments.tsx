import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { yuan } from '../credits/money.ts';
import { WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import '../security/security.css';

type Cases = Schemas['PaymentCases'];
type Doing =
  | { what: 'transfer'; item: Cases['transfers'][number] }
  | { what: 'refund'; item: Cases['refunds'][number] }
  | { what: 'invoice'; item: Cases['invoices'][number] };

/** For operators: transfers that are to be confirmed, and refunds and invoices that are to be decided. */
export function Payments() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.payments')} text={t('payments.text')} />
      <NeedsProof>
        <Open />
      </NeedsProof>
    </WithProof>
  );
}

function Open() {
  const { t, i18n } = useTranslation();
  const [doing, setDoing] = useState<Doing>();
  const list = useQuery({
    queryKey: ['payments', 'cases'],
    refetchInterval: 30_000,
    queryFn: () => bodyOf(api().GET('/api/v1/payments/cases')),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  if (list.isPending) {
    return <Skeleton active />;
  }
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const { transfers, refunds, invoices } = list.data;
  const rows: (Doing & { due: string; more: string })[] = [
    ...refunds.map((item) => ({
      what: 'refund' as const,
      item,
      due: t('payments.due', { day: day.format(new Date(item.dueAt)) }),
      more: t(`payments.ground.${item.ground}`),
    })),
    ...transfers.map((item) => ({ what: 'transfer' as const, item, due: '', more: '' })),
    ...invoices.map((item) => ({ what: 'invoice' as const, item, due: '', more: item.buyer.title })),
  ];
  return (
    <>
      {rows.length === 0 && <Nothing title={t('payments.none')} text={t('payments.none.text')} />}
      <ul className="rows" hidden={rows.length === 0} style={{ maxInlineSize: 900 }}>
        {rows.map((row) => (
          <li key={row.item.id}>
            <span>
              <strong>{t(`payments.${row.what}`)}</strong> {row.more}
              <small className="mono soft" style={{ display: 'block' }}>
                {row.what === 'refund' ? row.item.orderId : row.item.id} · {row.item.teamId}
              </small>
            </span>
            <span className="mono">{yuan(row.item.amountFen, i18n.language)}</span>
            <span className="soft">{row.due}</span>
            <Button size="small" onClick={() => setDoing(row)}>
              {t('payments.see')}
            </Button>
          </li>
        ))}
      </ul>
      {doing?.what === 'transfer' && <ConfirmTransfer order={doing.item} end={() => setDoing(undefined)} />}
      {doing?.what === 'refund' && <DecideRefund refund={doing.item} end={() => setDoing(undefined)} />}
      {doing?.what === 'invoice' && <DecideInvoice invoice={doing.item} end={() => setDoing(undefined)} />}
    </>
  );
}

function useEnd(end: () => void) {
  const queries = useQueryClient();
  return async () => {
    end();
    await queries.invalidateQueries({ queryKey: ['payments'] });
  };
}

function ConfirmTransfer({ order, end }: { order: Cases['transfers'][number]; end: () => void }) {
  const { t, i18n } = useTranslation();
  const onSuccess = useEnd(end);
  const confirm = useMutation({
    mutationFn: (body: { payment: string }) =>
      bodyOf(api().POST('/api/v1/payments/orders/{id}/confirm', { params: { path: { id: order.id } }, body })),
    onSuccess,
  });
  return (
    <Modal open title={t('payments.transfer')} footer={null} onCancel={end} width={460}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('payments.transfer.text', { amount: yuan(order.amountFen, i18n.language), id: order.id })}
      </p>
      <Form layout="vertical" requiredMark={false} onFinish={(filled: { payment: string }) => confirm.mutate(filled)}>
        <Form.Item name="payment" label={t('payments.number')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input maxLength={100} />
        </Form.Item>
        {confirm.isError && (
          <Alert type="error" showIcon title={errorText(confirm.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" block htmlType="submit" loading={confirm.isPending}>
          {t('payments.arrived')}
        </Button>
      </Form>
    </Modal>
  );
}

/** What a guardian said, as `evidence` holds it. */
interface Evidence {
  name: string;
  relation: string;
  contact: string;
  evidence: string;
}

function DecideRefund({ refund, end }: { refund: Cases['refunds'][number]; end: () => void }) {
  const { t, i18n } = useTranslation();
  const onSuccess = useEnd(end);
  const [form] = Form.useForm<{ answer: string }>();
  const decide = useMutation({
    mutationFn: (body: { isAccepted: boolean; answer: string }) =>
      bodyOf(api().PUT('/api/v1/payments/refunds/{id}', { params: { path: { id: refund.id } }, body })),
    onSuccess,
  });
  const guardian = refund.evidence === null ? undefined : (JSON.parse(refund.evidence) as Evidence);
  const answer = (isAccepted: boolean) =>
    void form.validateFields().then((filled) => decide.mutate({ isAccepted, ...filled }));
  return (
    <Modal open title={t('payments.refund')} footer={null} onCancel={end} width={520}>
      <dl className="facts" style={{ marginBlockEnd: 16 }}>
        <dt>{t('payments.amount')}</dt>
        <dd className="mono">{yuan(refund.amountFen, i18n.language)}</dd>
        <dt>{t('refund.reason')}</dt>
        <dd>{refund.reason}</dd>
        {guardian !== undefined && (
          <>
            <dt>{t('refund.guardian')}</dt>
            <dd>
              {guardian.name} · {guardian.relation} · <span className="mono">{guardian.contact}</span>
            </dd>
            <dt>{t('refund.guardian.evidence')}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{guardian.evidence}</dd>
          </>
        )}
      </dl>
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item
          name="answer"
          label={t('payments.answer')}
          rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 3 }} />
        </Form.Item>
        {decide.isError && (
          <Alert type="error" showIcon title={errorText(decide.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <div style={{ display: 'flex', gap: 12 }}>
          <Button type="primary" loading={decide.isPending} onClick={() => answer(true)}>
            {t('payments.accept')}
          </Button>
          <Button danger disabled={decide.isPending} onClick={() => answer(false)}>
            {t('payments.decline')}
          </Button>
        </div>
      </Form>
    </Modal>
  );
}

function DecideInvoice({ invoice, end }: { invoice: Cases['invoices'][number]; end: () => void }) {
  const { t, i18n } = useTranslation();
  const onSuccess = useEnd(end);
  const [form] = Form.useForm<{ number?: string; answer?: string }>();
  const decide = useMutation({
    mutationFn: (body: Schemas['DecideInvoice']) =>
      bodyOf(api().PUT('/api/v1/payments/invoices/{id}', { params: { path: { id: invoice.id } }, body })),
    onSuccess,
  });
  const say = (status: 'issued' | 'declined') => {
    const { number = '', answer = '' } = form.getFieldsValue();
    decide.mutate({ status, number, answer });
  };
  const { title, taxNumber, email } = invoice.buyer;
  return (
    <Modal open title={t('payments.invoice')} footer={null} onCancel={end} width={520}>
      <dl className="facts" style={{ marginBlockEnd: 16 }}>
        <dt>{t('payments.amount')}</dt>
        <dd className="mono">{yuan(invoice.amountFen, i18n.language)}</dd>
        <dt>{t('invoice.title')}</dt>
        <dd>{title}</dd>
        <dt>{t('invoice.tax')}</dt>
        <dd className="mono">{taxNumber ?? '–'}</dd>
        <dt>{t('account.email')}</dt>
        <dd className="mono">{email}</dd>
      </dl>
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="number" label={t('payments.invoice.number')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="answer" label={t('payments.answer')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
        {decide.isError && (
          <Alert type="error" showIcon title={errorText(decide.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <div style={{ display: 'flex', gap: 12 }}>
          <Button type="primary" loading={decide.isPending} onClick={() => say('issued')}>
            {t('payments.issued')}
          </Button>
          <Button danger disabled={decide.isPending} onClick={() => say('declined')}>
            {t('payments.decline')}
          </Button>
        </div>
      </Form>
    </Modal>
  );
}
