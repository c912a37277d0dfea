import { Button, Modal, Segmented, Skeleton, Slider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import { clockOf } from './clock.ts';
import { useVideo, type VideoView } from './use-batch.ts';

/** Further apart than this, the right film is set to where the left one is. */
const mostDriftSeconds = 0.12;

/** Two videos side by side, played in step, with what differs marked. */
export function CompareDialog({
  batchId,
  ids,
  onClose,
}: {
  batchId: string;
  ids: readonly [string, string] | undefined;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const left = useVideo(batchId, ids?.[0]);
  const right = useVideo(batchId, ids?.[1]);
  return (
    <Modal
      open={ids !== undefined}
      onCancel={onClose}
      footer={null}
      width={1120}
      title={t('compare.title')}
      aria-label={t('compare.title')}
      destroyOnHidden
      centered
    >
      {left.data !== undefined && right.data !== undefined ? (
        <Compared left={left.data} right={right.data} />
      ) : (
        <Skeleton active />
      )}
    </Modal>
  );
}

function Compared({ left, right }: { left: VideoView; right: VideoView }) {
  const { t } = useTranslation();
  const films = [useRef<HTMLVideoElement>(null), useRef<HTMLVideoElement>(null)] as const;
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [sound, setSound] = useState<'left' | 'right'>('left');
  const lastMs = Math.max(left.record?.durationMs ?? 0, right.record?.durationMs ?? 0);
  const both = (act: (film: HTMLVideoElement) => void) => {
    for (const { current } of films) {
      if (current !== null) {
        act(current);
      }
    }
  };
  const seek = (ms: number) => {
    setAt(ms);
    both((film) => {
      film.currentTime = ms / 1000;
    });
  };
  const [first, second] = films;
  useEffect(() => {
    if (!isPlaying) {
      return;
    }
    // Two films never run at quite the same speed: the right one follows the left.
    const timer = setInterval(() => {
      const lead = first.current;
      const follower = second.current;
      if (lead === null || follower === null) {
        return;
      }
      setAt(lead.currentTime * 1000);
      const drift = follower.currentTime - lead.currentTime;
      if (Math.abs(drift) > mostDriftSeconds && !lead.ended && !follower.ended) {
        follower.currentTime = lead.currentTime;
      }
      if (lead.ended && follower.ended) {
        setPlaying(false);
      }
    }, 100);
    return () => clearInterval(timer);
  }, [isPlaying, first, second]);
  const toggle = () => {
    const next = !isPlaying;
    setPlaying(next);
    both((film) => void (next ? film.play().catch(() => setPlaying(false)) : film.pause()));
  };
  return (
    <div className="compare">
      <div className="pair-of-films">
        {[left, right].map((video, side) => (
          <figure key={video.id}>
            <video
              ref={films[side]}
              src={video.files === null ? undefined : steadyLink(video.files.video.link)}
              poster={video.files === null ? undefined : steadyLink(video.files.cover.link)}
              muted={(side === 0 ? 'left' : 'right') !== sound}
              playsInline
              preload="auto"
              aria-label={video.name}
            >
              <track kind="captions" src={video.files?.vtt.link} />
            </video>
            <figcaption className="mono">{video.name}</figcaption>
          </figure>
        ))}
      </div>
      <p className="ai-note">{t('ai.note')}</p>
      <div className="compare-acts">
        <Button type="primary" onClick={toggle}>
          {isPlaying ? t('compare.pause') : t('compare.play')}
        </Button>
        <div className="compare-seek">
          <Slider
            min={0}
            max={lastMs}
            step={40}
            value={at}
            onChange={seek}
            tooltip={{ formatter: (value) => clockOf(value ?? 0) }}
            ariaLabelForHandle={t('compare.seek')}
          />
          {/* The list below tells the same in words. */}
          <div className="differing" aria-hidden="true">
            {differingSpans(left, right).map(({ fromMs, toMs }) => (
              <span
                key={fromMs}
                style={{
                  insetInlineStart: `${(fromMs * 100) / lastMs}%`,
                  inlineSize: `${((toMs - fromMs) * 100) / lastMs}%`,
                }}
              />
            ))}
          </div>
        </div>
        <span className="mono">{clockOf(at)}</span>
        <span className="soft">{t('compare.sound')}</span>
        <Segmented
          aria-label={t('compare.sound')}
          value={sound}
          onChange={setSound}
          options={(['left', 'right'] as const).map((value) => ({ value, label: t(`compare.${value}`) }))}
        />
      </div>
      <Differences left={left} right={right} onSeek={seek} />
    </div>
  );
}

/** When two films say different things: from the earlier beginning of such a line to its later end. */
function differingSpans(left: VideoView, right: VideoView): { fromMs: number; toMs: number }[] {
  const spans = (video: VideoView) =>
    (video.record?.lines ?? []).map(({ text, startFrame, endFrame }) => ({
      text,
      fromMs: (startFrame * 1000) / (video.record?.fps ?? 1),
      toMs: (endFrame * 1000) / (video.record?.fps ?? 1),
    }));
  const [one, other] = [spans(left), spans(right)];
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [one[index], other[index]] as const)
    .filter(([a, b]) => a?.text !== b?.text)
    .map((pair) => ({
      fromMs: Math.min(...pair.flatMap((line) => line?.fromMs ?? [])),
      toMs: Math.max(...pair.flatMap((line) => line?.toMs ?? [])),
    }));
}

function Differences({ left, right, onSeek }: { left: VideoView; right: VideoView; onSeek(ms: number): void }) {
  const { t } = useTranslation();
  const [one, other] = [left.record, right.record];
  if (one === null || other === null) {
    return null;
  }
  const axes = [...new Set([...Object.keys(one.axes), ...Object.keys(other.axes)])].map((axis) => {
    const pair = [one.axes[axis as 'hook'] ?? '–', other.axes[axis as 'hook'] ?? '–'] as const;
    return { axis, pair, isSame: pair[0] === pair[1] };
  });
  const lines = Array.from({ length: Math.max(one.lines.length, other.lines.length) }, (_, index) => {
    const pair = [one.lines[index], other.lines[index]] as const;
    return { index, pair, isSame: pair[0]?.text === pair[1]?.text };
  });
  const known = new Set(other.scenes.map(({ hash }) => hash));
  const shared = one.scenes.filter(({ hash }) => known.has(hash)).length;
  return (
    <div className="differences">
      <h3>{t('compare.choices')}</h3>
      <ul className="axes">
        {axes.map(({ axis, pair, isSame }) => (
          <li key={axis} className={isSame ? 'same' : 'differs'}>
            <span className="soft">{t(`axis.${axis}` as 'axis.hook')}</span>
            <span className="mono">{isSame ? pair[0] : `${pair[0]} → ${pair[1]}`}</span>
          </li>
        ))}
        <li className={shared === one.scenes.length && shared === other.scenes.length ? 'same' : 'differs'}>
          <span className="soft">{t('compare.shots')}</span>
          <span>{t('compare.shots.shared', { count: shared })}</span>
        </li>
      </ul>
      <h3>{t('compare.lines')}</h3>
      <ol className="line-pairs">
        {lines.map(({ index, pair, isSame }) => (
          <li key={index} className={isSame ? 'same' : 'differs'}>
            {pair.map((line, side) => {
              const fps = (side === 0 ? one : other).fps;
              const ms = line === undefined ? 0 : (line.startFrame * 1000) / fps;
              return line === undefined ? (
                <span key={side === 0 ? 'left' : 'right'}>–</span>
              ) : (
                <span key={side === 0 ? 'left' : 'right'} lang={(side === 0 ? left : right).language}>
                  <button type="button" onClick={() => onSeek(ms)} aria-label={t('video.seek', { time: clockOf(ms) })}>
                    {clockOf(ms)}
                  </button>
                  {line.text}
                </span>
              );
            })}
            <span className="mark">{isSame ? t('compare.same') : t('compare.differs')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
