import { CustomerServiceOutlined, FontSizeOutlined } from '@ant-design/icons';
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialView } from './use-materials.ts';

/** A material as it looks: a still, a clip that is looked through by moving the pointer across, or the sign of a sound. */
export function MaterialPicture({ material: { kind, link, name } }: { material: MaterialView }) {
  switch (kind) {
    case 'image':
      return <img src={link} alt={name} loading="lazy" decoding="async" />;
    case 'video':
      return <Clip link={link} name={name} />;
    case 'audio':
      return (
        <span className="sound">
          <CustomerServiceOutlined />
        </span>
      );
    case 'font':
      return (
        <span className="sound">
          <FontSizeOutlined />
        </span>
      );
  }
}

/** The first frame shown: the very first one is often black. */
const stillAt = 0.5;

function Clip({ link, name }: { link: string; name: string }) {
  const { t } = useTranslation();
  const line = useRef<HTMLElement>(null);
  const show = (video: HTMLVideoElement, share: number) => {
    if (Number.isFinite(video.duration) && !video.seeking) {
      video.currentTime = share * video.duration;
    }
    if (line.current !== null) {
      line.current.style.insetInlineStart = `${share * 100}%`;
      line.current.hidden = false;
    }
  };
  const scrub = ({ currentTarget, clientX }: PointerEvent<HTMLVideoElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    show(currentTarget, Math.min(0.999, Math.max(0, (clientX - left) / width)));
  };
  return (
    <span className="clip">
      <video
        src={`${link}#t=${stillAt}`}
        muted
        playsInline
        preload="metadata"
        aria-label={name}
        title={t('materials.scrub')}
        onPointerMove={scrub}
        onPointerLeave={({ currentTarget }) => {
          currentTarget.currentTime = Math.min(stillAt, currentTarget.duration || stillAt);
          if (line.current !== null) {
            line.current.hidden = true;
          }
        }}
      />
      <i ref={line} className="scrub-line" hidden />
    </span>
  );
}
