import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Checkbox, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import type { RecipeBatch } from '../matrix/recipe-changes.ts';
import { ChannelFields } from './channel-fields.tsx';
import { chosenOf } from './chosen-videos.ts';
import { Findings } from './findings.tsx';
import type { Channel } from './platforms.ts';
import { PostTexts } from './post-texts.tsx';
import { type Rhythm, ScheduleFields, schedulesOf } from './schedule-fields.tsx';
import { VideoChoice } from './video-choice.tsx';
import '../batches/new-batch.css';
import './deliveries.css';

type Labels = Schemas['NewChannelDelivery']['labels'];
export type Posts = Schemas['NewChannelDelivery']['posts'];
const labels = ['ai', 'marketing', 'fiction', 'repost', 'opinion', 'none'] as const;
const lastChannels = 'clipo.channels';
/** As the service takes at once. */
const mostChannels = 20;

/** Chooses videos and channels, tells what a channel would not take, and makes the packages. */
export function NewDelivery() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { batch } = useSearch({ from: '/studio/deliveries/new' });
  const [ownChannels, setChannels] = useState<Channel[]>();
  const [chosenLabels, setLabels] = useState<Labels>(['ai', 'marketing']);
  const [rhythms, setRhythms] = useState<Rhythm[]>([]);
  const [own, setOwn] = useState<NonNullable<Posts>>({});
  const { batches, sheet, briefed } = useSources(batch);
  const channels = ownChannels ?? firstChannels(briefed.data);
  const done = useMemo(() => sheet.data?.items.filter(({ files }) => files !== null) ?? [], [sheet.data]);
  const [ids, setIds] = useState<readonly string[]>();
  const wanted = useMemo(() => ids ?? firstChoice(batch, done), [ids, batch, done]);
  const named = channels.filter(({ handle }) => handle.trim() !== '');
  const wish = {
    videos: [...wanted],
    channels: named,
    labels: chosenLabels,
    posts: own,
    schedules: schedulesOf(named, rhythms),
    language: i18n.language === 'en' ? ('en' as const) : ('zh-CN' as const),
  };
  const isAsked = wanted.length > 0 && named.length > 0;
  const settled = useSettled(wish);
  const check = useQuery({
    queryKey: ['delivery-check', settled],
    enabled: isAsked && settled.videos.length > 0 && settled.channels.length > 0,
    placeholderData: keepPreviousData,
    queryFn: () => bodyOf(api().POST('/api/v1/deliveries/check', { body: settled })),
  });
  const make = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/deliveries', { body: wish })),
    onSuccess: ({ id }) => {
      localStorage.setItem(lastChannels, JSON.stringify(named));
      void message.success(t('deliver.made'));
      return navigate({ to: '/deliveries/$id', params: { id } });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const faults = check.data?.findings.filter(({ level }) => level === 'error').length ?? 0;
  return (
    <>
      <PageHead title={t('deliver.title')} text={t('deliver.text')} />
      <div className="brief-form">
        <div className="brief-parts">
          <section>
            <h2>{t('deliver.videos')}</h2>
            <Select
              aria-label={t('deliver.batch')}
              placeholder={t('deliver.batch')}
              style={{ inlineSize: '100%', marginBlockEnd: 16 }}
              value={batch}
              loading={batches.isPending}
              onChange={(id) => {
                setIds(undefined);
                setOwn({});
                setChannels(undefined);
                setRhythms([]);
                void navigate({ to: '/deliveries/new', search: { batch: id }, replace: true });
              }}
              options={batches.data?.items.map(({ id, title, createdAt }) => ({
                value: id,
                label: `${title} · ${new Date(createdAt).toLocaleString(i18n.language)}`,
              }))}
            />
            {sheet.isError && <Failed error={sheet.error} again={() => void sheet.refetch()} />}
            {sheet.isSuccess && done.length === 0 && <p className="soft">{t('deliver.videos.none')}</p>}
            {done.length > 0 && <VideoChoice videos={done} chosen={wanted} onChange={setIds} />}
          </section>
          <section>
            <h2>{t('deliver.channels')}</h2>
            <ChannelFields
              channels={channels}
              onChange={(next) => {
                setChannels(next);
                if (next.length !== channels.length) {
                  setRhythms([]);
                }
                setOwn({});
              }}
            />
          </section>
          {named.length > 0 && (
            <section>
              <h2>{t('deliver.schedule')}</h2>
              <p className="soft">{t('deliver.schedule.text')}</p>
              <ScheduleFields channels={named} rhythms={rhythms} onChange={setRhythms} />
            </section>
          )}
          <section>
            <h2 id="labels">{t('deliver.labels')}</h2>
            <p className="soft">{t('deliver.labels.text')}</p>
            <Checkbox.Group
              aria-labelledby="labels"
              className="label-choice"
              value={chosenLabels}
              onChange={setLabels}
              options={labels.map((value) => ({
                value,
                label: t(`deliver.label.${value}`),
                // All that is made here is made by AI.
                disabled: value === 'none',
              }))}
            />
          </section>
          {check.data !== undefined && isAsked && (
            <PostTexts
              videos={done}
              chosen={wanted}
              channels={named}
              posts={check.data.posts}
              onChange={setOwn}
              own={own}
            />
          )}
        </div>
        <aside className="brief-sum">
          <p className="sum">
            <b>{isAsked ? named.length : 0}</b>
            {t('deliver.sum')}
          </p>
          <p className="soft">{t('deliver.sum.videos', { count: wanted.length })}</p>
          {isAsked && <Findings check={check} />}
          <Button
            type="primary"
            size="large"
            block
            style={{ marginBlockStart: 18 }}
            disabled={!isAsked || check.data === undefined || faults > 0}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {t('deliver.make')}
          </Button>
          <p className="ai soft">{t('brief.label-note')}</p>
        </aside>
      </div>
    </>
  );
}

