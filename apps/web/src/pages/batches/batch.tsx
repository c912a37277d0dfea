import { CopyOutlined, ShareAltOutlined } from '@ant-design/icons';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { startTransition, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { BatchState } from './batch-state.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { filmHeight } from './film-card.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { SheetCard } from './sheet-card.tsx';
import { filtered, wholeSheet } from './sheet-filter.ts';
import { SheetFilters } from './sheet-filters.tsx';
import { StatusMark } from './status-mark.tsx';
import { Steering } from './steering.tsx';
import { type SheetVideo, useBatch, useSheet } from './use-batch.ts';
import { useClone } from './use-clone.ts';
import { VideoDialog } from './video-dialog.tsx';
import { VirtualSheet } from './virtual-sheet.tsx';
import './batches.css';
import './review.css';

/** A batch: a contact sheet that fills as its videos are finished, and on which they are reviewed. */
export function Batch() {
  const { id } = useParams({ from: '/studio/batches/$id' });
  const { video } = useSearch({ from: '/studio/batches/$id' });
  const navigate = useNavigate({ from: '/batches/$id' });
  const { t } = useTranslation();
  const batch = useBatch(id);
  const sheet = useSheet(id);
  const [filter, setFilter] = useState(wholeSheet);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isComparing, setComparing] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const clone = useClone(id);
  const all = useMemo(() => sheet.data?.items ?? [], [sheet.data]);
  const axes = useMemo(() => axesThatDiffer(all), [all]);
  // Whoever types sees each letter at once; the sheet follows.
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => filtered(all, wanted), [all, wanted]);
  const open = useCallback(
    (videoId?: string) => void navigate({ search: videoId === undefined ? {} : { video: videoId } }),
    [navigate],
  );
  const choose = useCallback((videoId: string, isChosen: boolean) => {
    setChosen((before) => {
      const next = new Set(before);
      if (isChosen) {
        next.add(videoId);
      } else {
        next.delete(videoId);
      }
      return next;
    });
  }, []);
  const card = useCallback(
    (one: SheetVideo) => (
      <SheetCard video={one} axes={axes} isChosen={chosen.has(one.id)} onOpen={open} onChoose={choose} />
    ),
    [axes, chosen, open, choose],
  );
  // What was there stays on the page while the service is away.
  if (batch.data === undefined) {
    return batch.isError ? (
      <Failed error={batch.error} again={() => void batch.refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 10 }} />
    );
  }
  const [left, right] = [...chosen];
  const pair = left !== undefined && right !== undefined ? ([left, right] as const) : undefined;
  return (
    <>
      <PageHead title={batch.data.title} text={<StatusMark batch={batch.data} />}>
        <Button icon={<ShareAltOutlined />} onClick={() => setSharing(true)}>
          {t('share.open')}
        </Button>
        <Button icon={<CopyOutlined />} loading={clone.isPending} onClick={() => clone.mutate(batch.data.title)}>
          {t('batch.clone')}
        </Button>
        <Steering batch={batch.data} />
      </PageHead>
      <BatchState batch={batch.data} />
      {sheet.data === undefined && sheet.isError && <Failed error={sheet.error} again={() => void sheet.refetch()} />}
      {all.length > 0 && (
        <>
          <SheetFilters videos={all} filter={filter} onChange={setFilter} />
          <ChosenBar
            batchId={id}
            chosen={[...chosen]}
            shown={shown.filter(({ files }) => files !== null).map((one) => one.id)}
            // Many cards are marked by this, a few at a time: the hand that pressed is not held up.
            onChange={(ids) => startTransition(() => setChosen(new Set(ids)))}
            onCompare={() => setComparing(true)}
          />
        </>
      )}
      <VirtualSheet items={shown} keyOf={keyOf} label={t('batch.done')} heightOf={filmHeight}>
        {card}
      </VirtualSheet>
      <VideoDialog batchId={id} id={video} onClose={() => open()} />
      <CompareDialog batchId={id} ids={isComparing ? pair : undefined} onClose={() => setComparing(false)} />
      <ShareDialog batchId={id} isOpen={isSharing} onClose={() => setSharing(false)} />
    </>
  );
}

const keyOf = ({ id }: SheetVideo) => id;

/** Axes on which at least two of the videos have something else. */
function axesThatDiffer(videos: readonly SheetVideo[]): string[] {
  const names = new Set(videos.flatMap(({ axes }) => Object.keys(axes)));
  return [...names].filter((axis) => new Set(videos.map(({ axes }) => axes[axis])).size > 1);
}
