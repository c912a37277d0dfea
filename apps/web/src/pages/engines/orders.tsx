import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { type Engine, moneyOf } from './use-engines.ts';

type Order = Schemas['PresenterOrder'];

/** What engines were asked for, and what it cost: newest first. */
export function Orders({ engines }: { engines: readonly Engine[] }) {
  const { t, i18n } = useTranslation();
  const list = useQuery({
    queryKey: ['presenter-orders'],
    queryFn: () => bodyOf(api().GET('/api/v1/presenter-orders')),
  });
  const items = list.data?.items ?? [];
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const seconds = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const currencyOf = (name: string) => engines.find(({ kind }) => name.startsWith(kind))?.currency;
  return (
    <section>
      <h2>{t('engines.orders')}</h2>
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="soft">{t('engines.orders.none')}</p>}
      {items.length > 0 && (
        <Table<Order>
          rowKey="id"
          size="small"
          dataSource={items}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('engines.orders.when'), render: (_, { createdAt }) => when.format(new Date(createdAt)) },
            { title: t('engines.orders.engine'), dataIndex: 'engine' },
            { title: t('engines.orders.seconds'), render: (_, order) => seconds.format(order.seconds) },
            { title: t('engines.orders.phase'), render: (_, { phase }) => t(`engines.phase.${phase}`) },
            {
              title: t('engines.orders.cost'),
              render: (_, { costCents, engine }) =>
                costCents === null
                  ? t('engines.orders.cost.unknown')
                  : moneyOf(costCents, currencyOf(engine) ?? 'CNY', i18n.language),
            },
          ]}
        />
      )}
    </section>
  );
}
