import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.ts';
import { errorText } from '../../../api/error-text.ts';
import { LinkButton } from '../../../shell/link-button.tsx';
import { type LiveQuote, type TalkCard, talkKey } from '../use-talk.ts';

/** What it would cost, and the one button that starts it. */
export function Quote({
  id,
  card,
  talkId,
  live,
}: {
  id: string;
  card: Extract<TalkCard, { kind: 'quote' }>;
  talkId: string;
  live: LiveQuote | undefined;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      bodyOf(api().POST('/api/v1/conversations/{id}/start', { params: { path: { id: talkId } }, body: { card: id } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: talkKey(talkId) });
      await queries.invalidateQueries({ queryKey: ['batches'] });
    },
  });
  const figures = [
    [t('talk.quote.videos'), String(card.videos)],
    [t('talk.quote.seconds'), t('talk.quote.seconds.value', { seconds: card.seconds })],
    [t('talk.quote.total'), card.isFree ? t('talk.quote.free') : t('talk.quote.total.value', { total: card.total })],
    ...(card.balance === null
      ? []
      : [[t('talk.quote.balance'), t('talk.quote.total.value', { total: card.balance })] as const]),
  ];
  return (
    <div className="quote">
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {start.isError && <Alert type="error" showIcon title={errorText(start.error)} />}
      {card.batchId !== null ? (
        <p>
          {t('talk.quote.started')}{' '}
          <LinkButton size="small" to="/batches/$id" params={{ id: card.batchId }}>
            {t('talk.batch.open')}
          </LinkButton>
        </p>
      ) : live !== undefined ? (
        <div className="start">
          <Button
            type="primary"
            size="large"
            disabled={live.isWaiting}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {t('talk.quote.start')}
          </Button>
          <span className="soft">{t('talk.quote.note')}</span>
        </div>
      ) : (
        <p className="soft">{t('talk.quote.old')}</p>
      )}
    </div>
  );
}