function useSources(batch: string | undefined) {
  const batches = useQuery({
    queryKey: ['batches', 'to-deliver'],
    queryFn: () => bodyOf(api().GET('/api/v1/batches', { params: { query: { limit: 100 } } })),
  });
  const sheet = useQuery({
    queryKey: ['batch', batch, 'sheet'],
    enabled: batch !== undefined,
    queryFn: () => bodyOf(api().GET('/api/v1/batches/{id}/sheet', { params: { path: { id: batch ?? '' } } })),
  });
  const briefed = useQuery({
    queryKey: ['batch', batch, 'channels'],
    enabled: batch !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const source = await bodyOf(api().GET('/api/v1/batches/{id}/source', { params: { path: { id: batch ?? '' } } }));
      return (source as RecipeBatch).brief.channels ?? [];
    },
  });
  return { batches, sheet, briefed };
}

/** What the batch was made for, as far as one delivery may hold; else where the last delivery from here went. */
function firstChannels(briefed: readonly Channel[] = []): Channel[] {
  return briefed.length > 0 ? briefed.slice(0, mostChannels) : keptChannels();
}

/** What was chosen on the sheet, else what is approved, else all that was not rejected. */
function firstChoice(batch: string | undefined, done: readonly Schemas['SheetVideo'][]): readonly string[] {
  const kept = chosenOf(batch)?.filter((id) => done.some((video) => video.id === id));
  if (kept !== undefined && kept.length > 0) {
    return kept;
  }
  const approved = done.filter(({ decision }) => decision?.outcome === 'approved');
  return (approved.length > 0 ? approved : done.filter(({ decision }) => decision?.outcome !== 'rejected')).map(
    ({ id }) => id,
  );
}

function keptChannels(): Channel[] {
  try {
    const kept = JSON.parse(localStorage.getItem(lastChannels) ?? '') as Channel[];
    return kept.length > 0 ? kept : [{ platform: 'douyin', handle: '' }];
  } catch {
    return [{ platform: 'douyin', handle: '' }];
  }
}

/** A value once it has stood still: who types asks once, not with every letter. */
function useSettled<T>(value: T): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 350);
    return () => clearTimeout(timer);
  }, [text]);
  return useMemo(() => JSON.parse(settled) as T, [settled]);
}
