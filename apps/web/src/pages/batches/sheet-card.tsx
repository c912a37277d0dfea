import { CommentOutlined, WarningOutlined } from '@ant-design/icons';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import type { SheetVideo } from './use-batch.ts';

/** A video on a contact sheet: its cover, playing while it is pointed at, what sets it apart, and how it stands in review. */
export const SheetCard = memo(function SheetCard({
  video,
  isChosen,
  onOpen,
  onChoose,
}: {
  video: SheetVideo;
  isChosen: boolean;
  onOpen(id: string): void;
  onChoose(id: string, isChosen: boolean): void;
}) {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { id, files, format, language, name, hook, difference, label, openComments, cost } = video;
  const [width = 9, height = 16] = format.split('x').map(Number);
  return (
    <article
      className={`video-card${isChosen ? ' chosen' : ''}`}
      onPointerEnter={() => {
        // A pointer that only passes by starts nothing.
        wait.current = setTimeout(() => setPlaying(true), 180);
      }}
      onPointerLeave={() => {
        clearTimeout(wait.current);
        setPlaying(false);
      }}
    >
      <div className="film">
        <header>
          {files !== null && (
            <input
              type="checkbox"
              checked={isChosen}
              aria-label={t('review.choose', { name })}
              onChange={({ target }) => onChoose(id, target.checked)}
            />
          )}
          <span>{String(video.creative).padStart(2, '0')}</span>
          <span>{format.replace('x', ':')}</span>
          <span className="end">{language === 'zh-CN' ? '中' : 'EN'}</span>
        </header>
        <div className="screen" style={{ aspectRatio: `${width} / ${height}` }}>
          {files !== null && <img src={steadyLink(files.cover.link)} alt="" loading="lazy" decoding="async" />}
          {files !== null && isPlaying && <video src={steadyLink(files.video.link)} autoPlay muted loop playsInline />}
          {files === null && <Waiting video={video} />}
          <button type="button" className="open" onClick={() => onOpen(id)} aria-label={t('video.open', { name })} />
          <Decision video={video} />
        </div>
      </div>
      {hook !== null && <p lang={language}>{hook}</p>}
      <small>
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
      </small>
    </article>
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

function Waiting({ video: { status, failedReason } }: { video: SheetVideo }) {
  const { t } = useTranslation();
  return status === 'failed' ? (
    <div className="waiting bad">{failedReason?.message ?? t('video.status.failed')}</div>
  ) : (
    <div className="waiting">{t(`video.status.${status}`)}</div>
  );
}
