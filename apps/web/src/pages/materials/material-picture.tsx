import { CustomerServiceOutlined, FontSizeOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { MaterialView } from './use-materials.ts';

/** A material as it looks: a still, a clip that plays under the pointer, or the sign of a sound. */
export function MaterialPicture({ material: { kind, link, name } }: { material: MaterialView }) {
  const [isPlaying, setPlaying] = useState(false);
  switch (kind) {
    case 'image':
      return <img src={link} alt={name} loading="lazy" decoding="async" />;
    case 'video':
      return (
        <video
          // The fragment asks for a frame a little way in: the first one is often black.
          src={`${link}#t=0.5`}
          muted
          loop
          playsInline
          preload="metadata"
          aria-label={name}
          ref={(video) => {
            if (isPlaying) {
              void video?.play().catch(() => undefined);
            } else {
              video?.pause();
            }
          }}
          onPointerEnter={() => setPlaying(true)}
          onPointerLeave={() => setPlaying(false)}
        />
      );
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
