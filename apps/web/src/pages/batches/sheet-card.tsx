import { CommentOutlined, WarningOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { FilmCard, Waiting } from './film-card.tsx';
import type { SheetVideo } from './use-batch.ts';

/** A video on a contact sheet: what sets it apart, and how it stands in review. */
export const SheetCard = memo(function SheetCard({
  video,
  axes,
  isChosen,
  onOpen,
  onChoose,
}: {
  video: SheetVideo;
  /** Names of those in which the videos of the batch differ. */
  axes: readonly string[];
  isChosen: boolean;
  onOpen(id: string): void;
  onChoose(id: string, isChosen: boolean): void;
}) {
  const { t } = useTranslation();
  const { id, files, hook, difference, label, openComments, cost } = video;
  return (
    <FilmCard
      video={video}
      words={hook}
      over={
        <>
          {files === null && <Waiting video={video} />}
          <Decision video={video} />
        </>
      }
      choice={files === null ? undefined : { isChosen, onChoose: (is) => onChoose(id, is) }}
      onOpen={() => onOpen(id)}
    >
      {axes.length > 0 && (
        <span className="mono" title={t('review.differs')}>
          {axes.flatMap((axis) => video.axes[axis] ?? []).join(' ')}
        </span>
      )}
      {difference !== null && (
        <span className="mono">{t('video.difference', { share: Math.round(difference * 100) })}</span>
      )}
      {label !== null && <span>{label}</span>}
      {cost > 0 && <span className="mono">{t('review.cost', { count: cost })}</span>}
      {video.safety !== null && video.safety !== 'allowed' && (
        <span className="remark">{t(`review.safety.${video.safety}`)}</span>
      )}
      {video.hasFaults === true && (
        <span className="remark">
          <WarningOutlined /> {t('review.faults')}
        </span>
      )}
      {openComments > 0 && (
        <span title={t('review.comments', { count: openComments })}>
          <CommentOutlined /> {openComments}
        </span>
      )}
    </FilmCard>
  );
});

function Decision({ video: { decision } }: { video: SheetVideo }) {
  const { t } = useTranslation();
  if (decision === null || decision.outcome === 'reopened') {
    return null;
  }
  const reasons = decision.reasons.map((reason) => t(`review.reason.${reason}` as 'review.reason.other'));
  return (
    <span className={`stamp ${decision.outcome}`} title={decision.byName}>
      {[t(`review.${decision.outcome}`), ...reasons].join(' · ')}
    </span>
  );
}
