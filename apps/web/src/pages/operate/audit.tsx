import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, DatePicker, Form, Input, Skeleton } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { actWords } from '../team/act-words.ts';
import { NeedsProof } from './needs-proof.tsx';
import { measureWords } from './past-words.ts';
import './console.css';

interface Fields {
  userId?: string;
  teamId?: string;
  objectId?: string;
  address?: string;
  action?: string;
  refused?: boolean;
  days?: [Dayjs | null, Dayjs | null] | null;
}
type Search = Partial<Record<'userId' | 'teamId' | 'objectId' | 'address' | 'action' | 'from' | 'to', string>> & {
  refused?: '1';
};

/** For operators: all that was done, found by who, what, which thing, where and when. */
export function Audit() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.audit')} text={t('audit.text')} />
      <NeedsProof>
        <Acts />
      </NeedsProof>
    </>
  );
}

const texts = ['userId', 'teamId', 'objectId', 'address', 'action'] as const;

function searchOf({ refused, days, ...said }: Fields): Search {
  const [from, to] = days ?? [null, null];
  const given = texts.flatMap((name) => {
    const value = said[name]?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(given),
    ...(refused === true ? { refused: '1' } : {}),
    ...(from === null ? {} : { from: from.startOf('day').toISOString() }),
    ...(to === null ? {} : { to: to.endOf('day').toISOString() }),
  };
}

function Acts() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [search, setSearch] = useState<Search>({});
  const list = useInfiniteQuery({
    queryKey: ['audit', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/operate/audit', { params: { query: { ...search, limit: 50, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const save = useMutation({
    mutationFn: async () => {
      const blob = await bodyOf(api().GET('/api/v1/operate/audit.csv', { params: { query: search }, parseAs: 'blob' }));
      saveBlob(blob as unknown as Blob, 'audit.csv');
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Form<Fields> layout="vertical" className="audit-search" onFinish={(fields) => setSearch(searchOf(fields))}>
        {texts.map((name) => (
          <Form.Item key={name} name={name} label={t(`audit.${name}`)}>
            <Input allowClear maxLength={200} {...(name === 'action' ? { placeholder: 'POST /api/v1/batches' } : {})} />
          </Form.Item>
        ))}
        <Form.Item name="days" label={t('audit.days')}>
          <DatePicker.RangePicker allowEmpty style={{ inlineSize: '100%' }} />
        </Form.Item>
        <Form.Item name="refused" valuePropName="checked">
          <Checkbox>{t('audit.refused')}</Checkbox>
        </Form.Item>
        <div className="doing">
          <Button type="primary" htmlType="submit" loading={list.isFetching}>
            {t('audit.find')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t('audit.save')}
          </Button>
        </div>
      </Form>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('audit.none')} text={t('audit.none.text')} />}
      <ul className="audit-rows">
        {items.map((act) => (
          <Act key={act.id} act={act} language={i18n.language} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function Act({ act, language }: { act: Schemas['AuditedAct']; language: string }) {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <li title={`${act.requestId} · ${act.hash}`}>
      <time className="mono soft" dateTime={act.at}>
        {when.format(new Date(act.at))}
      </time>
      <span title={act.action}>{measureWords(actWords(act.action, language), language)}</span>
      <span className="mono soft">{act.objectId ?? ''}</span>
      <span className={act.status >= 400 ? 'mono refused' : 'mono soft'}>{act.status}</span>
      <span className="mono soft">
        {[act.userId ?? act.actorId, act.address].filter((each) => each !== '').join(' · ')}
      </span>
      {act.told !== null && <Told {...act.told} />}
    </li>
  );
}

/** Why something was decided, and what of it is other than before: the names are those of the record. */
function Told({ ground, before, after }: NonNullable<Schemas['AuditedAct']['told']>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => textOf(before[name]) !== textOf(after[name]));
  return (
    <div className="audit-told">
      {ground !== '' && <p>{ground}</p>}
      {changed.map((name) => (
        <p key={name} className="mono soft">
          {name}: {textOf(before[name])} → {textOf(after[name])}
        </p>
      ))}
    </div>
  );
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
