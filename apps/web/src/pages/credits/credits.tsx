import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { About } from './about.tsx';
import { Orders } from './orders.tsx';
import { Recharge } from './recharge.tsx';
import './credits.css';

type Movement = Schemas['CreditMovement'];

/** What the team has, what is set aside, and every movement. */
export function Credits() {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const me = useMe();
  const role = me.data?.team?.role;
  const balance = useQuery({ queryKey: ['credits'], queryFn: () => bodyOf(api().GET('/api/v1/credits')) });
  return (
    <>
      <PageHead title={t('nav.credits')} text={t('credits.text')} />
      {balance.isPending && <Skeleton active />}
      {balance.isError && <Failed error={balance.error} again={() => void balance.refetch()} />}
      {balance.isSuccess && (
        <dl className="balance">
          {(['available', 'held', 'spent', 'expired', 'refunded'] as const).map((account) => (
            <div key={account}>
              <dt>{t(`credits.${account}`)}</dt>
              <dd>{number.format(balance.data[account])}</dd>
            </div>
          ))}
        </dl>
      )}
      {(role === 'owner' || role === 'editor') && <Recharge />}
      <Orders />
      <Statement />
    </>
  );
}

function Statement() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const signed = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero' });
  const list = useInfiniteQuery({
    queryKey: ['credits', 'movements'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/credits/movements', { params: { query: { limit: 50, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const save = useMutation({
    mutationFn: () => bodyOf(api().GET('/api/v1/credits/statement.csv', { parseAs: 'blob' })),
    onSuccess: (table) => saveBlob(table as unknown as Blob, 'credits.csv'),
    onError: (error) => void message.error(errorText(error)),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="statement-part">
      <header className="statement-head">
        <h2>{t('credits.statement')}</h2>
        {items.length > 0 && (
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t('credits.csv')}
          </Button>
        )}
      </header>
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('credits.none')} text={t('credits.none.text')} />}
      <ul className="statement" hidden={items.length === 0}>
        {items.map((movement) => (
          <li key={movement.id}>
            <strong>{t(`credits.kind.${movement.kind}`)}</strong>
            <span className="soft">
              <About movement={movement} />
            </span>
            <time className="soft" dateTime={movement.createdAt}>
              {when.format(new Date(movement.createdAt))}
            </time>
            <span className="mono">{signed.format(changeOf(movement.entries))}</span>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}

/** What a movement does to what can be spent. */
function changeOf(entries: Movement['entries']): number {
  return entries.reduce((sum, { account, amount }) => (account === 'available' ? sum + amount : sum), 0);
}
