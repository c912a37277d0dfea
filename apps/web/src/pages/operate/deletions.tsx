import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing } from '../../shell/page-head.tsx';
import { CertificateText } from '../deleted/deleted.tsx';
import { useTimeWords } from '../measures/time-words.ts';
import { DecisionDialog } from './decision-dialog.tsx';

/** Deletions that are under way, each with what it waits for; or those that are done, each with its certificate. */
export function Deletions({ state }: { state: 'open' | 'done' }) {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: ['operate', 'deletions', state],
    refetchInterval: 15_000,
    queryFn: () => bodyOf(api().GET('/api/v1/deletions', { params: { query: { state } } })),
  });
  if (list.isPending) {
    return <Skeleton active />;
  }
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  return list.data.items.length === 0 ? (
    <Nothing title={t('deletions.none')} text={t('deletions.none.text')} />
  ) : (
    <div className="measures">
      {list.data.items.map((deletion) => (
        <Card key={deletion.id} deletion={deletion} />
      ))}
    </div>
  );
}

function Card({ deletion }: { deletion: Schemas['Deletion'] }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { when } = useTimeWords();
  const [shown, setShown] = useState<'stop' | 'certificate'>();
  const { id, name, contact, userId, cause, reason, erasesAt, heldBy, doneAt, certificate } = deletion;
  const stop = useMutation({
    mutationFn: ({ reason: why }: { reason: string }) =>
      bodyOf(api().POST('/api/v1/deletions/{id}/stop', { params: { path: { id } }, body: { why } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      void message.success(t('deletions.stopped'));
      setShown(undefined);
    },
  });
  const heldKey = `deletions.held.${heldBy}`;
  return (
    <section className="measure">
      <header>
        <h3>{t(`deletions.cause.${cause}`)}</h3>
        <span>{name === '' && contact === '' ? <span className="mono">{userId}</span> : `${name} ${contact}`}</span>
      </header>
      {reason !== '' && <p className="said">{reason}</p>}
      <p className="soft">
        {doneAt !== null
          ? t('deletions.when', { when: when(doneAt) })
          : erasesAt === null
            ? t('deletions.waits')
            : t('deletions.when', { when: when(erasesAt) })}
        {heldBy !== null && ` · ${i18n.exists(heldKey) ? i18n.t(heldKey as 'deletions.held.appeal') : heldBy}`}
      </p>
      <div className="doing">
        {doneAt === null && <Button onClick={() => setShown('stop')}>{t('deletions.stop')}</Button>}
        {certificate !== null && <Button onClick={() => setShown('certificate')}>{t('deleted.title')}</Button>}
      </div>
      {shown === 'stop' && (
        <DecisionDialog
          title={t('deletions.stop')}
          error={stop.error}
          isBusy={stop.isPending}
          onDecide={stop.mutate}
          end={() => setShown(undefined)}
        />
      )}
      {certificate !== null && (
        <Drawer
          open={shown === 'certificate'}
          onClose={() => setShown(undefined)}
          size={640}
          title={t('deleted.title')}
        >
          <div className="certificate" style={{ padding: 0 }}>
            <CertificateText {...certificate} />
          </div>
        </Drawer>
      )}
    </section>
  );
}
