import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MeasureFacts, useMeasureName } from '../measures/measure-facts.tsx';
import { useTimeWords } from '../measures/time-words.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { PackageDialog } from './package-dialog.tsx';

/** All of one measure: what happened to it, what evidence is sealed, and the ways on and back. */
export function MeasureDrawer({ id, end }: { id: string; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const nameOf = useMeasureName();
  const { when } = useTimeWords();
  const [doing, setDoing] = useState<'undo' | 'package'>();
  const found = useQuery({
    queryKey: ['operate', 'measure', id],
    queryFn: () => bodyOf(api().GET('/api/v1/measures/{id}', { params: { path: { id } } })),
  });
  const undo = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      bodyOf(api().POST('/api/v1/measures/{id}/undoing', { params: { path: { id } }, body: { reason } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      void message.success(t('ladder.undone'));
      setDoing(undefined);
    },
  });
  const measure = found.data?.measure;
  const mayUndo = measure?.state === 'open' || measure?.state === 'lapsed';
  return (
    <Drawer open onClose={end} size={560} title={measure === undefined ? '' : nameOf(measure)}>
      {found.isPending && <Skeleton active />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && measure !== undefined && (
        <div className="measures">
          <section className="measure">
            <header>
              <span>
                {measure.name} {measure.contact}
              </span>
              <span className="status">{t(`measure.state.${measure.state}`)}</span>
            </header>
            <p className="mono soft">{measure.userId}</p>
            <p className="said">{measure.statement}</p>
            <MeasureFacts {...measure} />
            {measure.appeal?.state === 'open' && (
              <Alert type="info" showIcon title={t('measures.appeal.open', { when: when(measure.appeal.dueAt) })} />
            )}
            <div className="doing">
              {mayUndo && <Button onClick={() => setDoing('undo')}>{t('ladder.undo')}</Button>}
              <Button onClick={() => setDoing('package')}>{t('ladder.package')}</Button>
            </div>
          </section>
          <h2>{t('ladder.acts')}</h2>
          <ol className="acts">
            {found.data.acts.map(({ at, act, by, ground }) => (
              <li key={`${at}${act}`}>
                <strong>{act}</strong>
                <span>{ground}</span>
                <span className="soft">
                  {when(at)} · {by}
                </span>
              </li>
            ))}
          </ol>
          <h2>{t('ladder.evidence')}</h2>
          {found.data.evidence.length === 0 && <p className="soft">{t('ladder.evidence.none')}</p>}
          <ul className="acts">
            {found.data.evidence.map(({ id: key, name, sealedAt, sha256, recordSha256, isCopied }) => (
              <li key={key}>
                <strong>{name}</strong>
                <span className="mono">{sha256 ?? recordSha256}</span>
                <span className="soft">
                  {when(sealedAt)}
                  {sha256 !== null && ` · ${t(isCopied ? 'ladder.evidence.copied' : 'ladder.evidence.waits')}`}
                </span>
              </li>
            ))}
          </ul>
          {doing === 'package' && <PackageDialog userId={measure.userId} end={() => setDoing(undefined)} />}
        </div>
      )}
      {doing === 'undo' && (
        <DecisionDialog
          title={t('ladder.undo')}
          error={undo.error}
          isBusy={undo.isPending}
          onDecide={undo.mutate}
          end={() => setDoing(undefined)}
        />
      )}
    </Drawer>
  );
}
