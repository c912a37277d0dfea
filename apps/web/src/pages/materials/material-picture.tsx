import { CustomerServiceOutlined, FontSizeOutlined } from '@ant-design/icons';
import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import type { MaterialView } from './use-materials.ts';

/** As much of a material as its picture needs. */
type Pictured = Pick<MaterialView, 'kind' | 'link' | 'name'> & { seen: { thumbnail: string | null } | null };

/** A material as it looks: a still, a clip that is looked through by moving the pointer across, or the sign of a sound. */
export function MaterialPicture({ material: { kind, link, name, seen } }: { material: Pictured }) {
  const small = seen?.thumbnail == null ? undefined : steadyLink(seen.thumbnail);
  switch (kind) {
    case 'image':
      return <img src={small ?? steadyLink(link)} alt={name} loading="lazy" decoding="async" />;
    case 'video':
      return <Clip link={steadyLink(link)} small={small} name={name} />;
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

/** The first frame shown where there is no thumbnail: the very first one is often black. */
const stillAt = 0.5;

function Clip({ link, small, name }: { link: string; small: string | undefined; name: string }) {
  const { t } = useTranslation();
  const line = useRef<HTMLElement>(null);
  // The film itself is fetched once somebody points at it.
  const [isNear, setNear] = useState(small === undefined);
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
  if (!isNear) {
    return (
      <span className="clip" onPointerEnter={() => setNear(true)}>
        <img src={small} alt={name} loading="lazy" decoding="async" />
      </span>
    );
  }
  return (
    <span className="clip">
      <video
        src={small === undefined ? `${link}#t=${stillAt}` : link}
        poster={small}
        muted
        playsInline
        preload="metadata"
        aria-label={name}
        title={t('materials.scrub')}
        onPointerMove={scrub}
        onPointerLeave={({ currentTarget }) => {
          if (small === undefined) {
            currentTarget.currentTime = Math.min(stillAt, currentTarget.duration || stillAt);
          } else {
            setNear(false);
          }
          if (line.current !== null) {
            line.current.hidden = true;
          }
        }}
      />
      <i ref={line} className="scrub-line" hidden />
    </span>
  );
}
