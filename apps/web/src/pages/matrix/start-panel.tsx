import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, InputNumber, Segmented, Switch } from 'antd';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { RecipeBatch, RecipeBrief } from './recipe-changes.ts';
import type { AheadPlan } from './use-recipe.ts';

const kinds = ['full', 'one-factor', 'pairwise'] as const;

/** How many videos, by which plan, for how much and how long; and the start of them, now or later. */
export function StartPanel({
  batch,
  plan,
  isBehind,
  fault,
  onChange,
  onDraft,
  beforeStart,
}: {
  batch: RecipeBatch;
  plan: AheadPlan | undefined;
  /** Whether the plan is of an earlier state of the matrix. */
  isBehind: boolean;
  fault: Error | null;
  onChange(brief: RecipeBrief): void;
  onDraft(isDraft: boolean): void;
  /** Keeps what was changed last. */
  beforeStart(): Promise<void>;
}) {
  const { t } = useTranslation();
  const id = useId();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [later, setLater] = useState('');
  const { brief } = batch;
  const kind = brief.plan ?? 'full';
  const start = useMutation({
    mutationFn: async () => {
      await beforeStart();
      const startsAt = later === '' ? {} : { startsAt: new Date(later).toISOString() };
      return bodyOf(api().POST('/api/v1/batches', { body: { ...batch, ...startsAt } }));
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['batches'] });
      await navigate({ to: '/batches/$id', params: { id } });
    },
  });
  const count = brief.count ?? 1;
  const videos = count * (brief.languages?.length ?? 1) * (brief.formats?.length ?? 1);
  return (
    <aside className="brief-sum matrix-sum">
      <h2>{t('brief.how-many')}</h2>
      <Segmented
        block
        value={kind}
        aria-label={t('matrix.plan')}
        options={kinds.map((value) => ({ value, label: t(`matrix.plan.${value}`) }))}
        onChange={(value) => onChange({ ...brief, plan: value, ...(value !== 'full' && { uses: [] }) })}
      />
      <p className="soft plan-text">{t(`matrix.plan.${kind}.text`)}</p>
      <div className="count">
        <label htmlFor={`${id}-count`}>{t('brief.count')}</label>
        <InputNumber
          id={`${id}-count`}
          min={1}
          max={1000}
          value={count}
          onChange={(value) => value !== null && onChange({ ...brief, count: value })}
        />
      </div>
      <div className="count">
        <label htmlFor={`${id}-draft`}>{t('brief.draft')}</label>
        <Switch id={`${id}-draft`} checked={batch.isDraft} onChange={onDraft} />
      </div>
      <p className="sum" aria-live="polite">
        <b>{videos}</b> {t('brief.sum')}
      </p>
      <Figures plan={plan} isBehind={isBehind} />
      {fault !== null && <Alert type="error" showIcon title={errorText(fault)} className="plan-fault" />}
      {start.isError && <Alert type="error" showIcon title={errorText(start.error)} className="plan-fault" />}
      <div className="later">
        <label htmlFor={`${id}-later`}>{t('matrix.later')}</label>
        <Input
          id={`${id}-later`}
          type="datetime-local"
          value={later}
          onChange={({ target }) => setLater(target.value)}
        />
      </div>
      <Button
        type="primary"
        size="large"
        block
        disabled={fault !== null}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        {later === '' ? t('brief.start') : t('matrix.schedule')}
      </Button>
      <p className="soft ai">{t('brief.label-note')}</p>
    </aside>
  );
}

/** What the plan says of a batch before it starts. */
function Figures({ plan, isBehind }: { plan: AheadPlan | undefined; isBehind: boolean }) {
  const { t } = useTranslation();
  const { difference, credits, pieces, seconds } = plan ?? {};
  const figures = [
    [t('matrix.difference'), difference ? t('matrix.share', { share: Math.round(difference.least * 100) }) : '–'],
    [t('matrix.pieces'), pieces === undefined ? '–' : String(pieces.total - pieces.ready)],
    [t('matrix.time'), seconds === undefined ? '–' : timeText(seconds, t)],
    [
      t('matrix.credits'),
      credits === undefined ? '–' : credits.available === null ? t('matrix.free') : String(credits.total),
    ],
  ];
  return (
    <dl className={isBehind ? 'figures behind' : 'figures'} aria-busy={isBehind}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function timeText(seconds: number, t: TFunction): string {
  return seconds < 90
    ? t('matrix.seconds', { count: seconds })
    : t('matrix.minutes', { count: Math.ceil(seconds / 60) });
}
