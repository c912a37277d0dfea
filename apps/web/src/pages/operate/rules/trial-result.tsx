import { useQuery } from '@tanstack/react-query';
import { Modal, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.ts';
import { Failed } from '../../../shell/failed.tsx';
import type { RuleSetSummary } from './rule-versions.tsx';

/** What a version would judge otherwise of the last week: nothing of it has happened. */
export function TrialResult({ of, end }: { of: RuleSetSummary; end(): void }) {
  const { t } = useTranslation();
  const trial = useQuery({
    queryKey: ['rules', 'trial', of.id],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => bodyOf(api().POST('/api/v1/safety/rules/{id}/trial', { params: { path: { id: of.id } } })),
  });
  return (
    <Modal open title={t('rules.trial', { number: of.number })} footer={null} onCancel={end} width={640}>
      {trial.isPending && <Skeleton active />}
      {trial.isError && <Failed error={trial.error} again={() => void trial.refetch()} />}
      {trial.data !== undefined && (
        <div className="trial" aria-live="polite">
          <p>{t('rules.trial.sum', { looked: trial.data.looked, changed: trial.data.changed })}</p>
          <ul>
            {trial.data.rules.map(({ rule, more, fewer }) => (
              <li key={rule}>
                <span className="mono">{rule}</span> +{more} −{fewer}
              </li>
            ))}
          </ul>
          <ol>
            {trial.data.changes.map(({ kind, id, teamId, before, after, words }) => (
              <li key={id}>
                <p>
                  {t(`rules.kind.${kind}`)} <b>{words.join(t('list.comma'))}</b>
                </p>
                <p>
                  {t(`rules.outcome.${before}`)} → <b>{t(`rules.outcome.${after}`)}</b>{' '}
                  <small className="mono soft">
                    {id} · {teamId}
                  </small>
                </p>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Modal>
  );
}
