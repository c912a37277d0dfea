import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, QRCode, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { yuan } from './money.ts';

type Order = Schemas['RechargeOrder'];
type Way = Order['way'];

/** While somebody pays, the order is asked for so often. */
const askEveryMs = 3000;

/** Packs of credits with their prices, and the dialog in which one is paid. */
export function Recharge() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const offers = useQuery({
    queryKey: ['credits', 'offers'],
    queryFn: () => bodyOf(api().GET('/api/v1/credits/offers')),
  });
  const [chosen, setChosen] = useState<Way>();
  const [paying, setPaying] = useState<string>();
  const way = chosen ?? offers.data?.ways[0] ?? 'operator';
  const order = useMutation({
    mutationFn: (pack: string) => bodyOf(api().POST('/api/v1/credits/orders', { body: { pack, way } })),
    onSuccess: async ({ id, payUrl, way: by }) => {
      setPaying(id);
      if (by === 'alipay' && payUrl !== null) {
        window.open(payUrl, '_blank', 'noopener');
      }
      await queries.invalidateQueries({ queryKey: ['credits', 'orders'] });
    },
  });
  if (!offers.isSuccess) {
    return null;
  }
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <section className="recharge">
      <h2>{t('recharge.title')}</h2>
      {offers.data.ways.length > 1 && (
        <Radio.Group
          value={way}
          onChange={({ target }) => setChosen(target.value as Way)}
          options={offers.data.ways.map((value) => ({ value, label: t(`recharge.way.${value}`) }))}
          aria-label={t('recharge.way')}
        />
      )}
      <ul className="packs">
        {offers.data.packs.map(({ id, credits, amountFen }) => (
          <li key={id}>
            <strong>{t('recharge.credits', { count: credits, number: number.format(credits) })}</strong>
            <span className="mono">{yuan(amountFen, i18n.language)}</span>
            <Button
              onClick={() => order.mutate(id)}
              loading={order.isPending && order.variables === id}
              aria-label={t('recharge.buy.of', { number: number.format(credits) })}
            >
              {t('recharge.buy')}
            </Button>
          </li>
        ))}
      </ul>
      {order.isError && <Alert type="error" showIcon title={errorText(order.error)} />}
      {paying !== undefined && <Paying id={paying} end={() => setPaying(undefined)} />}
    </section>
  );
}

/** An order that waits: how it is paid, and that it was, as soon as the service knows. */
export function Paying({ id, end }: { id: string; end: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const order = useQuery({
    queryKey: ['credits', 'order', id],
    queryFn: () => bodyOf(api().GET('/api/v1/credits/orders/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? askEveryMs : false),
  });
  const status = order.data?.status;
  useEffect(() => {
    if (status === 'paid') {
      void queries.invalidateQueries({ queryKey: ['credits'], exact: true });
      void queries.invalidateQueries({ queryKey: ['credits', 'movements'] });
      void queries.invalidateQueries({ queryKey: ['credits', 'orders'] });
    }
  }, [status, queries]);
  return (
    <Modal open title={t('recharge.pay')} footer={null} onCancel={end} width={460}>
      {order.isError && <Alert type="error" showIcon title={errorText(order.error)} />}
      {order.isSuccess && (
        <div className="paying">
          <p className="mono amount">{yuan(order.data.amountFen, i18n.language)}</p>
          {order.data.status === 'pending' ? <HowToPay order={order.data} /> : null}
          {order.data.status === 'paid' && <Alert type="success" showIcon title={t('recharge.paid')} />}
          {order.data.status === 'closed' && <Alert type="warning" showIcon title={t('recharge.closed')} />}
          <p className="soft">{t('recharge.order', { id })}</p>
        </div>
      )}
    </Modal>
  );
}

function HowToPay({ order: { way, payUrl, id } }: { order: Order }) {
  const { t } = useTranslation();
  if (way === 'operator') {
    return <p>{t('recharge.transfer', { id })}</p>;
  }
  if (payUrl === null) {
    return <Alert type="warning" showIcon title={t('recharge.closed')} />;
  }
  return way === 'wechat' ? (
    <>
      <QRCode aria-label={t('recharge.scan')} value={payUrl} size={220} color="#000" bgColor="#fff" />
      <p>{t('recharge.scan')}</p>
    </>
  ) : (
    <>
      <p>{t('recharge.page')}</p>
      <Button type="primary" href={payUrl} target="_blank" rel="noopener">
        {t('recharge.page.open')}
      </Button>
    </>
  );
}
