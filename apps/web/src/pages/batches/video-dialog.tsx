import { DownloadOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Modal, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { HeldNote, isHeld } from '../materials/held-note.tsx';
import { UnmarkedWay } from '../undertakings/unmarked-dialog.tsx';
import { clockOf } from './clock.ts';
import { ReviewPanel } from './review-panel.tsx';
import { SceneList } from './scene-list.tsx';
import { useVideo, type VideoView } from './use-batch.ts';
import { UseOf } from './use-of.tsx';

/** One video whole: the film with sound, its lines, its label, its files. */
export function VideoDialog({ batchId, id, onClose }: { batchId: string; id: string | undefined; onClose(): void }) {
  const { t } = useTranslation();
  const { data: video, isError, error, refetch } = useVideo(batchId, id);
  return (
    <Modal
      open={id !== undefined}
      onCancel={onClose}
      footer={null}
      width={1040}
      title={video?.name}
      destroyOnHidden
      centered
      aria-label={t('video.dialog')}
    >
      {video === undefined && (isError ? <Failed error={error} again={() => void refetch()} /> : <Skeleton active />)}
      {video !== undefined && <VideoWhole key={video.id} video={video} />}
    </Modal>
  );
}

function VideoWhole({ video }: { video: VideoView }) {
  const { id, files, record, language, failedReason, status } = video;
  const { t } = useTranslation();
  const player = useRef<HTMLVideoElement>(null);
  if (status === 'done' && isHeld(video) && video.verdict?.takenDown === undefined) {
    return <HeldNote thing={video} />;
  }
  if (files === null || record === null) {
    return <p>{failedReason?.message ?? t(`video.status.${status}`)}</p>;
  }
  const seek = (ms: number) => {
    if (player.current !== null) {
      player.current.currentTime = ms / 1000;
      void player.current.play();
    }
  };
  const label = record.label;
  return (
    <div className="video-dialog">
      <div className="in-sight">
        <video
          ref={player}
          src={steadyLink(files.video.link)}
          poster={steadyLink(files.cover.link)}
          controls
          playsInline
        >
          <track kind="captions" src={steadyLink(files.vtt.link)} srcLang={language} label={language} />
        </video>
        <p className="ai-note" style={{ marginBlockStart: 8 }}>
          {t('ai.note')}
        </p>
      </div>
      <div>
        <ol className="lines">
          {record.lines.map(({ role, text, source, startFrame }) => (
            <li key={`${role}-${startFrame}`}>
              <button
                type="button"
                onClick={() => seek((startFrame * 1000) / record.fps)}
                aria-label={t('video.seek', { time: clockOf((startFrame * 1000) / record.fps) })}
              >
                {clockOf((startFrame * 1000) / record.fps)}
              </button>
              <span className="soft">{t(`role.${role}`)}</span>
              <span lang={language}>
                {text}
                {source !== undefined && <small className="soft"> · {source}</small>}
              </span>
            </li>
          ))}
        </ol>
        <ReviewPanel video={video} timeMs={() => (player.current?.currentTime ?? 0) * 1000} onSeek={seek} />
        <dl className="facts">
          <dt>{t('video.size')}</dt>
          <dd className="mono">
            {record.width}×{record.height} · {record.fps} fps · {(record.durationMs / 1000).toFixed(1)} s
          </dd>
          {label !== null && (
            <>
              <dt>{t('video.label')}</dt>
              <dd>
                {label.explicit.text} · {t('video.label.implicit')}
              </dd>
            </>
          )}
          {record.nearest !== undefined && record.nearest !== null && (
            <>
              <dt>{t('video.nearest')}</dt>
              <dd className="mono">
                {record.nearest.name} · {Math.round(record.nearest.score * 100)} %
              </dd>
            </>
          )}
          <UseOf />
        </dl>
        <div className="downloads">
          <LinkButton to="/videos/$id/edit" params={{ id }} icon={<EditOutlined />}>
            {t('edit.open')}
          </LinkButton>
          {(['video', 'cover', 'cover3x4', 'srt', 'vtt', 'ass'] as const).map((kind) => {
            const file = files[kind];
            return file === undefined ? null : (
              <Button
                key={kind}
                href={file.link}
                download
                icon={<DownloadOutlined />}
                type={kind === 'video' ? 'primary' : 'default'}
              >
                {t(`file.${kind}`)}
              </Button>
            );
          })}
          <UnmarkedWay video={video} />
        </div>
        <SceneList video={video} fps={record.fps} onSeek={seek} />
      </div>
    </div>
  );
}
