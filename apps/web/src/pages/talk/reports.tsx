import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { NeedsProof } from '../operate/needs-proof.tsx';
import { changeInWords } from './change-in-words.ts';
import '../notices/notices.css';
import './model.css';

type Report = Schemas['OutputReport'];
const reportsKey = ['output-reports'] as const;

/** What people reported of the agent's output, for operators. */
export function Reports() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.reports')} text={t('reports.text')} />
      <NeedsProof>
        <Reported />
      </NeedsProof>
    </>
  );
}

function Reported() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: reportsKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/output-reports', { params: { query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('reports.none')} text={t('reports.none.text')} />}
      <ul className="inbox" style={{ maxInlineSize: 900 }}>
        {items.map((report) => (
          <ReportRow key={report.id} report={report} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function ReportRow({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, reason, note, writer, pieces, createdAt, closedAt } = report;
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const close = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/output-reports/{id}/close', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: reportsKey }),
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <li>
      <h2>
        {t(`talk.report.reason.${reason}`)} ·{' '}
        {closedAt === null ? t('reports.open') : t('reports.closed', { when: when.format(new Date(closedAt)) })}
      </h2>
      <time className="soft" dateTime={createdAt}>
        {when.format(new Date(createdAt))}
      </time>
      {note !== '' && <p>{note}</p>}
      <blockquote className="reported">
        {pieces.map((piece, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a copy never changes
          <p key={at}>{wordsOf(piece)}</p>
        ))}
        <footer className="soft">
          {t('reports.by', { writer: writer === 'planner' ? t('talk.planner') : writer })} · {t('ai.note')}
        </footer>
      </blockquote>
      {closedAt === null && (
        <Button size="small" loading={close.isPending} onClick={() => close.mutate()}>
          {t('reports.close')}
        </Button>
      )}
    </li>
  );

  function wordsOf(piece: Report['pieces'][number]): string {
    switch (piece.kind) {
      case 'text':
      case 'problem':
        return piece.text;
      case 'change':
        return changeInWords(piece.change, t, i18n.language);
      case 'card':
        return piece.card.kind === 'scripts'
          ? piece.card.parts.flatMap(({ lines }) => lines.map(({ text }) => text)).join(' / ')
          : piece.card.kind === 'angles'
            ? piece.card.items.map(({ text }) => text).join(' / ')
            : t(`talk.card.${piece.card.kind}`);
      case 'step':
        return t('talk.tool.other', { name: piece.tool });
      case 'file':
        return piece.name;
    }
  }
}
