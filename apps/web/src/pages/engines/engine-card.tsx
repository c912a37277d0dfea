import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { EngineNeeds } from './engine-needs.tsx';
import { PerformedPeople } from './performed-people.tsx';
import { type Engine, enginesKey, moneyOf, type OutsidePresenter } from './use-engines.ts';

interface CardProps {
  engine: Engine;
  presenters: readonly OutsidePresenter[];
  mayChange: boolean;
  onEdit(): void;
}

/** One engine: what it is, what it needs, whether it is reached, and who is performed by it. */
export function EngineCard({ engine, presenters, mayChange, onEdit }: CardProps) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [tried, setTried] = useState<Schemas['PresenterEngineTrial']>();
  const { id, name, kind, recipient, isAbroad, currency, animates, lacks } = engine;
  const { centsPerSecond } = engine.engine as { centsPerSecond?: number };
  const attempt = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/presenter-engines/{id}/try', { params: { path: { id } } })),
    onMutate: () => setTried(undefined),
    onSuccess: setTried,
    onError: (error) => void message.error(errorText(error)),
  });
  const remove = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/presenter-engines/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: enginesKey }),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <section className="engine" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{name}</h2>
          <p className="engine-facts">
            {name !== t(`engines.kind.${kind}`) && <span>{t(`engines.kind.${kind}`)}</span>}
            <span>{t('engines.recipient', { recipient })}</span>
            {isAbroad && <span>{t('engines.is-abroad')}</span>}
            <span>{animates.map((each) => t(`engines.animates.${each}`)).join(' · ')}</span>
            <span>
              {centsPerSecond === undefined
                ? t('engines.no-price')
                : t('engines.per-second', { price: moneyOf(centsPerSecond, currency, i18n.language) })}
            </span>
          </p>
        </div>
        {mayChange && (
          <div className="engine-acts">
            <Button loading={attempt.isPending} disabled={lacks !== null} onClick={() => attempt.mutate()}>
              {t('engines.try')}
            </Button>
            <Button onClick={onEdit}>{t('engines.edit')}</Button>
            <Popconfirm
              title={t('engines.remove.sure')}
              okText={t('engines.remove')}
              cancelText={t('cancel')}
              onConfirm={() => remove.mutate()}
            >
              <Button danger type="text" loading={remove.isPending}>
                {t('engines.remove')}
              </Button>
            </Popconfirm>
          </div>
        )}
      </header>
      {lacks !== null && <Alert type="warning" showIcon title={t('engines.lacks', { problem: lacks })} />}
      {tried !== undefined && (
        <Alert
          type={tried.isReached ? 'success' : 'error'}
          showIcon
          title={
            tried.isReached
              ? t('engines.try.good', { seconds: (tried.ms / 1000).toFixed(1) })
              : t('engines.try.bad', { problem: tried.problem ?? '' })
          }
        />
      )}
      <PerformedPeople engine={engine} presenters={presenters} />
      <EngineNeeds recipient={recipient} isAbroad={isAbroad} animates={animates} />
    </section>
  );
}
