import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import '../security/security.css';
import { AnswerDialog } from './answer-dialog.tsx';
import { AppealDialog } from './appeal-dialog.tsx';
import { MeasureFacts, useMeasureName } from './measure-facts.tsx';
import { useTimeWords } from './time-words.ts';
import './measures.css';

type Measure = Schemas['OwnMeasure'];

const measuresKey = ['me', 'measures'] as const;
/** These leave reading, taking away, answering and appealing alone. */
const stopping: readonly Measure['kind'][] = ['suspension', 'termination', 'freeze'];

/** What was done about the person's account: why, until when, and what they can do: correct, answer, appeal. */
export function Measures() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.data === null) {
    return <PageHead title={t('nav.measures')} text={t('account.key')} />;
  }
  return (
    <WithProof>
      <PageHead title={t('nav.measures')} text={t('measures.text')} />
      <List />
    </WithProof>
  );
}

function List() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: measuresKey,
    queryFn: () => bodyOf(api().GET('/api/v1/me/measures')),
    refetchInterval: 60_000,
  });
  if (list.isPending) {
    return <Skeleton active />;
  }
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const { items } = list.data;
  if (items.length === 0) {
    return <Nothing title={t('measures.none')} text={t('measures.none.text')} />;
  }
  const isOpen = ({ state }: Measure) => state === 'open';
  const closed = items.filter((each) => !isOpen(each));
  return (
    <div className="measures">
      {items.some((each) => isOpen(each) && stopping.includes(each.kind)) && (
        <Alert type="warning" showIcon title={t('measures.stopped')} />
      )}
      {items.filter(isOpen).map((measure) => (
        <Card key={measure.id} measure={measure} />
      ))}
      {closed.length > 0 && <h2>{t('measures.closed')}</h2>}
      {closed.map((measure) => (
        <Card key={measure.id} measure={measure} />
      ))}
    </div>
  );
}

function Card({ measure }: { measure: Measure }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const nameOf = useMeasureName();
  const { when } = useTimeWords();
  const [open, setOpen] = useState<'answer' | 'appeal'>();
  const { id, statement, createdAt, state, mayCorrect, mayAnswer, mayAppeal, appeal } = measure;
  const correct = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/me/measures/{id}/correction', { params: { path: { id } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: measuresKey });
      void message.success(t('measures.corrected'));
    },
  });
  return (
    <section className={`measure ${state === 'open' ? 'holds' : ''}`} aria-labelledby={id}>
      <header>
        <h3 id={id}>{nameOf(measure)}</h3>
        <span className="status">{t(`measure.state.${state}`)}</span>
      </header>
      <p className="said">{statement}</p>
      <MeasureFacts {...measure} />
      <p className="soft">{t('measures.taken', { when: when(createdAt) })}</p>
      {appeal !== null && appeal.state === 'open' && (
        <Alert type="info" showIcon title={t('measures.appeal.open', { when: when(appeal.dueAt) })} />
      )}
      {(appeal?.state === 'upheld' || appeal?.state === 'rejected') && (
        <Alert
          type={appeal.state === 'upheld' ? 'success' : 'info'}
          showIcon
          title={t(`measures.appeal.${appeal.state}`, { reasons: appeal.reasons })}
        />
      )}
      {correct.isError && <Alert type="error" showIcon title={errorText(correct.error)} />}
      {mayCorrect && <p className="soft">{t('measures.correct.hint')}</p>}
      <div className="doing">
        {mayCorrect && (
          <Button type="primary" loading={correct.isPending} onClick={() => correct.mutate()}>
            {t('measures.correct')}
          </Button>
        )}
        {mayAnswer && <Button onClick={() => setOpen('answer')}>{t('measures.answer')}</Button>}
        {mayAppeal && <Button onClick={() => setOpen('appeal')}>{t('measures.appeal')}</Button>}
      </div>
      {open === 'answer' && <AnswerDialog id={id} end={() => setOpen(undefined)} />}
      {open === 'appeal' && <AppealDialog id={id} end={() => setOpen(undefined)} />}
    </section>
  );
}
