import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { clockOf } from '../batches/clock.ts';
import { HeldNote, isHeld } from './held-note.tsx';
import { MaterialPicture } from './material-picture.tsx';
import { type MaterialView, termOf } from './use-materials.ts';

/** Making one takes longer than drawing a card. */
const forms = new Map<string, Intl.NumberFormat>();

/** How large a file is, in few letters. */
export function sizeIn(language: string, bytes: number): string {
  const unit = bytes < 1e6 ? 'kilobyte' : 'megabyte';
  const key = `${language} ${unit}`;
  const form = forms.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, maximumSignificantDigits: 2 });
  forms.set(key, form);
  return form.format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
}

/**
 * A material in the library. Drawn of plain elements: thousands of them pass by while somebody scrolls, and one that did
 * not change is not drawn again.
 */
export const MaterialCard = memo(function MaterialCard({
  material,
  isChosen,
  onChoose,
  onOpen,
}: {
  material: MaterialView;
  isChosen: boolean;
  onChoose(material: MaterialView, isOn: boolean): void;
  onOpen(material: MaterialView): void;
}) {
  const { t, i18n } = useTranslation();
  const { name, rights, aiOrigin, sizeBytes, seen, tags } = material;
  const term = termOf(material);
  const held = isHeld(material);
  return (
    <article className={isChosen ? 'material chosen' : 'material'}>
      <div className="face">
        {held ? <HeldNote thing={material} /> : <MaterialPicture material={material} />}
        <input
          type="checkbox"
          className="choose"
          checked={isChosen}
          aria-label={t('materials.select', { name })}
          onChange={({ target }) => onChoose(material, target.checked)}
        />
        {term !== undefined && (
          <span className={`term ${term.kind}`}>{t(`materials.${term.kind}`, { day: term.day })}</span>
        )}
        {seen?.durationMs != null && (
          <span className="length mono">
            {seen.shots.length > 1 && `${t('materials.shots.count', { count: seen.shots.length })} · `}
            {clockOf(seen.durationMs)}
          </span>
        )}
      </div>
      <button type="button" className="open" title={name} onClick={() => onOpen(material)}>
        {name}
      </button>
      <small>
        {rights === null ? (
          <span className="no-rights">{t('materials.no-rights')}</span>
        ) : (
          <span>{rights.licence}</span>
        )}
        <span className="mono">{sizeIn(i18n.language, sizeBytes)}</span>
      </small>
      {(tags.length > 0 || aiOrigin !== null || seen?.like != null) && (
        <p className="marks">
          {aiOrigin !== null && <span>{t('materials.ai')}</span>}
          {seen?.like != null && <span className="alike">{t('materials.alike')}</span>}
          {tags.slice(0, 3).map((tag) => (
            <span key={tag}>{tag}</span>
          ))}
        </p>
      )}
    </article>
  );
});
