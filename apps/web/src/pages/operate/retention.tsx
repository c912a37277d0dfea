import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { Holds } from './holds.tsx';
import { NeedsProof } from './needs-proof.tsx';
import './console.css';

/** For operators: what is kept where, why, until when, and what stays beyond that. */
export function Retention() {
  const { t } = useTranslation();
  const seesHolds = useDuty('security', 'audit');
  return (
    <WithProof>
      <PageHead title={t('nav.retention')} text={t('retention.text')} />
      <NeedsProof>
        {seesHolds && <Holds />}
        <Kept />
      </NeedsProof>
    </WithProof>
  );
}

function Kept() {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language);
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const list = useQuery({
    queryKey: ['operate', 'retention', i18n.language],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/retention')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  return (
    <>
      <h2 className="part-title">{t('retention.kept')}</h2>
      {list.isPending && <Skeleton active />}
      <ul className="kept-list" hidden={list.data === undefined}>
        {(list.data?.items ?? []).map(({ where, holds, ground, isPersonal, term, rows, bytes }) => (
          <li key={where}>
            <span>
              <strong className="mono">{where}</strong>
              <br />
              {holds}
            </span>
            <span>
              {t(isPersonal || ground !== 'none' ? `basis.${ground}` : 'basis.none')}
              <br />
              <span className="soft">{term}</span>
            </span>
            <span className="soft mono">
              {rows !== null && t('retention.rows', { rows: figure.format(rows) })}
              {bytes !== null && (
                <>
                  <br />
                  {size.format(bytes / 1e6)}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
