import { DownloadOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { VideoView } from './use-batch.ts';

/** One video whole: the film with sound, its lines, its label, its files. */
export function VideoDialog({ video, onClose }: { video: VideoView | undefined; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={video !== undefined}
      onCancel={onClose}
      footer={null}
      width={1040}
      title={video?.name}
      destroyOnHidden
      centered
      aria-label={t('video.dialog')}
    >
      {video !== undefined && <VideoWhole video={video} />}
    </Modal>
  );
}

function VideoWhole({ video: { files, record, language, failedReason, status } }: { video: VideoView }) {
  const { t } = useTranslation();
  const player = useRef<HTMLVideoElement>(null);
  if (files === null || record === null) {
    return <p>{failedReason?.message ?? t(`video.status.${status}`)}</p>;
  }
  const seek = (frame: number) => {
    if (player.current !== null) {
      player.current.currentTime = frame / record.fps;
      void player.current.play();
    }
  };
  const label = record.label;
  return (
    <div className="video-dialog">
      <div>
        <video ref={player} src={files.video.link} poster={files.cover.link} controls playsInline>
          <track kind="captions" src={files.vtt.link} srcLang={language} label={language} />
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
                onClick={() => seek(startFrame)}
                aria-label={t('video.seek', { time: clock(startFrame, record.fps) })}
              >
                {clock(startFrame, record.fps)}
              </button>
              <span className="soft">{t(`role.${role}`)}</span>
              <span lang={language}>
                {text}
                {source !== undefined && <small className="soft"> · {source}</small>}
              </span>
            </li>
          ))}
        </ol>
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
        </dl>
        <div className="downloads">
          {(['video', 'cover', 'srt', 'vtt', 'ass'] as const).map((kind) => (
            <Button
              key={kind}
              href={files[kind].link}
              download
              icon={<DownloadOutlined />}
              type={kind === 'video' ? 'primary' : 'default'}
            >
              {t(`file.${kind}`)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}

function clock(frame: number, fps: number): string {
  const tenths = Math.round((10 * frame) / fps);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
}
