import { CopyOutlined } from '@ant-design/icons';
import { useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { ChannelFields } from '../deliveries/channel-fields.tsx';
import type { Channel } from '../deliveries/platforms.ts';
import { Cells } from './cells.tsx';
import { useChoices } from './choice-names.ts';
import { ListedColumn } from './listed-column.tsx';
import { choiceName, Pairs } from './pairs.tsx';
import { listedAxes, listedOf, type RecipeBrief, wordAxes } from './recipe-changes.ts';
import { StartPanel } from './start-panel.tsx';
import { useMakeRecipe } from './use-make-recipe.ts';
import { useAheadPlan, useRecipe } from './use-recipe.ts';
import { WordColumn } from './word-column.tsx';
import '../batches/new-batch.css';
import './matrix.css';

const formats = ['9x16', '3x4', '4x5', '1x1', '16x9'] as const;
const languages = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'en', label: 'English' },
] as const;

/** A matrix: columns of cards on which a batch turns, what it makes, and its start. It is kept as it is changed. */
export function Matrix() {
  const { id } = useParams({ from: '/studio/recipes/$id' });
  const { t } = useTranslation();
  const { kept, state, saving, rename, changeBrief, changeDraft, keep } = useRecipe(id);
  const { plan, isBehind } = useAheadPlan(state?.batch);
  const { choicesOf, nameOf } = useChoices();
  const make = useMakeRecipe();
  if (state === undefined) {
    return kept.isError ? (
      <Failed error={kept.error} again={() => void kept.refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 10 }} />
    );
  }
  const { brief } = state.batch;
  const sizes = {
    hook: brief.axes?.hook ?? plan.data?.axes.hook ?? 1,
    body: brief.axes?.body ?? plan.data?.axes.body ?? 1,
    cta: brief.axes?.cta ?? plan.data?.axes.cta ?? 1,
  };
  return (
    <>
      <header className="page-head">
        <div>
          <h1 className="hidden">{t('matrix.title', { name: state.name })}</h1>
          <Input
            className="matrix-name"
            variant="borderless"
            aria-label={t('matrix.name')}
            value={state.name}
            maxLength={200}
            onChange={({ target }) => target.value.trim() !== '' && rename(target.value)}
          />
          <p role="status">{t(`matrix.${saving}`)}</p>
        </div>
        <div className="doing">
          <Button
            icon={<CopyOutlined />}
            loading={make.isPending}
            onClick={() => make.mutate({ name: t('matrix.copy-of', { name: state.name }), batch: state.batch })}
          >
            {t('matrix.clone')}
          </Button>
        </div>
      </header>
      <div className="matrix-page">
        <div>
          <div className="matrix-columns">
            {wordAxes.map((axis) => (
              <WordColumn key={axis} axis={axis} brief={brief} plan={plan.data} onChange={changeBrief} />
            ))}
            {listedAxes.map((axis) => (
              <ListedColumn
                key={axis}
                axis={axis}
                brief={brief}
                choices={choicesOf(axis)}
                nameOf={(value) => nameOf(axis, value)}
                onChange={changeBrief}
              />
            ))}
            <PlainColumn title={t('brief.languages')} count={brief.languages?.length ?? 1}>
              <Checkbox.Group
                value={brief.languages ?? ['zh-CN']}
                options={[...languages]}
                onChange={(chosen) => chosen.length > 0 && changeBrief({ ...brief, languages: chosen } as RecipeBrief)}
              />
            </PlainColumn>
            <PlainColumn title={t('brief.formats')} count={brief.formats?.length ?? 1}>
              <Checkbox.Group
                value={brief.formats ?? ['9x16']}
                options={formats.map((value) => ({ value, label: value.replace('x', ':') }))}
                onChange={(chosen) => chosen.length > 0 && changeBrief({ ...brief, formats: chosen } as RecipeBrief)}
              />
            </PlainColumn>
            <PlainColumn title={t('deliver.channels')} count={brief.channels?.length ?? 0}>
              <Channels brief={brief} onChange={changeBrief} />
            </PlainColumn>
          </div>
          <Pairs
            brief={brief}
            sizes={sizes}
            nameOf={(axis, choice) =>
              choiceName(axis, choice, (listed, at) =>
                nameOf(listed as 'voice', listedOf(brief, listed as 'voice')[at - 1]),
              )
            }
            onChange={changeBrief}
          />
          {plan.data !== undefined && !plan.isError && <Cells plan={plan.data} />}
        </div>
        <StartPanel
          batch={state.batch}
          plan={plan.isError ? undefined : plan.data}
          isBehind={isBehind}
          fault={isBehind ? null : plan.error}
          onChange={changeBrief}
          onDraft={changeDraft}
          beforeStart={keep}
        />
      </div>
    </>
  );
}

function PlainColumn({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section className="matrix-column plain" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="mono soft">{count}</span>
      </header>
      {children}
    </section>
  );
}

/** Channels are kept once their account is named. */
function Channels({ brief, onChange }: { brief: RecipeBrief; onChange(brief: RecipeBrief): void }) {
  const [channels, setChannels] = useState<Channel[]>((brief.channels ?? []) as Channel[]);
  return (
    <ChannelFields
      channels={channels}
      mayBeNone
      onChange={(next) => {
        setChannels(next);
        onChange({ ...brief, channels: next.filter(({ handle }) => handle.trim() !== '') });
      }}
    />
  );
}
