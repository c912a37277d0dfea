import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../../api/client.ts';
import { errorText } from '../../../api/error-text.ts';
import { useProven } from '../../security/proof.tsx';
import { TrialResult } from './trial-result.tsx';

export type RuleSetSummary = Schemas['RuleSets']['items'][number];

/** All versions, newest first: what each changes, who wrote and who published it, and what can be done with it. */
export function RuleVersions({ items }: { items: readonly RuleSetSummary[] }) {
  const [trying, setTrying] = useState<RuleSetSummary>();
  return (
    <>
      <ol className="rule-versions">
        {items.map((item) => (
          <li key={item.id} aria-current={item.isInForce}>
            <Version item={item} onTry={() => setTrying(item)} />
          </li>
        ))}
      </ol>
      {trying !== undefined && <TrialResult of={trying} end={() => setTrying(undefined)} />}
    </>
  );
}

function Version({ item, onTry }: { item: RuleSetSummary; onTry(): void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const { id, number, note, terms, publishedAt, withdrawnAt, createdAt, draftedBy, publishedBy, isInForce } = item;
  const path = { params: { path: { id } } };
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: ['rules'] }),
    onError: (error: Error) => void message.error(errorText(error)),
  };
  const publish = useMutation({
    mutationFn: () => prove(() => bodyOf(api().POST('/api/v1/safety/rules/{id}/publication', path))),
    ...after,
  });
  const withdraw = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/safety/rules/{id}', path)),
    ...after,
  });
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = (time: string) => when.format(new Date(time));
  const state = isInForce
    ? 'in-force'
    : withdrawnAt !== null
      ? 'withdrawn'
      : publishedAt === null
        ? 'draft'
        : 'earlier';
  return (
    <>
      <div>
        <p>
          <b className="mono">v{number}</b> <span className={`status ${state}`}>{t(`rules.state.${state}`)}</span>
        </p>
        <p>{note}</p>
        <p className="soft">
          {t('rules.terms', { number: terms })} · {t('rules.drafted', { by: draftedBy, when: day(createdAt) })}
          {publishedAt !== null && ` · ${t('rules.published', { by: publishedBy, when: day(publishedAt) })}`}
        </p>
      </div>
      <div className="doing">
        {withdrawnAt === null && !isInForce && (
          <>
            <Button size="small" onClick={onTry}>
              {t('rules.try')}
            </Button>
            <Popconfirm
              title={t(publishedAt === null ? 'rules.publish.sure' : 'rules.back.sure')}
              okText={t(publishedAt === null ? 'rules.publish' : 'rules.back')}
              cancelText={t('cancel')}
              onConfirm={() => publish.mutate()}
            >
              <Button size="small" type="primary" loading={publish.isPending}>
                {t(publishedAt === null ? 'rules.publish' : 'rules.back')}
              </Button>
            </Popconfirm>
          </>
        )}
        {state === 'draft' && (
          <Button size="small" type="text" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('rules.withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}
