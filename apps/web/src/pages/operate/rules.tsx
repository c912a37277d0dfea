import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { DraftRules } from './rules/draft-rules.tsx';
import { type RuleSetSummary, RuleVersions } from './rules/rule-versions.tsx';
import './rules/rules.css';

/** For operators: the lists of words that texts are judged by, what they find, and how they are changed by two. */
export function Rules() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.rules')} text={t('rules.text')} />
      <NeedsProof>
        <Lists />
        <Hits />
      </NeedsProof>
    </WithProof>
  );
}

function Lists() {
  const { t } = useTranslation();
  const [drafting, setDrafting] = useState<{ from: RuleSetSummary | undefined }>();
  const list = useQuery({
    queryKey: ['rules'],
    queryFn: () => bodyOf(api().GET('/api/v1/safety/rules')),
  });
  if (list.isPending) {
    return <Skeleton active />;
  }
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const { items, shipped } = list.data;
  const current = items.find(({ isInForce }) => isInForce);
  return (
    <section className="rules-part" aria-labelledby="rules-versions">
      <header>
        <h2 id="rules-versions">{t('rules.versions')}</h2>
        <Button type="primary" onClick={() => setDrafting({ from: current })}>
          {t('rules.draft')}
        </Button>
      </header>
      <p className="soft">{t('rules.shipped', { version: shipped })}</p>
      {items.length === 0 ? (
        <Nothing title={t('rules.none')} text={t('rules.none.text')} />
      ) : (
        <RuleVersions items={items} />
      )}
      {drafting !== undefined && <DraftRules from={drafting.from} end={() => setDrafting(undefined)} />}
    </section>
  );
}

const figures = ['refused', 'disguised', 'teams', 'held', 'overturned'] as const;

/** What each rule refused, and where reviewers saw it otherwise: a rule that is often overturned needs mending. */
function Hits() {
  const { t } = useTranslation();
  const hits = useQuery({
    queryKey: ['rules', 'hits'],
    queryFn: () => bodyOf(api().GET('/api/v1/safety/hits', { params: { query: { days: 30 } } })),
  });
  const items = hits.data?.items ?? [];
  return (
    <section className="rules-part" aria-labelledby="rules-hits">
      <h2 id="rules-hits">{t('rules.hits')}</h2>
      {hits.isError && <Failed error={hits.error} again={() => void hits.refetch()} />}
      {hits.isPending && <Skeleton active />}
      {hits.isSuccess && items.length === 0 && <p className="soft">{t('rules.hits.none')}</p>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone is scrolled by keys too
        <section className="rule-hits" aria-labelledby="rules-hits" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {(['rule', 'category', ...figures] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`rules.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={`${item.category} ${item.rule}`}>
                  <td className="mono">{item.rule}</td>
                  <td>{t(`category.${item.category as 'vice'}`)}</td>
                  {figures.map((name) => (
                    <td key={name} className="mono figure">
                      {item[name]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
