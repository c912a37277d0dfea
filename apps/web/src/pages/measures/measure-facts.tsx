import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { useTimeWords } from './time-words.ts';

type Facts = Pick<
  Schemas['OwnMeasure'],
  'kind' | 'functions' | 'reason' | 'ground' | 'thing' | 'dueAt' | 'endsAt' | 'answer' | 'createdAt' | 'state'
>;

/** What a measure is called, with what it takes away. */
export function useMeasureName() {
  const { t } = useTranslation();
  return ({ kind, functions }: Pick<Facts, 'kind' | 'functions'>) => {
    const list = functions.map((each) => t(`measure.function.${each}`)).join(t('list.comma'));
    return list === '' ? t(`measure.${kind}`) : `${t(`measure.${kind}`)} · ${list}`;
  };
}

/** Why a measure was taken, on what ground, about what, and until when. */
export function MeasureFacts({ reason, ground, thing, dueAt, endsAt, answer, state }: Facts) {
  const { t } = useTranslation();
  const { when, left } = useTimeWords();
  const isOpen = state === 'open';
  const until =
    dueAt !== null
      ? t('measures.due', { when: when(dueAt), left: left(dueAt) })
      : endsAt !== null
        ? t('measures.ends', { when: when(endsAt), left: left(endsAt) })
        : t('measures.forGood');
  return (
    <dl>
      <dt>{t('measures.why')}</dt>
      <dd>{t(`measure.reason.${reason}`)}</dd>
      <dt>{t('measures.ground')}</dt>
      <dd>{ground}</dd>
      {thing !== null && (
        <>
          <dt>{t('measures.about')}</dt>
          <dd>
            {t(`measure.thing.${thing.kind}`)} <span className="mono">{thing.id}</span>
          </dd>
        </>
      )}
      {isOpen && (
        <>
          <dt>{t('measures.until')}</dt>
          <dd>{until}</dd>
        </>
      )}
      {answer !== null && (
        <>
          <dt>{t('measures.answer.own')}</dt>
          <dd>{answer}</dd>
        </>
      )}
    </dl>
  );
}
