import { useTranslation } from 'react-i18next';
import { MaterialPicture } from '../../materials/material-picture.tsx';
import { useMaterials } from '../../materials/use-materials.ts';
import type { TalkCard } from '../use-talk.ts';

/** The first video as a strip of film: what is seen and said, when. */
export function StoryboardStrip({ card }: { card: Extract<TalkCard, { kind: 'storyboard' }> }) {
  const { t } = useTranslation();
  const materials = useMaterials();
  const byId = new Map(materials.data?.pages.flatMap(({ items }) => items).map((item) => [item.id, item]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <ol className="story" tabIndex={0} aria-label={t('talk.card.storyboard')}>
      {card.scenes.map((scene) => {
        const material = scene.materialId === undefined ? undefined : byId.get(scene.materialId);
        return (
          <li key={scene.startMs} className="film">
            <header>
              <span>{(scene.startMs / 1000).toFixed(1)}</span>
              <span className="end">{(scene.ms / 1000).toFixed(1)}s</span>
            </header>
            <div className="screen">{material !== undefined && <MaterialPicture material={material} />}</div>
            <p>{scene.text}</p>
          </li>
        );
      })}
    </ol>
  );
}
