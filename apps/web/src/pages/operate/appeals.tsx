import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { useTimeWords } from '../measures/time-words.ts';
import { useProven, WithProof } from '../security/proof.tsx';
import { CalendarGap } from './calendar-gap.tsx';
import { Deletions } from './deletions.tsx';
import { NeedsProof } from './needs-proof.tsx';
import '../security/security.css';
import '../measures/measures.css';

const views = ['appeals.tab', 'deletions.tab', 'deletions.done'] as const;

/** For operators: appeals with their deadlines, and deletions, under way and done. */
export function OperateAppeals() {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('appeals.tab');
  return (
    <WithProof>
      <PageHead title={t('nav.operate-appeals')} text={t('appeals.text')} />
      <NeedsProof>
        <CalendarGap />
        <Segmented
          value={view}
          onChange={setView}
          options={views.map((value) => ({ value, label: t(value) }))}
          style={{ marginBlockEnd: 24 }}
        />
        {view === 'appeals.tab' ? <Appeals /> : <Deletions state={view === 'deletions.tab' ? 'open' : 'done'} />}
      </NeedsProof>
    </WithProof>
  );
}

function Appeals() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['operate', 'appeals'],
    initialPageParam: undefined as string | undefined,
    refetchInterval: 15_000,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/appeals', { params: { query: { state: 'open', cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('appeals.none')} text={t('appeals.none.text')} />}
      <div className="measures">
        {items.map((appeal) => (
          <AppealCard key={appeal.id} appeal={appeal} />
        ))}
      </div>
      <MoreButton list={list} />
    </>
  );
}

function AppealCard({ appeal }: { appeal: Schemas['Appeal'] }) {
  const { t } = useTranslation();
  const { when } = useTimeWords();
  const [outcome, setOutcome] = useState<'upheld' | 'rejected'>();
  const { id, name, contact, text, against, identity, provenBy, dueAt, isDueKnown, mayDecide } = appeal;
  return (
    <section className="measure holds" aria-labelledby={id}>
      <header>
        <h3 id={id}>
          {name} {contact}
        </h3>
        <span className="status">{t(isDueKnown ? 'appeals.due' : 'appeals.due.unknown', { when: when(dueAt) })}</span>
      </header>
      <p className="said">{text}</p>
      <dl>
        <dt>{t('appeals.against')}</dt>
        <dd>{against}</dd>
      </dl>
      <p className="soft">{t('appeals.identity', { ...identity, way: provenBy })}</p>
      {!mayDecide && <Alert type="info" showIcon title={t('appeals.notYou')} />}
      {mayDecide && (
        <div className="doing">
          <Button type="primary" onClick={() => setOutcome('upheld')}>
            {t('appeals.uphold')}
          </Button>
          <Button onClick={() => setOutcome('rejected')}>{t('appeals.reject')}</Button>
        </div>
      )}
      {outcome !== undefined && <Decide id={id} outcome={outcome} end={() => setOutcome(undefined)} />}
    </section>
  );
}

function Decide({ id, outcome, end }: { id: string; outcome: 'upheld' | 'rejected'; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ reasons }: { reasons: string }) =>
      prove(() =>
        bodyOf(api().POST('/api/v1/appeals/{id}/decision', { params: { path: { id } }, body: { outcome, reasons } })),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      void message.success(t('ladder.decided'));
      end();
    },
  });
  const title = t(outcome === 'upheld' ? 'appeals.uphold' : 'appeals.reject');
  return (
    <Modal open title={title} footer={null} onCancel={end} width={520} destroyOnHidden>
      <Form<{ reasons: string }> layout="vertical" requiredMark={false} onFinish={(said) => decide.mutate(said)}>
        <Form.Item
          name="reasons"
          label={t('appeals.reasons')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('form.needed') }]}
        >
          <Input.TextArea maxLength={5000} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
        {decide.isError && (
          <Alert type="error" showIcon title={errorText(decide.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" block htmlType="submit" loading={decide.isPending}>
          {title}
        </Button>
      </Form>
    </Modal>
  );
}
