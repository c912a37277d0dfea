import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import type { LicensedItem } from './licensed-library.tsx';
import { sizeIn } from './material-card.tsx';
import { RightsFacts } from './rights-facts.tsx';
import { TakeLicensed } from './take-licensed.tsx';

/** An item of the licensed library whole: seen or heard before it is taken, with everything its licence says. */
export function LicensedPanel({ item, onClose }: { item: LicensedItem | undefined; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={item !== undefined}
      onClose={onClose}
      title={item?.name ?? t('licensed.view')}
      size={480}
      destroyOnHidden
    >
      {item !== undefined && <Whole item={item} />}
    </Drawer>
  );
}

function Whole({ item }: { item: LicensedItem }) {
  const { t, i18n } = useTranslation();
  const { kind, name, thumbnail, mediaType, sizeBytes, aiOrigin, description, tags, rights } = item;
  const link = steadyLink(item.link);
  return (
    <div className="material-whole">
      {kind !== 'font' && (
        <div className="stage">
          {kind === 'image' && <img src={link} alt={name} />}
          {/* biome-ignore lint/a11y/useMediaCaption: a material has no captions yet */}
          {kind === 'video' && <video src={link} poster={thumbnail ?? undefined} controls playsInline preload="none" />}
          {/* biome-ignore lint/a11y/useMediaCaption: a material has no captions yet */}
          {kind === 'audio' && <audio src={link} controls preload="metadata" />}
        </div>
      )}
      <p className="soft mono">{[mediaType, sizeIn(i18n.language, sizeBytes)].join(' · ')}</p>
      {aiOrigin !== null && (
        <p className="soft">
          {t('materials.ai.text', { producer: aiOrigin.label?.ContentProducer ?? t('materials.ai.unknown') })}
        </p>
      )}
      {description !== null && (
        <section>
          <h3>{t('described.title')}</h3>
          <p>{description}</p>
          <p className="soft">{t('ai.note')}</p>
        </section>
      )}
      {tags.length > 0 && <p className="soft">{tags.join(' · ')}</p>}
      <section>
        <h3>{t('rights.title')}</h3>
        <p className="soft">{t('licensed.of')}</p>
        <RightsFacts rights={rights} />
      </section>
      <TakeLicensed item={item} />
    </div>
  );
}
