import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { useProven } from '../security/proof.tsx';

/** What has had its legal term: what the next sweep takes away, what holds keep of it, and what sweeps took lately. */
export function EndedTerms() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const mayAct = useDuty('security');
  const queries = useQueryClient();
  const prove = useProven();
  const figure = new Intl.NumberFormat(i18n.language);
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useQuery({
    queryKey: ['operate', 'ended-terms'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/retention/ended')),
  });
  const sweep = useMutation({
    mutationFn: () => prove(() => bodyOf(api().POST('/api/v1/operate/retention/sweeps'))),
    onSuccess: async ({ items }) => {
      const rows = items.reduce((sum, one) => sum + one.rows, 0);
      void message.success(t('retention.sweep.done', { rows: figure.format(rows) }));
      await queries.invalidateQueries({ queryKey: ['operate'] });
    },
    onError: (error) => void message.error(errorText(error)),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const { items = [], sweeps = [] } = list.data ?? {};
  const due = items.filter(({ rows }) => rows > 0);
  return (
    <>
      <h2 className="part-title">{t('retention.ended')}</h2>
      {list.isPending && <Skeleton active />}
      <p className="soft" hidden={list.data === undefined}>
        {t(items.length === 0 ? 'retention.ended.none' : 'retention.ended.text')}
      </p>
      {items.length > 0 && (
        <ul className="kept-list" style={{ marginBlockStart: 12 }}>
          {items.map(({ where, rows, held }) => (
            <li key={where}>
              <span className="mono">{where}</span>
              <span className="soft">{held > 0 && t('retention.ended.held', { rows: figure.format(held) })}</span>
              <span className="mono">{t('retention.ended.rows', { rows: figure.format(rows) })}</span>
            </li>
          ))}
        </ul>
      )}
      {sweeps.length > 0 && (
        <details className="kept-group">
          <summary>
            <strong>{t('retention.sweeps')}</strong>
            <span className="soft">{when.format(new Date(sweeps[0]?.at ?? 0))}</span>
          </summary>
          <ul className="kept-list">
            {sweeps.map(({ at, by, where, rows }) => (
              <li key={`${at} ${where}`}>
                <span>
                  {when.format(new Date(at))}
                  <br />
                  <small className="mono soft">{by === 'service' ? t('retention.sweeps.daily') : by}</small>
                </span>
                <span className="mono">{where}</span>
                <span className="mono">{t('retention.ended.rows', { rows: figure.format(rows) })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayAct && due.length > 0 && (
        <Popconfirm
          title={t('retention.sweep.sure')}
          okText={t('retention.sweep')}
          cancelText={t('cancel')}
          onConfirm={() => sweep.mutate()}
        >
          <Button style={{ marginBlockStart: 8 }} loading={sweep.isPending}>
            {t('retention.sweep')}
          </Button>
        </Popconfirm>
      )}
    </>
  );
}
