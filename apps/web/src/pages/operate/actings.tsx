import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import { calledBy } from '../team/use-after.ts';
import { NeedsProof } from './needs-proof.tsx';
import './console.css';

type One = Schemas['Acting'];

/** For operators: who acts or acted on whose behalf, why, and whether they consented. */
export function Actings() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.actings')} text={t('actings.text')} />
      <NeedsProof>
        <List />
      </NeedsProof>
    </WithProof>
  );
}

function List() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: ['operate', 'actings'],
    refetchInterval: 5000,
    queryFn: () => bodyOf(api().GET('/api/v1/operate/actings')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active />;
  }
  return list.data.items.length === 0 ? (
    <Nothing title={t('actings.none')} text={t('actings.none.text')} />
  ) : (
    <ul className="kept-list">
      {list.data.items.map((acting) => (
        <Row key={acting.id} acting={acting} />
      ))}
    </ul>
  );
}

function Row({ acting }: { acting: One }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const me = useMe();
  const prove = useProven();
  const queries = useQueryClient();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const start = useMutation({
    mutationFn: () =>
      prove(() => bodyOf(api().POST('/api/v1/operate/actings/{id}/start', { params: { path: { id: acting.id } } }))),
    // The whole studio is another's from now on.
    onSuccess: () => {
      queries.clear();
      location.assign('/');
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const { state, endsAt, asksUntil, reason, team, operatorId } = acting;
  return (
    <li>
      <span>
        <strong>{calledBy(acting)}</strong>
        <br />
        <span className="soft">{team}</span>
      </span>
      <span>
        {reason}
        <br />
        <span className="soft">
          {t(`actings.state.${state}`, {
            when: when.format(new Date(state === 'running' ? (endsAt ?? 0) : asksUntil)),
          })}
        </span>
      </span>
      {state === 'consented' && operatorId === me.data?.id ? (
        <Button type="primary" size="small" loading={start.isPending} onClick={() => start.mutate()}>
          {t('actings.start')}
        </Button>
      ) : (
        <small className="mono soft">{operatorId}</small>
      )}
    </li>
  );
}
